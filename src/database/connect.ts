import pg from 'pg';

/** A pool or one of its clients: whatever runs statements. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export type Database = {
  pool: pg.Pool;
  /** Runs work in a transaction; an error undoes it and is thrown on. */
  transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
  /** Closes every connection. */
  stop(): Promise<void>;
};

/** Enough for the page's requests beside a few syncs; PostgreSQL itself is set for more. */
const MAX_CONNECTIONS = 20;

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
 */
export function openDatabase(options: pg.PoolConfig): Database {
  const pool = new pg.Pool({
    max: MAX_CONNECTIONS,
    types,
    application_name: 'tieout',
    // Compiling a statement takes a second or two where running it takes milliseconds, and the planner misjudges that.
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, which its types do not say
    onConnect: async (client) => {
      await client.query('SET jit = off');
    },
    ...options,
  });
  // A broken connection fails the statement that waits on it and is replaced; without listeners it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, transaction: (work) => inTransaction(pool, work), stop: () => pool.end() };
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
