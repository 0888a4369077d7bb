import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { insertWorkspace } from '../database/queries/workspaces.ts';
import { useTestDatabase } from '../database/testing.ts';
import { severalMeasures } from '../domain/counting/arbitraries.ts';
import { countRecords, type InventoryRecord } from '../domain/counting/count.ts';
import { AS_OF, deviceOf } from '../domain/counting/testing.ts';
import type { Metric } from '../domain/inventory.ts';
import { type Measure, measureKey } from '../domain/measure.ts';
import { Counts } from './counts.ts';
import type { Sources } from './sources.ts';

const WORKSPACE = 'w';
const TABLES: Record<Metric, string> = {
  devices: 'device',
  users: 'user_record',
  licenses: 'license',
  subscriptions: 'subscription',
};
/** Ids as vendors have them, and worse. */
const COMPANIES = ['c1', 'tab\there', 'back\\slash', '\\N', 'Zürich ☂'];

test('records streamed from the database count to what each counts to by itself, whatever their companies are called', async () => {
  const db = await useTestDatabase();
  await insertWorkspace(db.pool, { id: WORKSPACE, name: 'W', plan: 'pro', isDemo: false });
  await fc.assert(
    fc.asyncProperty(severalMeasures, async ([measures, records]) => {
      const spread = records.map((record, at) => ({
        ...record,
        companyExternalId: COMPANIES[at % COMPANIES.length] ?? '',
      }));
      const counts = await db.transaction(async (client) => {
        await fill(client, measures, spread);
        return count(client, measures);
      });
      for (const [at, company] of COMPANIES.entries()) {
        const own = spread.filter(({ companyExternalId }) => companyExternalId === company);
        for (const measure of measures) {
          const got = counts.get(`o${at}`, measureKey(measure)).toFixed();
          expect(got).toBe(countRecords(measure, own, AS_OF).total.toFixed());
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('texts that COPY has to escape are read as they are', async () => {
  const db = await useTestDatabase();
  await insertWorkspace(db.pool, { id: WORKSPACE, name: 'W', plan: 'pro', isDemo: false });
  const odd = 'Tab\tand\\N "ü"\n☂';
  const measure: Measure = {
    integrationId: 'i',
    metric: 'devices',
    filter: {
      categories: [],
      conditions: [
        { field: 'osName', operator: 'is', value: odd },
        { field: 'deviceName', operator: 'is', value: odd },
      ],
      match: 'all',
      seenWithinDays: null,
      mergeDuplicates: false,
    },
  };
  const records = [odd, 'Tab', odd].map((name, at) =>
    deviceOf({ externalId: `${at}`, companyExternalId: 'c1', name, osName: name }),
  );
  const counts = await db.transaction(async (client) => {
    await fill(client, [measure], records);
    return count(client, [measure]);
  });
  expect(counts.get('o0', measureKey(measure)).toFixed()).toBe('2');
});

test('a measure that was not counted has no count, not even 0', async () => {
  const db = await useTestDatabase();
  const counts = await db.transaction((client) => count(client, []));
  expect(() => counts.get('o0', 'anything')).toThrow('was not counted');
});

async function fill(
  client: PoolClient,
  measures: readonly Measure[],
  records: readonly InventoryRecord[],
): Promise<void> {
  const metric = measures[0]?.metric ?? 'devices';
  const integrations = [...new Set(measures.map(({ integrationId }) => integrationId))];
  await client.query('DELETE FROM integration');
  for (const id of integrations) {
    await client.query(
      `INSERT INTO integration (workspace_id, id, vendor, name, secrets) VALUES ($1, $2, 'v', 'V', '')`,
      [WORKSPACE, id],
    );
    const rows = records.map((record) => toColumns({ ...record, workspaceId: WORKSPACE, integrationId: id }));
    const columns = Object.keys(rows[0] ?? { workspace_id: '' }).join(', ');
    await client.query(
      `INSERT INTO ${TABLES[metric]} (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${TABLES[metric]}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

function toColumns(record: object): Record<string, unknown> {
  const named = Object.entries(record).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return Object.fromEntries(named);
}

async function count(client: PoolClient, measures: readonly Measure[]): Promise<Counts> {
  const counts = new Counts(client, WORKSPACE, sourcesOf(measures));
  const wanted = COMPANIES.flatMap((_, at) =>
    measures.map((measure) => ({ organizationId: `o${at}`, measureKey: measureKey(measure), measure })),
  );
  await counts.add(wanted, 'some');
  return counts;
}

function sourcesOf(measures: readonly Measure[]): Sources {
  const ids = [...new Set(measures.map(({ integrationId }) => integrationId))];
  const source = (id: string) => ({
    id,
    vendor: 'v',
    name: 'V',
    lastGoodSyncAt: new Date(AS_OF),
    trouble: null,
    isRemoved: false,
    unread: [],
    delivers: null,
  });
  return {
    byId: new Map(ids.map((id) => [id, source(id)])),
    companies: new Map(
      COMPANIES.map((externalId, at) => {
        const organizationId = `o${at}`;
        return [
          organizationId,
          new Map(
            ids.map((integrationId) => [
              integrationId,
              [{ integrationId, externalId, organizationId, hasFailed: false }],
            ]),
          ),
        ];
      }),
    ),
    staleAfterHours: 48,
    now: new Date(AS_OF),
    recordsAt: null,
  };
}
