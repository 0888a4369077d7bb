import type { PoolClient } from 'pg';
import type { Database } from './connect.ts';

/** A connection of one's own: what belongs to a session (advisory locks, temporary tables) ends with it. */
export type Session = {
  client: PoolClient;
  /** Runs work in a transaction of this session; an error undoes it and is thrown on. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
  /** Closes the connection; nothing of the session outlives this. */
  close(): void;
};

/** Takes a connection out of the pool for a session. */
export async function openSession(db: Database): Promise<Session> {
  const client = await db.pool.connect();
  // A lost connection fails the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  return {
    client,
    transaction: async (work) => {
      await client.query('BEGIN');
      try {
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
    close: () => client.release(true),
  };
}
