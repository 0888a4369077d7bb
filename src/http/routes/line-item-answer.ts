import { getLineItem } from '../../database/queries/line-items.ts';
import { type Act, decide } from '../../line-items/decide.ts';
import { namesFor } from '../../line-items/names.ts';
import { presentLineItem } from '../../line-items/present.ts';
import { notFound } from '../../problem.ts';
import type { AppContext, Principal } from '../context.ts';

/** The line as it now is. @throws Problem not-found. */
export async function lineNow(context: AppContext, { workspaceId }: Principal, lineItemId: string) {
  const row = await getLineItem(context.db.pool, workspaceId, lineItemId);
  if (row === null) {
    throw notFound('a line item');
  }
  return presentLineItem(row, await namesFor(context.db.pool, workspaceId, [row]));
}

/** Carries an act on one line out and answers the line as it then is. */
export async function actAndAnswer(context: AppContext, principal: Principal, act: Act) {
  await decide(context, principal.workspaceId, principal.actor, [act]);
  return lineNow(context, principal, act.lineItemId);
}
