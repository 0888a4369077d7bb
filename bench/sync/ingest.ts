import type { Connector } from '../../src/connectors/connector.ts';
import { openDatabase } from '../../src/database/connect.ts';
import type { DeviceCategory, DeviceRecord } from '../../src/domain/inventory.ts';
import { SyncBench } from './run-one.ts';

/** Takes in as a process of its own: `node ingest.ts HOST DATABASE DEVICES`. Prints its figures as JSON. */

export type IngestFigures = { firstMs: number; againMs: number; againRows: number; memoryMb: number };

const COMPANIES = 5000;
const PAGE = 1000;
const CATEGORIES: DeviceCategory[] = ['desktop', 'laptop', 'server', 'workstation', 'network'];

const [, , host, database, howMany = '1000000'] = process.argv;
const total = Number(howMany);

/** A vendor whose lists cost nothing to read. */
const connector: Connector = {
  id: 'endless',
  title: 'Endless',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: CATEGORIES,
  credentialFields: [],
  open: () => ({
    test: async () => 'ok',
    read: async function* () {
      const companies = Array.from({ length: COMPANIES }, (_, at) => ({
        externalId: `c${at}`,
        name: `Company ${at}`,
        domains: [],
        tenantId: null,
      }));
      yield { phase: 'companies', done: COMPANIES, total: COMPANIES, companies };
      for (let done = 0; done < total; done += PAGE) {
        yield {
          phase: 'devices',
          done: done + PAGE,
          total,
          devices: Array.from({ length: PAGE }, (_, at) => deviceAt(done + at)),
        };
      }
    },
  }),
};

function deviceAt(at: number): DeviceRecord {
  return {
    externalId: `device-${at}`,
    companyExternalId: `c${at % COMPANIES}`,
    name: `CLIENT-PC-${at}`,
    category: CATEGORIES[at % CATEGORIES.length] ?? 'other',
    rawCategory: 'WINDOWS_WORKSTATION',
    osName: 'Windows 11 Professional',
    serialNumber: `SN${String(at).padStart(10, '0')}`,
    lastSeenAt: '2026-11-20T08:00:00.000Z',
    exclusion: null,
    rawStatus: 'online',
  };
}

const db = openDatabase({ host, user: 'tieout', database });
const bench = new SyncBench(db, new Map([[connector.id, connector]]));
const id = await bench.connect(connector.id, {});
const firstMs = await bench.sync(id);
const { rows: marks } = await db.pool.query<{ mark: string }>('SELECT pg_current_xact_id()::text AS mark');
const againMs = await bench.sync(id);
const { rows } = await db.pool.query<{ changed: number }>(
  'SELECT count(*)::int AS changed FROM device WHERE xmin::text::bigint >= $1',
  [marks[0]?.mark],
);
await db.stop();
const memoryMb = process.resourceUsage().maxRSS / 1024;
const figures: IngestFigures = { firstMs, againMs, againRows: rows[0]?.changed ?? -1, memoryMb };
process.stdout.write(JSON.stringify(figures));
