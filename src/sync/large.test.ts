import pg from 'pg';
import { test } from 'vitest';
import { startTestInstance } from '../http/testing.ts';
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
} from './testing.ts';

test('t', async () => {
  const orig = pg.Client.prototype.query as any;
  (pg.Client.prototype as any).query = function (...args: any[]) {
    const t = performance.now();
    const r = orig.apply(this, args);
    if (r?.then)
      r.then(
        () => {
          const ms = performance.now() - t;
          if (ms > 300)
            console.log(
              'SLOW',
              Math.round(ms),
              String(args[0]?.text ?? args[0])
                .replace(/\s+/g, ' ')
                .slice(0, 160),
            );
        },
        () => {},
      );
    return r;
  };
  const N = Number(process.env.N ?? 100);
  const vendor = scriptVendor('rmm', ['devices', 'agreements']);
  const instance = await startTestInstance(connectorsOf(vendor));
  const client = await instance.client();
  const id = await connect(client, 'rmm');
  const open = vendor.connector.open;
  let drop = 0;
  vendor.connector.open = (c, x) => ({
    ...open(c, x),
    read: async function* () {
      yield batch({ companies: Array.from({ length: 1000 }, (_, i) => company(`c${i}`, `Company ${i}`)) });
      yield batch({
        agreements: Array.from({ length: 1000 }, (_, i) =>
          agreement(
            `a${i}`,
            `c${i}`,
            Array.from({ length: 10 }, (_, j) => line(`l${i}-${j}`)),
          ),
        ),
      });
      for (let p = 0; p < N; p += 1) {
        yield batch({
          devices: Array.from({ length: 1000 - drop }, (_, i) => device(`d${p * 1000 + i}`, `c${i}`)),
        });
      }
    },
  });
  for (let i = 0; i < 3; i += 1) {
    const t = performance.now();
    drop = i === 2 ? 10 : 0;
    const run = await syncToEnd(client, id);
    console.log(
      run.status,
      run.error,
      run.rows,
      Math.round(performance.now() - t),
      'ms',
      Math.round(process.memoryUsage().rss / 1e6),
      'MB',
    );
  }
}, 400000);
