import type { FastifyInstance } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { AUTOMATE, type AutomateData, automateOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';

const USERNAME = 'tieout-api';
const PASSWORD = 'sandbox-automate-password';
const CLIENT_ID = '5f3c2a10-0000-4000-8000-5a7d0c0ffee5';
const TOKEN_SECONDS = 3600;
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** ConnectWise Automate: the computers of the MSP's own server, by client. */
export const connectwiseAutomate: VendorSimulation = {
  id: AUTOMATE,
  plant,
  credentials: (url) => ({ baseUrl: url, username: USERNAME, password: PASSWORD, clientId: CLIENT_ID }),
  isTokenRequest: (path) => path.startsWith('/cwa/api/v1/apitoken'),
  errorBody,
  routes(app, host) {
    tokenRoute(app, host);
    app.register(async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        const isSigned = host.tokens.grantOf(request.headers.authorization) !== null;
        // The client ID is asked for with every list, not when signing in.
        if (!isSigned || request.headers.clientid !== CLIENT_ID)
          return refuse(reply, connectwiseAutomate, 401, pathOf(request, host));
      });
      list(api, host, 'clients');
      list(api, host, 'computers');
    });
  },
};

type SignIn = { Body: { UserName?: string; Password?: string } };

function tokenRoute(app: FastifyInstance, host: VendorHost): void {
  app.post<SignIn>('/cwa/api/v1/apitoken', (request, reply) => {
    const { UserName, Password } = request.body;
    if (UserName !== USERNAME || Password !== PASSWORD)
      return refuse(reply, connectwiseAutomate, 401, pathOf(request, host));
    return reply.send({
      AccessToken: host.tokens.issue(TOKEN_SECONDS),
      TokenType: 'Bearer',
      ExpirationDate: new Date(Date.now() + TOKEN_SECONDS * 1000).toISOString(),
      IsTwoFactorRequired: false,
    });
  });
}

type ListQuery = { page?: string; pagesize?: string; orderby?: string; condition?: string };

/** Bare arrays, a page behind the last one empty; there is no total and no next link. */
function list(api: FastifyInstance, host: VendorHost, name: keyof AutomateData): void {
  api.get<{ Querystring: ListQuery }>(`/cwa/api/v1/${name}`, (request, reply) => {
    const path = pathOf(request, host);
    const { orderby, condition } = request.query;
    const page = integerOf(request.query.page, 1);
    // Conditions and other orders are a language of their own; to leave one unheeded would be a wrong answer.
    if (page < 1 || condition !== undefined || (orderby !== undefined && orderby !== 'Id asc'))
      return refuse(reply, connectwiseAutomate, 400, path);
    if (page > 1 && host.faults.take(['cut-listing'], path))
      return refuse(reply, connectwiseAutomate, 500, path);
    const asked = Math.max(1, integerOf(request.query.pagesize, DEFAULT_PAGE_SIZE));
    const size = Math.min(asked, MAX_PAGE_SIZE, host.pageSizeCap);
    const served = page > 1 && host.faults.take(['duplicate-page'], path) ? page - 1 : page;
    const rows: { Id: string }[] = automateOf(host.msp)[name];
    const sorted = rows.toSorted((a, b) => Number(a.Id) - Number(b.Id));
    return reply.send(sorted.slice((served - 1) * size, served * size));
  });
}
