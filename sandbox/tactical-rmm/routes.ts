import type { FastifyInstance } from 'fastify';
import { pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { TACTICAL, type TacticalData, tacticalOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';
import type { TacticalAgent, TacticalClient } from './schema.ts';

const API_KEY = 'SANDBOXTACTICALRMMAPIKEY00000000';

/** Tactical RMM: the agents of the MSP's own server, by client. Its lists have no pages. */
export const tacticalRmm: VendorSimulation = {
  id: TACTICAL,
  plant,
  credentials: (url) => ({ baseUrl: url, apiKey: API_KEY }),
  isTokenRequest: () => false,
  errorBody,
  routes(app, host) {
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers['x-api-key'] !== API_KEY)
        return refuse(reply, tacticalRmm, 401, pathOf(request, host));
    });
    clientRoute(app, host);
    agentRoute(app, host);
  },
};

function clientRoute(app: FastifyInstance, host: VendorHost): void {
  app.get('/clients/', (_request, reply) => {
    const data = tacticalOf(host.msp);
    return reply.send(data.clients.map((client) => withCounts(client, data)));
  });
}

/** A client's number is of all its agents, whatever the role may see; its sites are only those that it may. */
function withCounts(client: TacticalData['clients'][number], data: TacticalData): TacticalClient {
  const own = data.agents.filter(({ client_name }) => client_name === client.name);
  const siteNames = [...new Set(own.filter((agent) => isVisible(agent, data)).map((row) => row.site_name))];
  const sites = siteNames.toSorted().map((name, index) => ({
    id: client.id * 10 + index,
    name,
    client: client.id,
    client_name: client.name,
    agent_count: own.filter(({ site_name }) => site_name === name).length,
    maintenance_mode: false,
    block_policy_inheritance: false,
  }));
  return { ...client, sites, agent_count: own.length };
}

function isVisible({ site_name }: TacticalAgent, { visibleSites }: TacticalData): boolean {
  return visibleSites === null || visibleSites.includes(site_name);
}

type AgentQuery = { detail?: string; monitoring_type?: string; client?: string; site?: string };

function agentRoute(app: FastifyInstance, host: VendorHost): void {
  app.get<{ Querystring: AgentQuery }>('/agents/', (request, reply) => {
    const path = pathOf(request, host);
    const data = tacticalOf(host.msp);
    const { detail, monitoring_type, client, site } = request.query;
    // What nothing here asks for is refused rather than left unheeded.
    if (detail === 'false' || monitoring_type !== undefined || site !== undefined)
      return refuse(reply, tacticalRmm, 400, path);
    if (client === undefined) return reply.send(data.agents.filter((agent) => isVisible(agent, data)));
    const isFirst = String(data.clients[0]?.id) === client;
    if (!isFirst && host.faults.take(['cut-listing'], path)) return refuse(reply, tacticalRmm, 502, path);
    if (!isFirst && host.faults.take(['duplicate-page'], path)) return reply.send(data.agents);
    const name = data.clients.find(({ id }) => String(id) === client)?.name;
    const own = data.agents.filter((agent) => agent.client_name === name && isVisible(agent, data));
    return reply.send(own);
  });
}
