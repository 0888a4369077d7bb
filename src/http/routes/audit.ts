import { Readable } from 'node:stream';
import { z } from 'zod';
import { type AuditFilter, listAudit } from '../../database/queries/audit.ts';
import { inThisWorkspace } from '../../database/workspace-scope.ts';
import type { App, AppContext } from '../context.ts';
import { csvLine } from '../csv-text.ts';
import { problems } from '../problems-schema.ts';
import { auditEntrySchema } from '../schemas/administration.ts';
import { daySchema, idSchema, listOf, pageQuery } from '../schemas/common.ts';

const tags = ['administration'];
const PAGE = 500;

const filters = {
  subjectKind: z.string().max(50).optional(),
  subjectId: idSchema.optional(),
  actorId: idSchema.optional(),
  from: daySchema.optional().describe('the first day, UTC'),
  to: daySchema.optional().describe('the last day, UTC'),
};

type Entry = z.output<typeof auditEntrySchema>;
const COLUMNS = [
  ...['at', 'actorKind', 'actorId', 'actorName', 'action'],
  ...['subjectKind', 'subjectId', 'subjectName', 'before', 'after'],
];

/** Who did what in the workspace: page by page, and whole as a file. */
export function registerAudit(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { needs: 'read' },
    schema: {
      operationId: 'listAudit',
      tags,
      summary: 'Who did what, when, before and after; latest first',
      querystring: z.strictObject({ ...pageQuery, ...filters }),
      response: { 200: listOf(auditEntrySchema), ...problems },
    },
    handler: ({ principal: { workspaceId }, query }) => listAudit(db.pool, workspaceId, query, query),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/audit/export',
    config: { needs: 'read' },
    schema: {
      operationId: 'exportAudit',
      tags,
      summary: 'The same as a file, every entry that fits the filters; latest first',
      querystring: z.strictObject({ format: z.enum(['csv', 'json']).default('csv'), ...filters }),
      response: { 200: z.string().describe('text/csv, or a JSON array of AuditEntry'), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query: { format, ...filter } }, reply) => {
      const entries = inThisWorkspace(everyEntry(db, workspaceId, filter));
      const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
      return reply
        .header('content-disposition', `attachment; filename="tieout-audit.${format}"`)
        .type(type)
        .send(Readable.from(format === 'csv' ? toCsv(entries) : toJson(entries)) as never);
    },
  });
}

/** Page by page: a log of years does not have to fit memory. Entries added meanwhile are not in it. */
async function* everyEntry(db: AppContext['db'], workspaceId: string, filter: AuditFilter) {
  let cursor: string | null | undefined;
  do {
    const page = await listAudit(db.pool, workspaceId, filter, {
      limit: PAGE,
      ...(cursor == null ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* toCsv(entries: AsyncIterable<Entry>) {
  yield csvLine(COLUMNS);
  for await (const { at, actor, action, subject, before, after } of entries) {
    const told = [before, after].map((value) => (value === null ? null : JSON.stringify(value)));
    const who = [actor.kind, actor.id, actor.name, action];
    yield csvLine([at, ...who, subject.kind, subject.id, subject.name, ...told]);
  }
}

async function* toJson(entries: AsyncIterable<Entry>) {
  let before = '[';
  for await (const entry of entries) {
    yield `${before}\n${JSON.stringify(entry)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
