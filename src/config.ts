import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import {
  type AccountsConfig,
  accountVariables,
  checkAccountVariables,
  toAccountsConfig,
} from './config-accounts.ts';
import { addresses, flag, unlessEmpty } from './config-values.ts';
import { PlainError } from './plain-error.ts';

/** Of the instance's secret, at least. */
export const SECRET_LENGTH = 32;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0)
  .max(65_535, 'must be a port, 0 to 65535');
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must be an address like postgres://user:password@host/database');

const environmentSchema = z
  .object({
    ...accountVariables,
    PORT: unlessEmpty(port.default(4180)),
    TIEOUT_HOST: unlessEmpty(z.string().default('127.0.0.1')),
    TIEOUT_DATA_DIR: unlessEmpty(z.string().default('./data')),
    DATABASE_URL: unlessEmpty(postgresUrl.optional()),
    TIEOUT_SECRET: unlessEmpty(
      z.string().min(SECRET_LENGTH, `must have at least ${SECRET_LENGTH} characters`).optional(),
    ),
    TIEOUT_ALLOW_PRIVATE_VENDOR_URLS: unlessEmpty(flag.default(false)),
    TIEOUT_BOOTSTRAP_API_KEY: unlessEmpty(
      z
        .string()
        .min(16, 'must have at least 16 characters')
        .max(200, 'must have at most 200 characters')
        .optional(),
    ),
    TIEOUT_OPERATOR_KEY: unlessEmpty(
      z
        .string()
        .min(16, 'must have at least 16 characters')
        .max(200, 'must have at most 200 characters')
        .optional(),
    ),
    TIEOUT_TRUSTED_PROXIES: unlessEmpty(addresses.default([])),
    TIEOUT_KEY_REQUESTS_PER_MINUTE: unlessEmpty(
      z.coerce
        .number('must be a number')
        .int('must be a whole number')
        .min(1, 'must be 1 or more')
        .default(6000),
    ),
    TIEOUT_LOG_LEVEL: unlessEmpty(z.enum(LOG_LEVELS).default('warn')),
  })
  .superRefine(checkAccountVariables);

export type Config = {
  logLevel: (typeof LOG_LEVELS)[number];
  /** 0: any free port. */
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  /** null: PostgreSQL embedded in the data directory. */
  databaseUrl: string | null;
  secret: string;
  allowPrivateVendorUrls: boolean;
  bootstrapApiKey: string | null;
  /** null: nobody operates workspaces over the API. */
  operatorKey: string | null;
  /** Addresses and ranges whose word for where a request comes from is taken. */
  trustedProxies: readonly string[];
  keyRequestsPerMinute: number;
  accounts: AccountsConfig;
};

/** The configuration is not usable; the message lists every problem. */
export class ConfigError extends PlainError {}

/**
 * Reads the configuration from environment variables (docs/configuration.md). Creates the data directory, and the
 * secret in it where none is given.
 * @param subfolder of the data directory, for an instance that must not share it.
 * @throws ConfigError
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>>,
  subfolder = '',
): Config {
  const { success, data, error } = environmentSchema.safeParse(environment);
  if (!success) {
    const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(
      `The configuration is not usable. Mend these environment variables:\n${lines.join('\n')}`,
    );
  }
  const parent = makeDataDir(resolve(data.TIEOUT_DATA_DIR));
  const dataDir = subfolder === '' ? parent : makeDataDir(resolve(parent, subfolder));
  return {
    logLevel: data.TIEOUT_LOG_LEVEL,
    port: data.PORT,
    host: data.TIEOUT_HOST,
    dataDir,
    databaseUrl: data.DATABASE_URL ?? null,
    secret: data.TIEOUT_SECRET ?? secretIn(dataDir),
    allowPrivateVendorUrls: data.TIEOUT_ALLOW_PRIVATE_VENDOR_URLS,
    bootstrapApiKey: data.TIEOUT_BOOTSTRAP_API_KEY ?? null,
    operatorKey: data.TIEOUT_OPERATOR_KEY ?? null,
    trustedProxies: data.TIEOUT_TRUSTED_PROXIES,
    keyRequestsPerMinute: data.TIEOUT_KEY_REQUESTS_PER_MINUTE,
    accounts: toAccountsConfig(data),
  };
}

/** @returns its one real name, whatever links lead to it. */
function makeDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    if (process.getuid?.() === 0) {
      // Root's PostgreSQL runs as another user, who has to get through to its own folder. The secret stays root's.
      chmodSync(dataDir, statSync(dataDir).mode | 0o011);
    }
    return realpathSync(dataDir);
  } catch (error) {
    throw new ConfigError(`TIEOUT_DATA_DIR: ${dataDir} cannot be used (${(error as Error).message}).`);
  }
}

/** The secret is generated once; whoever loses the file loses the stored credentials, so it belongs in the backup. */
function secretIn(dataDir: string): string {
  const path = resolve(dataDir, 'secret');
  if (!existsSync(path)) {
    writeSecret(path);
  }
  const secret = readSecret(path);
  if (secret.length < SECRET_LENGTH) {
    throw new ConfigError(`${path} holds no secret: restore it from a backup, or set TIEOUT_SECRET.`);
  }
  return secret;
}

/** Never over another: of two first starts at the same moment, both use the first one's. */
function writeSecret(path: string): void {
  const secret = `${randomBytes(32).toString('base64url')}\n`;
  try {
    writeFileSync(path, secret, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}

function readSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`The secret cannot be read (${(error as Error).message}).`);
  }
}
