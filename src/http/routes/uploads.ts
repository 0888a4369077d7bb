import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { takeOver } from '../../uploads/take-over.ts';
import { checkUpload, type InspectedUpload, inspectUpload, storeUpload } from '../../uploads/uploads.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema } from '../schemas/common.ts';
import {
  uploadCheckBodySchema,
  uploadCheckSchema,
  uploadImportBodySchema,
  uploadQuerySchema,
  uploadSchema,
} from '../schemas/uploads.ts';

const tags = ['uploads'];
const params = z.object({ id: idSchema });
const FILE_BYTES_MAX = 20 * 1024 * 1024;

/** What files are sent as. None of these can be sent by a form of another site without asking first. */
const FILE_TYPES = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];

/** Uploads: files in place of a vendor, for integrations of the category `file`. */
export function registerUploads(app: App, context: AppContext): void {
  app.register(async (child: App) => {
    child.addContentTypeParser(
      FILE_TYPES,
      { parseAs: 'buffer', bodyLimit: FILE_BYTES_MAX },
      (_request, body, done) => done(null, body),
    );
    registerStoring(child, context);
  });
  registerReading(app, context);
  registerTakingOver(app, context);
}

function presenter({ connectors }: AppContext) {
  const fieldsOf = [...connectors.values()].find(({ files }) => files !== undefined)?.files?.fields;
  return ({ inspection, createdAt, ...upload }: InspectedUpload) => ({
    ...upload,
    ...inspection,
    createdAt: createdAt.toISOString(),
    fields: (fieldsOf?.[inspection.profile.kind] ?? []).map(({ id, label, isRequired, help }) => ({
      id,
      label,
      isRequired,
      help,
    })),
  });
}

function registerStoring(app: App, context: AppContext): void {
  const present = presenter(context);

  app.route({
    method: 'POST',
    url: '/api/v1/integrations/:id/uploads',
    config: { needs: 'work' },
    bodyLimit: FILE_BYTES_MAX,
    schema: {
      operationId: 'createUpload',
      tags,
      summary: 'Upload a CSV file or Excel workbook of up to 20 MB; nothing is taken over yet',
      consumes: FILE_TYPES,
      params,
      querystring: z.strictObject({ fileName: z.string().max(500).default('file') }),
      body: z.unknown().meta({ type: 'string', format: 'binary' }),
      response: { 201: uploadSchema, ...problems },
    },
    handler: async ({ principal, params: { id }, query: { fileName }, body }, reply) => {
      if (!Buffer.isBuffer(body)) {
        throw new Problem('invalid-input', 'Send the file itself as the body of the request.');
      }
      const file = { fileName, content: body };
      return reply.status(201).send(present(await storeUpload(context, principal.workspaceId, id, file)));
    },
  });
}

function registerReading(app: App, context: AppContext): void {
  const present = presenter(context);

  app.route({
    method: 'GET',
    url: '/api/v1/uploads/:id',
    config: { needs: 'read' },
    schema: {
      operationId: 'getUpload',
      tags,
      summary: 'What an uploaded file looks like, read as asked for or as guessed',
      params,
      querystring: uploadQuerySchema,
      response: { 200: uploadSchema, ...problems },
    },
    handler: async ({ principal, params: { id }, query }) =>
      present(await inspectUpload(context, principal.workspaceId, id, withoutUndefined(query))),
  });
}

function registerTakingOver(app: App, context: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/uploads/:id/check',
    config: { needs: 'read' },
    schema: {
      operationId: 'checkUpload',
      tags,
      summary: 'A dry run: what importing the file would come to, with errors by row',
      params,
      body: uploadCheckBodySchema,
      response: { 200: uploadCheckSchema, ...problems },
    },
    handler: ({ principal, params: { id }, body: { profile } }) =>
      checkUpload(context, principal.workspaceId, id, profile),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/uploads/:id/import',
    config: { needs: 'work' },
    schema: {
      operationId: 'importUpload',
      tags,
      summary: 'Replace what the integration holds by the file, as a sync does, and keep the profile',
      params,
      body: uploadImportBodySchema,
      response: { 202: z.object({ syncRunId: idSchema }), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, body }, reply) => {
      const syncRunId = await takeOver(context, workspaceId, actor, id, body);
      return reply.status(202).send({ syncRunId });
    },
  });
}

/** Drops what was not chosen: exact optional types tell it from what was. */
function withoutUndefined<Query extends object>(
  query: Query,
): { [Name in keyof Query]: Exclude<Query[Name], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as never;
}
