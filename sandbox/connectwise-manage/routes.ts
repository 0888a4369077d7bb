import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { answerBundle } from './bundles.ts';
import { MANAGE, type ManageData, manageOf } from './data.ts';
import { errorBody } from './errors.ts';
import { filtered, type ManageRequest, type ManageRow, sendPage } from './paging.ts';
import { plant } from './plant.ts';

const COMPANY_ID = 'northwind';
const PUBLIC_KEY = 'kTq3yVb8LwXz0RpN';
const PRIVATE_KEY = 'sandbox-connectwise-private-key';
const CLIENT_ID = 'c52ff6a5-0c58-4f0c-9a53-0a7a0e6b2f17';
const CODEBASE = 'v2026_1/';

/** ConnectWise Manage: the MSP's clients and what it bills them, every quantity typed in by hand. */
export const connectwiseManage: VendorSimulation = {
  id: MANAGE,
  plant,
  credentials: (url) => ({
    baseUrl: url,
    companyId: COMPANY_ID,
    publicKey: PUBLIC_KEY,
    privateKey: PRIVATE_KEY,
    clientId: CLIENT_ID,
  }),
  isTokenRequest: (path) => path.startsWith('/login/'),
  errorBody,
  routes(app, host) {
    app.get<{ Params: { company: string } }>('/login/companyinfo/:company', (request, reply) =>
      reply.type('application/json').send(JSON.stringify(companyInfo(request.params.company, host))),
    );
    for (const release of [CODEBASE, 'v4_6_release/']) {
      app.register(async (api) => apiRoutes(api, host), { prefix: `/${release}apis/3.0` });
    }
  },
};

/** Asked without keys. A company that the site does not have is null; `IsCloud` is a text. */
function companyInfo(company: string, host: VendorHost): object | null {
  if (company !== COMPANY_ID) return null;
  return {
    CompanyName: host.msp.name,
    Codebase: CODEBASE,
    VersionCode: 'v2026.1',
    VersionNumber: 'v4.6.98842',
    CompanyID: COMPANY_ID,
    IsCloud: 'True',
  };
}

type Rows = (data: ManageData, agreementId: number) => readonly ManageRow[];

const LISTS: Record<string, Rows> = {
  '/company/companies': ({ companies }) => companies,
  '/procurement/catalog': ({ products }) => products,
  '/finance/billingCycles': ({ cycles }) => cycles,
  '/finance/agreements': ({ agreements }) => agreements,
  '/finance/agreements/:id/additions': ({ additions, alsoListed }, id) => [
    ...additions.filter(({ agreementId }) => agreementId === id),
    ...(alsoListed[id] ?? []),
  ],
  '/finance/agreements/:id/adjustments': ({ adjustments }, id) =>
    adjustments.filter(({ agreementId }) => agreementId === id),
};

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook('onRequest', async (request, reply) => {
    if (!isSigned(request)) return refuse(reply, connectwiseManage, 401, pathOf(request, host));
  });
  for (const [path, rows] of Object.entries(LISTS)) {
    api.get(path, (request: ManageRequest, reply) =>
      withRows(rows, request, reply, host, (matching) =>
        sendPage(matching, request, reply, host, connectwiseManage),
      ),
    );
    api.get(`${path}/count`, (request: ManageRequest, reply) =>
      withRows(rows, request, reply, host, (matching) => reply.send({ count: matching.length })),
    );
  }
  api.post<{ Body: { requests?: [] } }>('/system/bundles', (request, reply) => {
    const answer = answerBundle(request.body?.requests ?? [], manageOf(host.msp), host.pageSizeCap);
    return answer ? reply.send(answer) : refuse(reply, connectwiseManage, 400, pathOf(request, host));
  });
}

/** An agreement that is not there has no children either: 404. Conditions that are not understood: 400. */
function withRows(
  rows: Rows,
  request: ManageRequest,
  reply: FastifyReply,
  host: VendorHost,
  send: (matching: ManageRow[]) => FastifyReply,
): FastifyReply {
  const data = manageOf(host.msp);
  const { id } = request.params;
  const path = pathOf(request, host);
  if (id !== undefined && !data.agreements.some((row) => String(row.id) === id))
    return refuse(reply, connectwiseManage, 404, path);
  const matching = filtered(rows(data, Number(id)), request.query.conditions);
  return matching ? send(matching) : refuse(reply, connectwiseManage, 400, path);
}

function isSigned({ headers }: FastifyRequest): boolean {
  const basic = Buffer.from(`${COMPANY_ID}+${PUBLIC_KEY}:${PRIVATE_KEY}`).toString('base64');
  return headers.authorization === `Basic ${basic}` && headers.clientid === CLIENT_ID;
}
