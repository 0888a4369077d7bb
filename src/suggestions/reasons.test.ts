import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { loadConnectors } from '../connectors/registry.ts';
import { startTestInstance, type TestClient } from '../http/testing.ts';
import { syncToEnd } from '../sync/testing.ts';

type Line = {
  id: string;
  organizationId: string | null;
  productName: string;
  description: string | null;
  quantity: number;
  quantitySource: string;
  billingCycle: string;
  unitPrice: { amount: string };
  isAdjustment: boolean;
  state: string;
  mapping: { integrationId: string; metric: string; filter: unknown; unitsPerLine: number } | null;
};

type Suggestion = {
  lineItemId: string;
  action: string;
  reasons: string[];
  mapping: Line['mapping'];
};

/** A made-up MSP, its PSA and two sources synced, with every third suggestion accepted so that decisions speak too. */
async function startScene() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const instance = await startTestInstance(await loadConnectors());
  const client = await instance.client();
  for (const vendor of ['halopsa', 'ninjaone', 'microsoft-365']) {
    const { body } = await client.request('POST', '/api/v1/integrations', {
      vendor,
      credentials: sandbox.credentials(vendor),
    });
    await syncToEnd(client, body.id);
  }
  return client;
}

async function all<Item>({ request }: TestClient, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await request('GET', `${path}?limit=500${after}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

/** What a client's count of a mapping is, by the preview of one of its lines; null: unknown. `isMinimum`: the contract's minimum is billed. */
async function countOf(
  { request }: TestClient,
  lineItemId: string,
  mapping: Line['mapping'],
  unitsPerLine = 1,
): Promise<{ counted: number; isMinimum: boolean } | null> {
  const { integrationId, metric, filter } = mapping ?? {};
  const { body } = await request('POST', `/api/v1/line-items/${lineItemId}/mapping/preview`, {
    integrationId,
    metric,
    filter,
    unitsPerLine,
  });
  if (body.status === 'unknown') return null;
  expect(body.evidence.nextCursor).toBe(null);
  const counted = body.evidence.counted.reduce(
    (sum: number, { quantity }: { quantity: number }) => sum + quantity,
    0,
  );
  return { counted, isMinimum: body.reason === 'minimum' };
}

const quotedIn = (text: string): string[] => [...text.matchAll(/“([^”]+)”/g)].map(([, word = '']) => word);
const key = ({ productName, quantitySource }: Line) => `${productName} ${quantitySource}`;

test('every reason that is given is true of the data', async () => {
  const client = await startScene();
  const before = await all<Suggestion>(client, '/api/v1/suggestions');
  const accepted = before.filter(({ action }, at) => action === 'map' && at % 3 === 0);
  const lineItemIds = accepted.map((one) => one.lineItemId);
  await client.request('POST', '/api/v1/suggestions/accept', { lineItemIds });
  const lines = await all<Line>(client, '/api/v1/line-items');
  const suggestions = await all<Suggestion>(client, '/api/v1/suggestions');
  const byId = new Map(lines.map((line) => [line.id, line]));
  const ofProduct = Map.groupBy(
    lines.filter(({ state }) => ['unmapped', 'mapped', 'ignored'].includes(state)),
    key,
  );
  const integrations = await all<{ id: string; name: string }>(client, '/api/v1/integrations');
  const nameOf = new Map(integrations.map(({ id, name }) => [id, name]));
  const checked = new Map<string, number>();
  const told = new Set<string>();
  for (const { lineItemId, reasons, mapping } of suggestions) {
    const line = byId.get(lineItemId);
    if (line === undefined) throw new Error('a suggestion is for no line');
    const same = ofProduct.get(key(line)) ?? [];
    for (const text of reasons) {
      const once = `${key(line)}\n${JSON.stringify(mapping)}\n${text}`;
      if (told.has(once)) continue;
      told.add(once);
      const kind = await judge(client, { text, line, same, mapping, nameOf });
      checked.set(kind, (checked.get(kind) ?? 0) + 1);
    }
  }
  // Every kind that the sandbox gives rise to was met, more than once where it speaks often.
  for (const kind of ['fit', 'decided', 'name', 'psa counts', 'sku']) {
    expect([kind, checked.get(kind) ?? 0]).toEqual([kind, expect.any(Number)]);
    expect(checked.get(kind) ?? 0, kind).toBeGreaterThan(0);
  }
  expect([...checked.keys()].filter((kind) => kind.startsWith('unjudged'))).toEqual([]);
}, 120_000);

type Said = {
  text: string;
  line: Line;
  same: readonly Line[];
  mapping: Line['mapping'];
  nameOf: ReadonlyMap<string, string>;
};

/** Fails where what is said is not so. @returns what kind of statement it was */
async function judge(client: TestClient, said: Said): Promise<string> {
  const { text, line, same, mapping, nameOf } = said;
  const names = `${line.productName} ${line.description ?? ''}`.toLowerCase();
  const fit = /^billed equals counted at (\d+) of (\d+) clients?(?:, at (\d+) for each one billed)?$/.exec(
    text,
  );
  if (fit !== null) {
    const [, clients, of, units = '1'] = fit;
    expect(await explainedBy(client, said, Number(units)), text).toEqual([Number(clients), Number(of)]);
    return 'fit';
  }
  const decided = /^(\d+) of (\d+) clients? with a decision (map this product to|have it ignored)/.exec(text);
  if (decided !== null) {
    const [, clients, of, what] = decided;
    const clientsOf = (some: readonly Line[]) => new Set(some.map((one) => one.organizationId)).size;
    const isDecided = ({ state }: Line) => state !== 'unmapped';
    expect(clientsOf(same.filter(isDecided)), text).toBe(Number(of));
    const isOther = text.endsWith('of another integration');
    const isAlike = ({ mapping: to }: Line): boolean =>
      to !== null &&
      (to.integrationId !== mapping?.integrationId) === isOther &&
      to.metric === mapping?.metric &&
      to.unitsPerLine === mapping.unitsPerLine &&
      JSON.stringify(to.filter) === JSON.stringify(mapping.filter);
    const isIgnored = what === 'have it ignored';
    const alike = same.filter((one) => (isIgnored ? one.state === 'ignored' : isAlike(one)));
    expect(clientsOf(alike), text).toBe(Number(clients));
    return 'decided';
  }
  if (/^the (name|description) says “/.test(text)) {
    for (const word of quotedIn(text)) expect(names, text).toContain(word.toLowerCase());
    return 'name';
  }
  if (/^the name has .* in common with/.test(text)) {
    const [item = '', ...words] = quotedIn(text).toReversed();
    for (const word of words) {
      expect(names, text).toContain(word.toLowerCase());
      expect(item.toLowerCase(), text).toContain(word.toLowerCase());
    }
    return 'sku';
  }
  if (text.startsWith('the PSA counts ')) {
    const word = { asset_count: 'assets', license_count: 'licences', user_count: 'users' }[
      line.quantitySource
    ];
    expect(text).toBe(`the PSA counts ${word ?? 'subscriptions'} for it`);
    return 'psa counts';
  }
  const always = /^the quantity is ([\d.]+) at all (\d+) clients$/.exec(text);
  if (always !== null) {
    expect(
      same.every(({ quantity }) => quantity === Number(always[1])),
      text,
    ).toBe(true);
    expect(new Set(same.map(({ organizationId }) => organizationId)).size, text).toBe(Number(always[2]));
    return 'always the same';
  }
  if (text.startsWith('this client is not linked to a company in ')) {
    const name = nameOf.get(mapping?.integrationId ?? '');
    expect(text).toBe(`this client is not linked to a company in ${name} yet`);
    expect(await countOf(client, line.id, mapping), text).toBe(null);
    return 'no company';
  }
  return judgeRest(said);
}

function judgeRest({ text, line, nameOf }: Said): string {
  const names = `${line.productName} ${line.description ?? ''}`.toLowerCase();
  const vendor = /^the name names (.+)$/.exec(text)?.[1];
  if (vendor !== undefined) {
    expect([...nameOf.values()]).toContain(vendor);
    expect(names.replaceAll(' ', ''), text).toContain(vendor.toLowerCase().split(' ')[0]);
    return 'vendor';
  }
  const units = /^the name says (\d+) for each one billed$/.exec(text)?.[1];
  if (units !== undefined) {
    expect(names, text).toMatch(new RegExp(units === '2' ? '2|two|pair|double' : units));
    return 'units';
  }
  const part = /^the part number (.+) stands in the line$/.exec(text)?.[1];
  if (part !== undefined) {
    expect(names, text).toContain(part.toLowerCase());
    return 'part number';
  }
  if (text.startsWith('it is billed once')) {
    expect(line.billingCycle).toBe('one_time');
    return 'one time';
  }
  if (text.startsWith('both ') || text.startsWith('its unit price')) {
    expect(line.isAdjustment, text).toBe(true);
    return 'adjustment';
  }
  const poor = /^no count explains it: the best one equals what is billed at (\d+) of (\d+) clients?$/.exec(
    text,
  );
  if (poor !== null) {
    expect(Number(poor[1])).toBeLessThan(Number(poor[2]));
    return 'nothing fits';
  }
  return `unjudged: ${text}`;
}

/** At how many clients the billed quantity is what the count needs, and of how many the count is known (domain.md section 5). */
async function explainedBy(
  client: TestClient,
  { same, mapping }: Said,
  units: number,
): Promise<[number, number]> {
  const ofClient = Map.groupBy(
    same.filter(({ state, organizationId }) => state !== 'ignored' && organizationId !== null),
    ({ organizationId }) => organizationId,
  );
  let [explained, known] = [0, 0];
  for (const lines of ofClient.values()) {
    const count = await countOf(client, lines[0]?.id ?? '', mapping, units);
    if (count === null) continue;
    known += 1;
    const billed = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const needed = Number.isInteger(billed) ? Math.ceil(count.counted / units - 1e-9) : count.counted / units;
    if (Math.abs(needed - billed) < 1e-9 || (count.isMinimum && lines.length === 1)) explained += 1;
  }
  return [explained, known];
}

test('nothing is mapped, ignored or linked without a person or a rule, however sure a suggestion is', async () => {
  const client = await startScene();
  const suggestions = await all<Suggestion>(client, '/api/v1/suggestions');
  expect(suggestions.filter(({ action }) => action === 'map').length).toBeGreaterThan(50);
  const { body } = await client.request('GET', '/api/v1/line-items/counts');
  expect(body).toMatchObject({ mapped: 0, ignored: 0, reconciliation: 0 });
});
