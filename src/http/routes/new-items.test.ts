import { expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  device,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** One client billed for one line; a PSA and an RMM that have each been synced once. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const alder = company('c1', 'Alder');
  psa.batches = [batch({ companies: [alder], agreements: [agreement('a1', 'c1', [line('l1')])] })];
  rmm.batches = [batch({ companies: [company('r1', 'Alder')], devices: [device('d1', 'r1')] })];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const newSince = async (days: number) =>
    (await client.request('GET', `/api/v1/new-items?since=${dayFromNow(days)}`)).body;
  return { client, psa, rmm, alder, psaId, rmmId, newSince };
}

const firewall = { productId: 'p9', productName: 'Managed Firewall', quantity: '2', unitPrice: '40.00' };

test('what the first sync of an integration brought is no news', async () => {
  const { newSince } = await startScene();
  expect(await newSince(-1)).toMatchObject({
    products: { total: 0, items: [] },
    companies: { total: 0, items: [] },
  });
});

test('new lines are told by product with the money of a month, and whether the product is new', async () => {
  const { client, psa, alder, psaId, newSince } = await startScene();
  const lines = [line('l1'), line('l2'), line('l3', firewall), line('l4', firewall)];
  psa.batches = [batch({ companies: [alder], agreements: [agreement('a1', 'c1', lines)] })];
  await syncToEnd(client, psaId);
  const { products } = await newSince(-1);
  expect(products.total).toBe(2);
  expect(products.items).toMatchObject([
    {
      productName: 'Managed Firewall',
      isNew: true,
      lines: 2,
      organizations: 1,
      monthlyAmounts: [{ amount: '160.00', currency: 'USD' }],
      linesWithoutAmount: 0,
    },
    { productName: line('l1').productName, isNew: false, lines: 1 },
  ]);
});

test('a line that somebody mapped or ignored needs no one any more', async () => {
  const { client, psa, alder, psaId, newSince } = await startScene();
  const lines = [line('l1'), line('l3', firewall), line('l4', firewall)];
  psa.batches = [batch({ companies: [alder], agreements: [agreement('a1', 'c1', lines)] })];
  await syncToEnd(client, psaId);
  const { body } = await client.request('GET', '/api/v1/line-items?q=firewall');
  const [first, second] = body.items;
  await client.request('POST', `/api/v1/line-items/${first.id}/ignore`, { reason: 'hardware' });
  expect((await newSince(-1)).products.items).toMatchObject([{ lines: 1 }]);
  await client.request('POST', `/api/v1/line-items/${second.id}/ignore`, { reason: 'hardware' });
  expect((await newSince(-1)).products.items).toEqual([]);
});

test('a line without an honest monthly amount is in no amount, and said to be so', async () => {
  const { client, psa, alder, psaId, newSince } = await startScene();
  const lines = [line('l1'), line('l3', firewall)];
  const odd = { ...agreement('a1', 'c1', lines), billingCycle: 'unknown' as const };
  psa.batches = [batch({ companies: [alder], agreements: [odd] })];
  await syncToEnd(client, psaId);
  expect((await newSince(-1)).products.items).toMatchObject([
    { productName: 'Managed Firewall', monthlyAmounts: [], linesWithoutAmount: 1 },
  ]);
});

test('new companies are told with what they bill or hold, until they are linked or ignored', async () => {
  const { client, rmm, rmmId, newSince } = await startScene();
  rmm.batches = [
    batch({
      companies: [company('r1', 'Alder'), company('r2', 'Zelkova Dental'), company('r3', 'Yew & Sons')],
      devices: [device('d1', 'r1'), device('d2', 'r2'), device('d3', 'r2')],
    }),
  ];
  await syncToEnd(client, rmmId);
  const { companies } = await newSince(-1);
  expect(companies).toMatchObject({
    total: 2,
    items: [
      { companyName: 'Yew & Sons', integrationId: rmmId, lines: 0, monthlyAmounts: [], records: [] },
      { companyName: 'Zelkova Dental', records: [{ metric: 'devices', count: 2 }] },
    ],
  });
  await client.request('POST', `/api/v1/companies/${companies.items[0].companyId}/ignore`);
  expect((await newSince(-1)).companies.total).toBe(1);
});

test('what came before the end of the day is not new, and a nonsense day is refused', async () => {
  const { client, rmm, rmmId, newSince } = await startScene();
  rmm.batches = [batch({ companies: [company('r1', 'Alder'), company('r2', 'Zelkova Dental')] })];
  await syncToEnd(client, rmmId);
  expect((await newSince(1)).companies.total).toBe(0);
  expect((await client.request('GET', '/api/v1/new-items?since=2026-02-30')).status).toBe(400);
  expect((await client.request('GET', '/api/v1/new-items')).status).toBe(400);
});
