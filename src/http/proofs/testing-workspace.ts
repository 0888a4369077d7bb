import { queueAlerts } from '../../alerts/queue.ts';
import { untilEnd } from '../../sync/testing.ts';
import type { Answer, TestClient, TestInstance, TestPerson } from '../testing.ts';
import { type MarkedVendors, VENDOR_SECRET } from './testing-vendors.ts';

/** One thing of each kind in a workspace, by the name that requests.ts gives it. */
export type Things = Record<string, string>;

export type FullWorkspace = {
  workspaceId: string;
  /** Is in every name of the workspace, and in none of another. */
  marker: string;
  owner: TestPerson;
  client: TestClient;
  things: Things;
};

/** A workspace with a row in every table that has rows of workspaces, made as people and scripts make them. */
export async function fillWorkspace(
  instance: TestInstance,
  vendors: MarkedVendors,
  marker: string,
): Promise<FullWorkspace> {
  const client = await instance.client();
  const owner = await instance.person(`${marker}-owner`, 'owner', client.workspaceId);
  const member = await instance.person(`${marker}-member`, 'biller', client.workspaceId);
  await must(client, 'PATCH', '/api/v1/workspace', { name: `${marker} IT` });
  const psa = await connect(client, 'psa', marker);
  const rmm = await connect(client, 'rmm', marker);
  const synced = { psaSync: await sync(client, psa), syncRun: await sync(client, rmm) };
  vendors.setDevices(marker, 29);
  await sync(client, rmm);
  const things = { member: member.id, psa, rmm, ...synced, ...(await findThings(client, marker, rmm)) };
  const decided = await decide(client, marker, things);
  const files = await addFile(instance, client, marker);
  vendors.setDevices(marker, 1);
  await must(owner, 'POST', '/api/v1/alerts', { syncProblems: true, digest: { every: 'day', hour: 8 } });
  const heldRun = await sync(client, rmm, 'held');
  await queueAlerts(instance.context.db, client.workspaceId, new Date());
  return {
    ...{ workspaceId: client.workspaceId, marker, owner, client },
    things: { ...things, ...decided, ...files, heldRun },
  };
}

async function findThings({ request }: TestClient, marker: string, rmm: string): Promise<Things> {
  const pick = async (path: string, of: (item: Record<string, string>) => boolean): Promise<string> => {
    const { body } = await request('GET', path);
    const found = body.items.find(of);
    if (found === undefined) {
      throw new Error(`Nothing fits at ${path}.`);
    }
    return found.id;
  };
  const line = (externalId: string) => pick('/api/v1/line-items', (one) => one.externalId === externalId);
  const named = (name: string) => (one: Record<string, string>) => one.name === `${marker} ${name}`;
  return {
    organization: await pick('/api/v1/organizations', named('Alder')),
    otherOrganization: await pick('/api/v1/organizations', named('Birch')),
    company: await pick(`/api/v1/companies?integrationId=${rmm}`, named('Alder')),
    unlinkedCompany: await pick(`/api/v1/companies?integrationId=${rmm}`, named('Nobody')),
    line: await line('l1'),
    sibling: await line('l2'),
    plainLine: await line('l3'),
    credit: await line('credit'),
    farLine: await line('l5'),
  };
}

async function decide(client: TestClient, marker: string, things: Things): Promise<Things> {
  const { line, plainLine, rmm, member, organization, unlinkedCompany, otherOrganization } = things;
  const measure = { integrationId: rmm, metric: 'devices' };
  const put = (path: string, body: unknown) => must(client, 'PUT', path, body);
  const post = (path: string, body: unknown) => must(client, 'POST', path, body);
  await put(`/api/v1/line-items/${line}/mapping`, { ...measure, filter: { categories: ['server'] } });
  await put(`/api/v1/line-items/${line}/mapping`, { ...measure, unitsPerLine: 2 });
  await put(`/api/v1/reconciliation/${line}/acceptance`, { reason: `${marker} agreed` });
  await put(`/api/v1/reconciliation/${line}/note`, { text: `${marker} note`, assigneeId: member });
  await post(`/api/v1/line-items/${plainLine}/ignore`, { reason: `${marker} flat` });
  await post(`/api/v1/companies/${unlinkedCompany}/rejections`, { organizationId: otherOrganization });
  const unbilled = { integrationId: rmm, metric: 'subscriptions', externalIds: ['s1'] };
  await post('/api/v1/unbilled/ignore', { ...unbilled, reason: `${marker} ours` });
  const rule = await post('/api/v1/rules', {
    ...{ namePattern: `${marker} back*`, organizationIds: [organization] },
    mapping: { ...measure, metric: 'users' },
  });
  const invitation = await post('/api/v1/invitations', {
    email: `${marker.toLowerCase()}-guest@people.example`,
    role: 'viewer',
  });
  const key = await post('/api/v1/api-keys', { name: `${marker} key`, role: 'viewer' });
  const runs = await client.request('GET', '/api/v1/reconciliation/runs');
  return {
    rule: rule.body.id,
    invitation: invitation.body.invitation.id,
    key: key.body.id,
    run: String(runs.body.items[0].id),
  };
}

async function addFile(instance: TestInstance, client: TestClient, marker: string): Promise<Things> {
  const { body } = await must(client, 'POST', '/api/v1/integrations', {
    vendor: 'csv',
    name: `${marker} file`,
  });
  const response = await fetch(`${instance.url}/api/v1/integrations/${body.id}/uploads`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${client.key}`, 'content-type': 'text/csv' },
      'idempotency-key': 'first-upload',
    },
    body: `Client,Hostname,Type\n${marker} Alder,${marker}-1,Laptop\n`,
  });
  const upload = (await response.json()) as { id: string };
  return { files: body.id, upload: upload.id };
}

async function connect(client: TestClient, vendor: string, marker: string): Promise<string> {
  const credentials = { clientId: marker, clientSecret: VENDOR_SECRET };
  const name = `${marker} ${vendor}`;
  return (await must(client, 'POST', '/api/v1/integrations', { vendor, name, credentials })).body.id;
}

async function sync(client: TestClient, integrationId: string, end = 'succeeded'): Promise<string> {
  const { body } = await must(client, 'POST', `/api/v1/integrations/${integrationId}/sync`);
  const run = await untilEnd(client, body.syncRunId);
  if (run.status !== end) {
    throw new Error(`The sync ended as ${run.status}: ${JSON.stringify(run.error)}`);
  }
  return body.syncRunId;
}

/** A request that has to succeed: what a scene lacks, its tests cannot show. */
async function must(
  client: Pick<TestClient, 'request'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await client.request(method, path, body);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer;
}
