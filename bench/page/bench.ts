import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/harness/browser.ts';
import { runReconciliation } from '../../src/reconciliation/run.ts';
import type { BenchServer } from '../database.ts';
import { type Opened, openProduct } from '../product.ts';
import { seed, sizeOf, WORKSPACE } from '../reconciliation/seed.ts';
import { type Check, percentile, report } from '../report.ts';
import { clickUntil, droppedFrames, firstRows, keystrokes } from './measure.ts';

const RECONCILIATION = '/billing/reconciliation/reconciliation';
const AGREEMENTS = '/billing/reconciliation/agreements';
const VISITS = 5;
const SCROLL_S = 4;

const NOTES = [
  'One workspace with 5,000 agreements and results for 100,000 lines, in the browser that the tests use, drawn without a graphics',
  'card; the product, its database and the browser share the machine. A visit is a new tab with nothing cached. A key counts from',
  'its press to the frame that shows its answer. The database has seen to its tables since they were filled.',
];

/** How quick the page is for a person, with as many rows as it is made for. */
export async function benchPage(server: BenchServer): Promise<void> {
  const db = await server.create('page');
  await seed(db, sizeOf(1));
  await runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'bench' });
  // What PostgreSQL does by itself within a minute.
  await db.pool.query('VACUUM ANALYZE');
  await db.stop();
  const product = await openProduct(`postgresql://tieout@localhost/page?host=${server.host}`);
  const browser = await launchBrowser();
  try {
    const open = async (): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: product.origin,
        viewport: { width: 1280, height: 800 },
      });
      await signIn(context, product);
      return context.newPage();
    };
    await report('page', 'The page', NOTES, [
      ...(await measureRows(open)),
      ...(await measureAgreements(open)),
    ]);
  } finally {
    await browser.close();
    await product.stop();
  }
}

function signIn(context: BrowserContext, { origin, cookie }: Opened): Promise<void> {
  return context.addCookies([{ ...cookie, url: origin }]);
}

async function visits(open: () => Promise<Page>, path: string): Promise<number[]> {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await open();
    times.push(await firstRows(page, path));
    await page.context().close();
  }
  return times;
}

async function measureRows(open: () => Promise<Page>): Promise<Check[]> {
  const first = await visits(open, RECONCILIATION);
  const page = await open();
  await firstRows(page, RECONCILIATION);
  const dropped = await droppedFrames(page, SCROLL_S);
  const keys = [...(await keystrokes(page, 'product')), ...(await keystrokes(page, '127'))];
  await page.context().close();
  return [
    {
      what: `rows: first on screen, slowest of ${VISITS}`,
      value: percentile(first, 1),
      unit: 'ms',
      limit: 1000,
    },
    { what: `rows: frames dropped in ${SCROLL_S} s of scrolling`, value: dropped * 100, unit: '%', limit: 5 },
    {
      what: `rows: a key of a filter, median of ${keys.length}`,
      value: percentile(keys, 0.5),
      unit: 'ms',
      limit: 150,
    },
    { what: `rows: a key of a filter, slowest`, value: percentile(keys, 1), unit: 'ms', limit: 150 },
  ];
}

async function measureAgreements(open: () => Promise<Page>): Promise<Check[]> {
  const first = await visits(open, AGREEMENTS);
  const page = await open();
  await firstRows(page, AGREEMENTS);
  const collapse = await clickUntil(page, 'Collapse all', 'main tbody:not(:has(input))');
  const expand = await clickUntil(page, 'Expand all', 'main tbody input');
  const keys = [...(await keystrokes(page, 'product')), ...(await keystrokes(page, '127'))];
  await page.context().close();
  return [
    {
      what: `agreements: first rows on screen, slowest of ${VISITS}`,
      value: percentile(first, 1),
      unit: 'ms',
      limit: 1000,
    },
    { what: 'agreements: all collapsed', value: collapse, unit: 'ms', limit: 150 },
    { what: 'agreements: all expanded', value: expand, unit: 'ms', limit: 150 },
    {
      what: `agreements: a key of a filter, median of ${keys.length}`,
      value: percentile(keys, 0.5),
      unit: 'ms',
      limit: 150,
    },
    { what: `agreements: a key of a filter, slowest`, value: percentile(keys, 1), unit: 'ms', limit: 150 },
  ];
}
