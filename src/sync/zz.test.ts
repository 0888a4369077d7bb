import { test } from 'vitest';
import pg from 'pg';
import { startTestInstance } from '../http/testing.ts';
import { batch, company, connect, connectorsOf, device, scriptVendor, syncToEnd } from './testing.ts';
test('t', async () => {
  const orig = pg.Client.prototype.query as any;
  (pg.Client.prototype as any).query = function (...args: any[]) {
    const t = performance.now(); const r = orig.apply(this, args);
    if (r?.then) r.then(() => { const ms = performance.now() - t; if (ms > 300) console.log('SLOW', Math.round(ms), String(args[0]?.text ?? args[0]).replace(/\s+/g, ' ').slice(0, 160)); }, () => {});
    return r;
  };
  const vendor = scriptVendor('rmm', ['devices']);
  const instance = await startTestInstance(connectorsOf(vendor));
  const client = await instance.client();
  const id = await connect(client, 'rmm');
  const open = vendor.connector.open;
  vendor.connector.open = (c, x) => ({ ...open(c, x), read: async function* () {
    yield batch({ companies: Array.from({ length: 1000 }, (_, i) => company(`c${i}`, `Company ${i}`)) });
    for (let p = 0; p < 100; p += 1) {
      yield batch({ devices: Array.from({ length: 1000 }, (_, i) => device(`d${p * 1000 + i}`, `c${i}`)) });
    }
    console.log('read done', performance.now());
  } });
  for (let i = 0; i < 1; i += 1) {
    const t = performance.now();
    const run = await syncToEnd(client, id);
    console.log(run.status, run.rows, Math.round(performance.now() - t), 'ms', t);
  }
}, 200000);
