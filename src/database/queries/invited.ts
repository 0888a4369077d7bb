import type { Queryable } from '../connect.ts';

/** Whether somebody has asked a person with this address into a workspace, and the link still works. */
export async function isInvited(db: Queryable, email: string): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT 1 FROM invitation
     WHERE email = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now() LIMIT 1`,
    [email],
  );
  return rows.length > 0;
}
