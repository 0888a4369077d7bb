import { VendorError } from '../connector.ts';
import { FILE_DELIMITERS, type FileDelimiter, type FileEncoding } from '../file.ts';

/** How much of a file is looked at. */
const LOOK_BYTES = 64 * 1024;
const LOOK_LINES = 20;

type Format = 'text' | 'excel';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/**
 * What a file is, by its first bytes; what its name says is not believed.
 * @throws VendorError `bad_file`
 */
export function detectFormat(bytes: Uint8Array): Format {
  if (bytes.length === 0) {
    throw new VendorError('bad_file', 'The file is empty.');
  }
  if (startsWith(bytes, 0x50, 0x4b)) {
    return 'excel';
  }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    const message =
      'This is an Excel file of the old kind (.xls), or one with a password. Save it as .xlsx without a password, or as CSV.';
    throw new VendorError('bad_file', message);
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) {
    throw new VendorError('bad_file', 'This is a PDF. Export the list as CSV or Excel instead.');
  }
  return 'text';
}

/** By the byte order mark; without one by what the bytes can be: UTF-16 of Latin text, UTF-8, else Windows-1252. */
export function detectEncoding(bytes: Uint8Array): FileEncoding {
  if (startsWith(bytes, 0xff, 0xfe)) {
    return 'utf-16le';
  }
  if (startsWith(bytes, 0xfe, 0xff)) {
    return 'utf-16be';
  }
  const start = bytes.subarray(0, LOOK_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of start.entries()) {
    zeros[index % 2] = (zeros[index % 2] ?? 0) + (byte === 0 ? 1 : 0);
  }
  const [even = 0, odd = 0] = zeros;
  if (even + odd > start.length / 4) {
    return odd > even ? 'utf-16le' : 'utf-16be';
  }
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The whole text, without a byte order mark.
 * @throws VendorError `bad_file` where it is not text of this encoding.
 */
export function decodeText(bytes: Uint8Array, encoding: FileEncoding): string {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new VendorError('bad_file', `This is not text encoded as ${encoding}.`, { cause });
  }
  if (text.includes('\0')) {
    throw new VendorError(
      'bad_file',
      'This is no text file. Upload a CSV file or an Excel workbook (.xlsx).',
    );
  }
  return text;
}

/** The delimiter that cuts the first lines into the most, equally many parts; the comma where none does. */
export function detectDelimiter(text: string): FileDelimiter {
  const lines = firstLines(text);
  const scores = FILE_DELIMITERS.map((delimiter) => [delimiter, scoreOf(lines, delimiter)] as const);
  const [best] = scores.toSorted(([, a], [, b]) => b - a);
  return best !== undefined && best[1] > 0 ? best[0] : ',';
}

/** Excel writes its delimiter on a line of its own where it is told to. */
const SEPARATOR_LINE = /^sep=(.)$/i;

/** Without what stands in quotes, which may hold delimiters and line ends. */
function firstLines(text: string): string[] {
  const unquoted = text.slice(0, LOOK_BYTES).replaceAll(/"[^"]*"/g, '');
  return unquoted
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '' && !SEPARATOR_LINE.test(line.trim()))
    .slice(0, LOOK_LINES);
}

function scoreOf(lines: readonly string[], delimiter: string): number {
  const counts = lines.map((line) => line.split(delimiter).length - 1);
  const most = Math.max(0, ...counts);
  // Titles above the table have none; what lines agree on is worth more than what one of them has.
  return most === 0 ? 0 : counts.filter((count) => count === most).length * 10 + Math.min(most, 9);
}
