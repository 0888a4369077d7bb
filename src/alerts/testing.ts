import { startInbox } from '../accounts/testing-mail.ts';
import { inWorkspace } from '../database/workspace-scope.ts';
import { startTestInstance } from '../http/testing.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  devices,
  line,
  lineIds,
  scriptVendor,
  syncToEnd,
} from '../sync/testing.ts';
import { sendAlerts } from './send.ts';

export const PUBLIC_URL = 'https://tieout.example.com';
const DAY_MS = 86_400_000;

/**
 * A workspace with one client: 10 managed workstations for 12.50 and 5 gold ones for 20 are billed, in dollars, and 10 devices
 * are there; both lines are compared with the devices.
 * @param smtpUrl the mail server; absent: an inbox of the test
 */
export async function startAlertScene(smtpUrl?: string | null) {
  const inbox = await startInbox();
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({
      companies: [company('c1', 'Alder')],
      agreements: [
        agreement('a1', 'c1', [
          line('1'),
          line('2', { quantity: '10', unitPrice: '20', productId: 'p2', productName: 'Gold workstation' }),
          line('3', { quantity: '2', unitPrice: '30', productId: 'p3', productName: 'Firewall' }),
        ]),
      ],
    }),
  ];
  const count = (n: number) => [batch({ companies: [company('r1', 'Alder')], devices: devices(n, 'r1') })];
  rmm.batches = count(10);
  const url = smtpUrl === undefined ? inbox.smtpUrl : smtpUrl;
  const instance = await startTestInstance(connectorsOf(psa, rmm), {
    publicUrl: PUBLIC_URL,
    mail: url === null ? null : { smtpUrl: url, from: 'Tieout <tieout@x.example>' },
  });
  const client = await instance.client();
  const person = await instance.person('Ada', 'biller', client.workspaceId);
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const ids = await lineIds(client);
  const mapping = { integrationId: rmmId, metric: 'devices', filter: {} };
  const items = [ids['1'], ids['2']].map((lineItemId) => ({ lineItemId, mapping }));
  await client.request('POST', '/api/v1/line-items/bulk', { action: 'map', items });
  const recount = async (n: number) => {
    rmm.batches = count(n);
    return syncToEnd(client, rmmId);
  };
  /** Has what is due sent, so many days from now. */
  const send = (days = 1) =>
    inWorkspace(client.workspaceId, () =>
      sendAlerts(
        { ...instance.context, log: { error: () => undefined } },
        client.workspaceId,
        new Date(Date.now() + days * DAY_MS),
      ),
    );
  const choose = (choice: object, by = person) =>
    by.request('POST', '/api/v1/alerts', { syncProblems: false, digest: null, ...choice });
  const alerts = async () => (await person.request('GET', '/api/v1/alerts')).body;
  return {
    ...{ inbox, psa, rmm, instance, client, person, psaId, rmmId, ids },
    ...{ recount, send, choose, alerts },
  };
}

export const DAILY = { digest: { every: 'day', hour: 8 } };
