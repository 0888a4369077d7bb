/** What an operator does from a terminal: `npm run tieout -- workspace list`. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig, SECRET_LENGTH } from './config.ts';
import { openDatabase } from './database/connect.ts';
import { startEmbeddedPostgres } from './database/embedded/postgres.ts';
import { migrate } from './database/migrate.ts';
import { PLANS, type Plan } from './domain/plans.ts';
import { lockInstance } from './instance-lock.ts';
import { type ListedWorkspace, OperatorClient } from './operator-client.ts';
import { wordsOf } from './plain-error.ts';
import { type Rotation, rotateSecret, rotateSecretFile } from './rotate-secret.ts';

const USAGE = `Usage:
  npm run tieout -- workspace create NAME [--plan free|pro|enterprise]
  npm run tieout -- workspace list
  npm run tieout -- workspace set-plan ID free|pro|enterprise
  npm run tieout -- workspace suspend ID
  npm run tieout -- workspace resume ID
  npm run tieout -- rotate-secret

Workspaces are those of an instance that runs, at TIEOUT_URL (by default http://127.0.0.1:4180), whose
TIEOUT_OPERATOR_KEY is in the environment. The secret is rotated while no instance runs: the one in the data
directory gets a new one in its place; where TIEOUT_SECRET is set, TIEOUT_NEW_SECRET is the new one.`;

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (text: string) => void;

/** The command is not understood; the message says why. */
class UsageError extends Error {}

/** @param say prints a line @returns the exit code */
async function run(args: readonly string[], environment: Environment, say: Say): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === 'help' || command === '--help') {
    say(USAGE);
    return command === undefined ? 1 : 0;
  }
  if (command === 'workspace') {
    await operate(rest, environment, say);
    return 0;
  }
  if (command === 'rotate-secret' && rest.length === 0) {
    await rotate(environment, say);
    return 0;
  }
  throw new UsageError(`“${args.join(' ')}” is not a command.`);
}

async function operate(args: readonly string[], environment: Environment, say: Say): Promise<void> {
  const { values, positionals } = parse(args);
  const [action, first, second] = positionals;
  const wanted = { create: 2, list: 1, 'set-plan': 3, suspend: 2, resume: 2 }[action ?? ''];
  if (
    wanted === undefined ||
    positionals.length !== wanted ||
    (values.plan !== undefined && action !== 'create')
  ) {
    throw new UsageError(`“workspace ${args.join(' ')}” is not a command.`);
  }
  const client = clientFor(environment);
  if (action === 'create') {
    const { workspace, apiKey } = await client.create(first ?? '', toPlan(values.plan ?? 'free'));
    say(describe(workspace));
    say(`Its first API key, shown this once: ${apiKey}`);
  } else if (action === 'list') {
    for await (const workspace of client.list()) say(describe(workspace));
  } else if (action === 'set-plan') {
    say(describe(await client.change(first ?? '', { plan: toPlan(second ?? '') })));
  } else {
    say(describe(await client.change(first ?? '', { suspended: action === 'suspend' })));
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { plan: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function clientFor({ TIEOUT_URL, TIEOUT_OPERATOR_KEY, PORT }: Environment): OperatorClient {
  if (!TIEOUT_OPERATOR_KEY) {
    throw new UsageError('Set TIEOUT_OPERATOR_KEY to the key that the instance was started with.');
  }
  return new OperatorClient(TIEOUT_URL || `http://127.0.0.1:${PORT || 4180}`, TIEOUT_OPERATOR_KEY);
}

function toPlan(text: string): Plan {
  const plan = PLANS.find((one) => one === text);
  if (plan === undefined) {
    throw new UsageError(`“${text}” is not a plan: ${PLANS.join(', ')}.`);
  }
  return plan;
}

/** One line, its parts separated by tabs, for people and scripts. */
function describe({ id, name, plan, suspendedAt }: ListedWorkspace): string {
  return [id, plan, suspendedAt === null ? 'active' : `suspended since ${suspendedAt}`, name].join('\t');
}

async function rotate(environment: Environment, say: Say): Promise<void> {
  const { TIEOUT_SECRET, TIEOUT_NEW_SECRET = '' } = environment;
  const isGiven = Boolean(TIEOUT_SECRET);
  if (isGiven && TIEOUT_NEW_SECRET.length < SECRET_LENGTH) {
    throw new UsageError(
      `TIEOUT_SECRET is set: set TIEOUT_NEW_SECRET to the new one, of at least ${SECRET_LENGTH} characters.`,
    );
  }
  const config = loadConfig(environment);
  const rotation = await withDatabase(config, (db) =>
    isGiven
      ? rotateSecret(db, config.secret, TIEOUT_NEW_SECRET)
      : rotateSecretFile(db, config.dataDir, config.secret),
  );
  say(describeRotation(rotation));
  say(
    isGiven
      ? 'From now on start Tieout with TIEOUT_SECRET set to the new secret.'
      : `The new secret is in ${resolve(config.dataDir, 'secret')}. Back it up with the database.`,
  );
}

function describeRotation({ sealed, unreadable }: Rotation): string {
  const left =
    unreadable === 0 ? '' : ` ${unreadable} could not be read with the secret before and stay as they were.`;
  return `Everybody is signed out. Under the new secret: ${sealed} credentials and second factors.${left}`;
}

/** @throws AlreadyRunningError where an instance runs on the data directory */
async function withDatabase<Result>(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | null },
  work: (db: ReturnType<typeof openDatabase>) => Promise<Result>,
): Promise<Result> {
  const lock = await lockInstance(dataDir);
  const server = databaseUrl === null ? await startEmbeddedPostgres({ dataDir }) : null;
  const db = openDatabase(server?.connection ?? { connectionString: databaseUrl ?? '' });
  try {
    await migrate(db);
    return await work(db);
  } finally {
    await db.stop();
    await server?.stop();
    await lock.release();
  }
}

process.exitCode = await run(process.argv.slice(2), process.env, (text) => console.log(text)).catch(
  (error) => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : wordsOf(error));
    return 1;
  },
);
