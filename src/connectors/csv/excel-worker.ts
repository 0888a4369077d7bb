/** Reads a workbook in a thread of its own (see excel.ts). */

import { parentPort, workerData } from 'node:worker_threads';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import type { ExcelAnswer, Sheet } from './excel.ts';
import type { Cell } from './table.ts';

/** All of the workbook's XML together, unpacked. */
const UNPACKED_BYTES_MAX = 128 * 1024 * 1024;

/** A failure in words for whoever uploaded the file. */
class Refusal extends Error {}

const { bytes, sheet } = workerData as { bytes: Uint8Array; sheet: string | null };

async function answer(): Promise<ExcelAnswer> {
  try {
    return { ok: true, sheet: await read() };
  } catch (error) {
    const message =
      error instanceof Refusal
        ? error.message
        : 'This is no Excel workbook that can be read: it is damaged, or protected by a password. Save it anew as .xlsx, or as CSV.';
    return { ok: false, message };
  }
}

async function read(): Promise<Sheet> {
  const workbook = await readWorkbook(repack());
  const sheets = workbook.map(({ sheet: name }) => name);
  const chosen =
    sheet === null
      ? (workbook.find(({ data }) => data.length > 0) ?? workbook[0])
      : workbook.find(({ sheet: name }) => name === sheet);
  if (chosen === undefined) {
    throw new Refusal(`The workbook has no sheet "${sheet ?? ''}". It has: ${sheets.join(', ')}.`);
  }
  return { sheet: chosen.sheet, sheets, rows: chosen.data as unknown as Cell[][] };
}

/**
 * The parts that hold data, unpacked within bounds and packed anew, so that the reader meets no size that a file claims.
 */
function repack(): Buffer {
  let total = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!name.endsWith('.xml') && !name.endsWith('.xml.rels')) {
        return false;
      }
      total += originalSize;
      if (total > UNPACKED_BYTES_MAX) {
        throw new Refusal('The workbook is too large. Save the sheet as CSV.');
      }
      return true;
    },
  });
  for (const [name, part] of Object.entries(parts)) {
    if (name.startsWith('xl/worksheets/') && name.endsWith('.xml')) {
      parts[name] = strToU8(keepUnknowns(strFromU8(part)));
    }
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
}

const UNCALCULATED = /(<c\b[^>/]*)>(?:<f\b[^>]*\/>|<f\b[^>]*>[^<]*<\/f>)<\/c>/g;

/**
 * The reader takes Excel's errors (#N/A) and formulas without a stored result for empty cells. Here they become text that
 * no field understands: what is not known must not read as nothing.
 */
function keepUnknowns(xml: string): string {
  return xml
    .replaceAll(
      UNCALCULATED,
      (_, open: string) => `${open.replace(/\st="[^"]*"/, '')} t="str"><v>#FORMULA!</v></c>`,
    )
    .replaceAll(/(<c\b[^>]*\s)t="e"/g, '$1t="str"');
}

void answer().then((message) => parentPort?.postMessage(message));
