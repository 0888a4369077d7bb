import type { Batch, Connector, RejectedRecord } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { inOrder } from '../kit/in-order.ts';
import { PageGuard } from '../kit/paging.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { AGENTS, createClient, listAgents, listClients } from './client.ts';
import { type AgentRow, agentRow, type ClientRow, clientRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

/** Clients read ahead of the one that is next. */
const CLIENTS_AHEAD = 16;

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'API URL',
    secret: false,
    required: true,
    default: null,
    help: 'The address of the API, not that of the web interface; after a standard installation https://api.example.com.',
  },
  {
    name: 'apiKey',
    label: 'API key',
    secret: true,
    required: true,
    default: null,
    help: 'Settings > Global Settings > API Keys: add one for a user whose role may list clients and agents, of every client and site.',
  },
] as const;

export const connector: Connector = {
  id: 'tactical-rmm',
  title: 'Tactical RMM',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: ['server', 'workstation', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const clients = (await listClients(http)).length;
  return `Signed in to Tactical RMM; the key sees ${clients} ${clients === 1 ? 'client' : 'clients'}.`;
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const { records: clients, rejected } = parseRows(clientRow, await listClients(http), 'companies');
  yield {
    phase: 'clients',
    done: clients.length,
    total: clients.length,
    companies: clients.map(toCompany),
    rejected,
  };
  const guard = new PageGuard(AGENTS, 'agent_id');
  let done = 0;
  for await (const { client, rows } of inOrder(clients, CLIENTS_AHEAD, (one) => readClient(http, one))) {
    done += 1;
    // An agent that is moved while the clients are read comes with both.
    const fresh = guard.fresh(rows);
    const batch = shortfall(client, rows.length) ?? toBatch(client, fresh);
    yield { phase: 'agents by client', done, total: clients.length, ...batch };
  }
}

async function readClient(http: Http, client: ClientRow): Promise<{ client: ClientRow; rows: unknown[] }> {
  return { client, rows: await listAgents(http, client.id) };
}

function toBatch(client: ClientRow, rows: unknown[]): Pick<Batch, 'devices' | 'rejected'> {
  const { records, rejected } = parseRows(agentRow, rows, 'devices');
  const own = records.filter((row) => isOf(row, client));
  const foreign = records.filter((row) => !isOf(row, client)).map((row) => foreignRow(row, client));
  return { devices: own.map((row) => toDevice(row, client.id)), rejected: [...rejected, ...foreign] };
}

function isOf({ client_name }: AgentRow, { name }: ClientRow): boolean {
  return client_name === null || name === null || client_name === name;
}

function foreignRow(row: AgentRow, { name }: ClientRow): RejectedRecord {
  const reason = `client_name: ${row.client_name} is not ${name}, whose list it is in`;
  return rejectedRecord('devices', row, reason);
}

/** A role that may not see every site of a client gets a list that is short, and no word of it. @returns null: it is not */
function shortfall({ id, agent_count }: ClientRow, listed: number): Pick<Batch, 'failedCompanies'> | null {
  if (agent_count === null || listed >= agent_count) return null;
  const message = `Tactical RMM says that this client has ${agent_count} agents, but lists ${listed}. Check that the role of the API key's user may see all of its sites.`;
  return { failedCompanies: [{ companyExternalId: id, message }] };
}
