import pg from 'pg';
import { WorkspacePool } from './workspace-pool.ts';

/** A pool or one of its clients: whatever runs statements. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export type Connections = {
  pool: pg.Pool;
  /** Runs work in a transaction; an error undoes it and is thrown on. */
  transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
};

/** What it does itself it does in one workspace, the caller's (see workspace-scope.ts). */
export type Database = Connections & {
  /**
   * Reaches every workspace, and the accounts. For what comes before a workspace is known, or looks for work in all of
   * them; a test has the list of who uses it.
   */
  acrossWorkspaces: Connections;
  /** Closes every connection. */
  stop(): Promise<void>;
};

/** Enough for the page's requests beside a few syncs; PostgreSQL itself is set for more. */
const MAX_CONNECTIONS = 20;
/** Who is asking, and the job queue: short questions. */
const MAX_CONNECTIONS_ACROSS = 10;

/** Exact in, exact out: numeric and days stay the texts they are; counts become numbers. */
const { INT8, DATE, NUMERIC } = pg.types.builtins;
const types = new pg.TypeOverrides();
const asText = (text: string): string => text;
types.setTypeParser(INT8, toCount);
types.setTypeParser(DATE, asText);
types.setTypeParser(NUMERIC, asText);

/** @throws RangeError rather than a number that is nearly right. */
function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count)) {
    throw new RangeError(`${text} does not fit a number`);
  }
  return count;
}

/**
 * Connects to PostgreSQL. Connections are made when they are first needed.
 * @param options a connection string, or host (a folder: a Unix socket), user and database.
 * @param role the one that work in a workspace is done as (see application-role.ts); null: as the user that connects,
 *   whom no policy holds.
 */
export function openDatabase(options: pg.PoolConfig, role: string | null = null): Database {
  const shared = { types, application_name: 'tieout', ...options };
  if (role === null) {
    const all = toConnections(new pg.Pool({ max: MAX_CONNECTIONS, ...shared, ...onConnect(setUp) }));
    return { ...all, acrossWorkspaces: all, stop: () => all.pool.end() };
  }
  const confined = toConnections(
    new WorkspacePool({
      max: MAX_CONNECTIONS,
      ...shared,
      ...onConnect(async (client) => {
        await setUp(client);
        await takeRole(client, role);
      }),
    }),
  );
  const across = toConnections(new pg.Pool({ ...shared, max: MAX_CONNECTIONS_ACROSS, ...onConnect(setUp) }));
  const stop = async () => {
    await Promise.all([confined.pool.end(), across.pool.end()]);
  };
  return { ...confined, acrossWorkspaces: across, stop };
}

/** The pool waits for it, which its types do not say. */
function onConnect(work: (client: pg.ClientBase) => Promise<void>): Pick<pg.PoolConfig, 'onConnect'> {
  // oxlint-disable-next-line typescript/no-misused-promises -- see above
  return { onConnect: work };
}

async function setUp(client: pg.ClientBase): Promise<void> {
  // Compiling a statement takes a second or two where running it takes milliseconds, and the planner misjudges that.
  await client.query('SET jit = off');
}

/** The schemas stay those of the user that connected, whose name may be in the path. */
async function takeRole(client: pg.ClientBase, role: string): Promise<void> {
  await client.query(
    `SELECT set_config('search_path', (SELECT string_agg(quote_ident(s), ', ') FROM unnest(current_schemas(false)) s), false)`,
  );
  await client.query(`SELECT set_config('role', $1, false)`, [role]);
}

function toConnections(pool: pg.Pool): Connections {
  // A broken connection fails the statement that waits on it and is replaced; without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, transaction: (work) => inTransaction(pool, work) };
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((broken: Error) => {
      failure = broken;
    });
    throw error;
  } finally {
    client.release(failure);
  }
}
