import { z } from 'zod';
import { loadFindingDecisions } from '../../database/queries/findings.ts';
import { getNamedResult } from '../../database/queries/reconciliation.ts';
import { loadSources } from '../../database/queries/sources.ts';
import { notFound } from '../../problem.ts';
import { decideFindings, noteFinding, removeNote } from '../../reconciliation/findings.ts';
import { presentResult } from '../../reconciliation/present.ts';
import type { App, AppContext, Principal } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema } from '../schemas/common.ts';
import {
  acceptanceBodySchema,
  findingsBodySchema,
  noteBodySchema,
  resultSchema,
} from '../schemas/reconciliation.ts';

const params = z.object({ lineItemId: idSchema });
const response = { 200: resultSchema, ...problems };

/** What people decide about findings; each answers the row as it now is. */
export function registerFindings(app: App, context: AppContext): void {
  const { db } = context;

  app.route({
    method: 'PUT',
    url: '/api/v1/reconciliation/:lineItemId/acceptance',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'acceptVariance',
      tags: ['reconciliation'],
      summary: 'Accept a variance until it changes, or until a day has passed',
      params,
      body: acceptanceBodySchema,
      response,
    },
    handler: async ({ principal, params: { lineItemId }, body }) => {
      const acceptance = { reason: body.reason, until: body.until ?? null };
      await decideFindings(db, principal, [{ action: 'accept', lineItemId, ...acceptance }]);
      return rowNow(context, principal, lineItemId);
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/reconciliation/:lineItemId/acceptance',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'withdrawAcceptance',
      tags: ['reconciliation'],
      summary: 'Take an acceptance back',
      params,
      response,
    },
    handler: async ({ principal, params: { lineItemId } }) => {
      await decideFindings(db, principal, [{ action: 'reopen', lineItemId }]);
      return rowNow(context, principal, lineItemId);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/reconciliation/bulk',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'decideFindings',
      tags: ['reconciliation'],
      summary: 'Accept the variances of up to 1,000 lines, or take acceptances back; all or none',
      body: findingsBodySchema,
      response: { 200: z.object({ changed: z.number().int() }), ...problems },
    },
    handler: async ({ principal, body: { items } }) => {
      await decideFindings(
        db,
        principal,
        items.map((item) => (item.action === 'accept' ? { ...item, until: item.until ?? null } : item)),
      );
      return { changed: items.length };
    },
  });

  app.route({
    method: 'PUT',
    url: '/api/v1/reconciliation/:lineItemId/note',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'noteFinding',
      tags: ['reconciliation'],
      summary: 'Write a note on a finding, and who looks after it',
      params,
      body: noteBodySchema,
      response,
    },
    handler: async ({ principal, params: { lineItemId }, body }) => {
      const note = { text: body.text, assigneeId: body.assigneeId ?? null };
      await noteFinding(db, { ...principal, lineItemId }, note);
      return rowNow(context, principal, lineItemId);
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/reconciliation/:lineItemId/note',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'removeNote',
      tags: ['reconciliation'],
      summary: 'Remove the note on a finding',
      params,
      response,
    },
    handler: async ({ principal, params: { lineItemId } }) => {
      await removeNote(db, { ...principal, lineItemId });
      return rowNow(context, principal, lineItemId);
    },
  });
}

async function rowNow({ db }: AppContext, { workspaceId }: Principal, lineItemId: string) {
  const row = await getNamedResult(db.pool, workspaceId, lineItemId);
  if (row === null) {
    throw notFound('a result');
  }
  const sources = await loadSources(db.pool, workspaceId);
  const decisions = await loadFindingDecisions(db.pool, workspaceId, [lineItemId]);
  const asOf = (id: string | null) => (id === null ? null : (sources.get(id)?.lastGoodSyncAt ?? null));
  return presentResult(row, asOf, decisions.get(lineItemId));
}
