import { Worker } from 'node:worker_threads';
import { VendorError } from '../connector.ts';
import type { Cell } from './table.ts';

export type Sheet = { sheet: string; sheets: string[]; rows: Cell[][] };

/** What the worker answers. */
export type ExcelAnswer = { ok: true; sheet: Sheet } | { ok: false; message: string };

/** A workbook unpacks to many times its size; one that was built to exhaust memory ends its worker, nothing else. */
const HEAP_MB = 768;
const TIME_LIMIT_MS = 60_000;

/** One workbook at a time: several at once would need the memory of several. Never rejects. */
let busy: Promise<unknown> = Promise.resolve();

/**
 * One sheet of an Excel workbook, as values: formulas are never calculated, what Excel stored as their result is read.
 * @param sheet null: the first one with anything in it.
 * @throws VendorError `bad_file`
 */
export async function readSheet(bytes: Uint8Array, sheet: string | null): Promise<Sheet> {
  const turn = busy.then(() => ask({ bytes, sheet }));
  busy = turn;
  const answer = await turn;
  if (!answer.ok) {
    throw new VendorError('bad_file', answer.message);
  }
  return answer.sheet;
}

function ask(workerData: { bytes: Uint8Array; sheet: string | null }): Promise<ExcelAnswer> {
  const worker = new Worker(new URL('./excel-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const { promise, resolve } = Promise.withResolvers<ExcelAnswer>();
  const fail = (message: string) => resolve({ ok: false, message });
  const timer = setTimeout(
    () => fail('Reading the workbook takes too long. Save the sheet as CSV.'),
    TIME_LIMIT_MS,
  );
  worker.once('message', resolve);
  worker.once('error', () => fail('The workbook is too large, or damaged. Save the sheet as CSV.'));
  worker.once('exit', () => fail('The workbook could not be read. Save the sheet as CSV.'));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
