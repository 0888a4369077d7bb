import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('0')
  .transform((text) => text === '1' || text === 'true');

/** An empty value is no value, as compose files and shells leave them. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const environmentSchema = z.object({
  PORT: z.coerce.number('must be a number').int().min(0).max(65_535, 'must be a port, 0 to 65535').default(4180),
  TIEOUT_HOST: z.string().min(1).default('127.0.0.1'),
  TIEOUT_DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: optional(
    z.string().refine((url) => /^postgres(ql)?:\/\//.test(url), 'must be an address like postgres://user:password@host/database'),
  ),
  TIEOUT_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  TIEOUT_ALLOW_PRIVATE_VENDOR_URLS: flag,
  TIEOUT_BOOTSTRAP_API_KEY: optional(z.string().min(16, 'must have at least 16 characters').max(200)),
});

export type Config = {
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
};

/** The configuration is not usable; the message lists every problem. */
export class ConfigError extends Error {}

/**
 * Reads the configuration from environment variables (docs/configuration.md). Creates the data directory, and the
 * secret in it where none is given.
 * @param subfolder of the data directory, for an instance that must not share it.
 * @throws ConfigError
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>, subfolder = ''): Config {
  const { success, data, error } = environmentSchema.safeParse(environment);
  if (!success) {
    const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not usable. Mend these environment variables:\n${lines.join('\n')}`);
  }
  const dataDir = resolve(data.TIEOUT_DATA_DIR, subfolder);
  makeDataDir(dataDir);
  return {
    port: data.PORT,
    host: data.TIEOUT_HOST,
    dataDir,
    databaseUrl: data.DATABASE_URL ?? null,
    secret: data.TIEOUT_SECRET ?? secretIn(dataDir),
    allowPrivateVendorUrls: data.TIEOUT_ALLOW_PRIVATE_VENDOR_URLS,
    bootstrapApiKey: data.TIEOUT_BOOTSTRAP_API_KEY ?? null,
  };
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConfigError(`TIEOUT_DATA_DIR: ${dataDir} cannot be created (${(error as Error).message}).`);
  }
}

/** The secret is generated once; whoever loses the file loses the stored credentials, so it belongs in the backup. */
function secretIn(dataDir: string): string {
  const path = resolve(dataDir, 'secret');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  }
}
