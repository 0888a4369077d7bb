import { describe, expect, test } from 'vitest';
import type { VendorLineItem } from '../../domain/agreement.ts';
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

/** Six clients with 3, 4 … 8 desktops and 1, 2, 1, 2 … servers, billed for workstations, servers in pairs and hours. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const clients = [3, 4, 5, 6, 7, 8];
  const named = (id: string, productName: string, quantity: number, more: Partial<VendorLineItem> = {}) =>
    line(id, { productId: `p-${productName}`, productName, quantity: String(quantity), ...more });
  psa.batches = [
    batch({
      companies: clients.map((_, at) => company(`c${at}`, `Client ${at}`)),
      agreements: clients.map((desktops, at) =>
        agreement(`a${at}`, `c${at}`, [
          // The last client is billed for one too few.
          named(`w${at}`, 'Managed workstation', at === 5 ? desktops - 1 : desktops),
          named(`s${at}`, 'Server care, pair', at + 1),
          named(`h${at}`, 'On-site engineer hours', 4, { quantitySource: 'manual', unitPrice: '120' }),
          named(`d${at}`, 'Discount workstation', 1, { quantitySource: 'manual', unitPrice: '-12.50' }),
        ]),
      ),
    }),
  ];
  rmm.batches = [
    batch({
      companies: clients.map((_, at) => company(`r${at}`, `Client ${at}`)),
      devices: clients.flatMap((desktops, at) => [
        ...Array.from({ length: desktops }, (_, n) => device(`d${at}-${n}`, `r${at}`)),
        ...Array.from({ length: 2 * (at + 1) }, (_, n) =>
          device(`s${at}-${n}`, `r${at}`, { category: 'server' }),
        ),
      ]),
    }),
  ];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const { body } = await client.request('GET', '/api/v1/line-items?limit=100');
  const idOf = (externalId: string): string =>
    body.items.find((item: { externalId: string }) => item.externalId === externalId).id;
  const suggestionsOf = async (productName: string) =>
    (await client.request('GET', `/api/v1/suggestions?productName=${encodeURIComponent(productName)}`)).body;
  return { psa, rmm, psaId, rmmId, instance, client, idOf, suggestionsOf };
}

describe('suggestions', () => {
  test('a product is compared with what its name says and its clients’ counts explain', async () => {
    const { rmmId, suggestionsOf } = await startScene();
    const { items, total } = await suggestionsOf('managed WORKSTATION');
    expect(total).toBe(6);
    expect(items[0]).toMatchObject({
      action: 'map',
      mapping: {
        integrationId: rmmId,
        metric: 'devices',
        filter: { categories: ['desktop'] },
        unitsPerLine: 1,
        origin: 'suggestion',
      },
    });
    expect(items[0].confidence).toBeGreaterThan(0.9);
    expect(items[0].reasons).toEqual([
      'billed equals counted at 5 of 6 clients',
      'the name says “workstation”',
      'the PSA counts assets for it',
    ]);
  });

  test('a line that is sold by twos is suggested at two units per line', async () => {
    const { suggestionsOf } = await startScene();
    const { items } = await suggestionsOf('Server care, pair');
    expect(items[0]).toMatchObject({ mapping: { filter: { categories: ['server'] }, unitsPerLine: 2 } });
    expect(items[0].reasons).toContain('billed equals counted at 6 of 6 clients, at 2 for each one billed');
  });

  test('labour is suggested to be ignored, and a discount to be linked to the line it adjusts', async () => {
    const { idOf, suggestionsOf } = await startScene();
    const labour = (await suggestionsOf('On-site engineer hours')).items[0];
    expect(labour).toMatchObject({ action: 'ignore', mapping: null });
    expect(labour.reasons[0]).toMatch(/labour$/);
    const discounts = (await suggestionsOf('Discount workstation')).items;
    const first = discounts.find((item: { lineItemId: string }) => item.lineItemId === idOf('d0'));
    expect(first).toMatchObject({ action: 'link', parentLineItemId: idOf('w0'), effect: 'quantity' });
  });

  test('one accepted mapping is a reason for the other lines of the product, at once', async () => {
    const { client, rmmId, idOf, suggestionsOf } = await startScene();
    await suggestionsOf('Server care, pair');
    const mapping = {
      integrationId: rmmId,
      metric: 'devices',
      filter: { categories: ['server'] },
      unitsPerLine: 2,
    };
    await client.request('PUT', `/api/v1/line-items/${idOf('s0')}/mapping`, mapping);
    const { items, total } = await suggestionsOf('Server care, pair');
    expect(total).toBe(5);
    expect(items[0].reasons[0]).toBe(
      '1 of 1 client with a decision map this product to server in Vendor rmm',
    );
  });

  test('what is accepted is an ordinary mapping that says it was suggested', async () => {
    const { client, idOf } = await startScene();
    const lineItemIds = [idOf('w0'), idOf('h0'), idOf('d0')];
    const answer = await client.request('POST', '/api/v1/suggestions/accept', { lineItemIds });
    expect(answer).toMatchObject({ status: 200, body: { changed: 3 } });
    const mapped = await client.request('GET', `/api/v1/line-items/${idOf('w0')}`);
    expect(mapped.body).toMatchObject({
      state: 'mapped',
      mapping: { origin: 'suggestion' },
      adjustments: [idOf('d0')],
    });
    const ignored = await client.request('GET', `/api/v1/line-items/${idOf('h0')}`);
    expect(ignored.body.state).toBe('ignored');
  });

  test('a line that is mapped meanwhile is refused, and nothing is changed', async () => {
    const { client, idOf } = await startScene();
    await client.request('POST', '/api/v1/suggestions/accept', { lineItemIds: [idOf('w0')] });
    const again = await client.request('POST', '/api/v1/suggestions/accept', {
      lineItemIds: [idOf('w1'), idOf('w0')],
    });
    expect(again).toMatchObject({ status: 422, body: { errors: [{ path: 'lineItemIds.1' }] } });
    expect((await client.request('GET', `/api/v1/line-items/${idOf('w1')}`)).body.state).toBe('unmapped');
  });

  test('new data change the suggestions with the next sync', async () => {
    const { client, rmm, rmmId, suggestionsOf } = await startScene();
    await suggestionsOf('Managed workstation');
    rmm.batches = [
      batch({ ...rmm.batches[0], devices: [...(rmm.batches[0]?.devices ?? []), device('new', 'r0')] }),
    ];
    await syncToEnd(client, rmmId);
    const { items } = await suggestionsOf('Managed workstation');
    expect(items[0].reasons).toContain('billed equals counted at 4 of 6 clients');
  });

  test('another workspace’s lines are not found, and a viewer may look but not accept', async () => {
    const { client, instance, idOf } = await startScene();
    const stranger = await instance.client();
    expect((await stranger.request('GET', '/api/v1/suggestions')).body.items).toEqual([]);
    const lineItemIds = [idOf('w0')];
    expect((await stranger.request('POST', '/api/v1/suggestions/accept', { lineItemIds })).status).toBe(404);
    const viewer = await instance.client('viewer', client.workspaceId);
    expect((await viewer.request('GET', '/api/v1/suggestions')).status).toBe(200);
    expect((await viewer.request('POST', '/api/v1/suggestions/accept', { lineItemIds })).status).toBe(403);
  });
});
