import type { Queryable } from '../connect.ts';

/**
 * Takes the time step of a one-time code, once: of two requests with the same code, or an older one, the later is refused.
 * @param step counted in periods since 1970.
 * @returns whether it was still to be had.
 */
export async function takeTimeStep(db: Queryable, userId: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE auth_two_factor SET "lastStep" = $2
     WHERE "userId" = $1 AND ("lastStep" IS NULL OR "lastStep" < $2)`,
    [userId, step],
  );
  return rowCount === 1;
}

/** The encrypted secret of a person's authenticator, or null. */
export async function findTwoFactorSecret(db: Queryable, userId: string): Promise<string | null> {
  const { rows } = await db.query<{ secret: string }>(
    'SELECT "secret" FROM auth_two_factor WHERE "userId" = $1',
    [userId],
  );
  return rows[0]?.secret ?? null;
}
