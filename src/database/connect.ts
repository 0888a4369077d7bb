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

// Counts are far below 2^53; days stay the texts they are. numeric is a text by default.
const { builtins } = pg.types;
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => {
    if (id === builtins.INT8) {
      return Number;
    }
    if (id === builtins.DATE) {
      return (text: string) => text;
    }
    return pg.types.getTypeParser(id, format as 'text');
  },
};

/**
 * Connects to PostgreSQL. Connections are made when they are first needed.
 * @param options a connection string, or host (a folder: a Unix socket), user and database.
 */
export function openDatabase(options: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: MAX_CONNECTIONS, types, application_name: 'tieout', ...options });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
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
