import type { Response } from 'undici';
import { VendorError } from '../connector.ts';
import { cutText, withoutSecrets } from './redact.ts';

const EXCERPT_LENGTH_MAX = 120;

/**
 * The body as text. Reading stops at the limit: a larger body is never held in memory.
 * @throws VendorError `response_too_large`
 */
export async function readText(response: Response, bytesMax: number, where: string): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > bytesMax) {
    await response.body?.cancel();
    throw tooLarge(bytesMax, where);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream, and with it the download.
    if (bytes > bytesMax) throw tooLarge(bytesMax, where);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The body's JSON.
 * @param where vendor and path, for the message
 * @throws VendorError `bad_response`, saying what came instead
 */
export function parseJson(text: string, where: string, secrets: readonly string[]): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new VendorError('bad_response', `${where} answered with ${whatCame(text, secrets)}`);
  }
}

function whatCame(text: string, secrets: readonly string[]): string {
  if (text.trim() === '') return 'nothing where JSON was expected.';
  const excerpt = cutText(withoutSecrets(text, secrets), EXCERPT_LENGTH_MAX);
  return /^\s*</.test(text)
    ? `a web page where JSON was expected, which often means a wrong address or maintenance at the vendor: "${excerpt}"`
    : `JSON that is cut off or malformed: "${excerpt}"`;
}

function tooLarge(bytesMax: number, where: string): VendorError {
  const limit = bytesMax >= 1_048_576 ? `${Math.round(bytesMax / 1_048_576)} MB` : `${bytesMax} bytes`;
  return new VendorError(
    'response_too_large',
    `${where} sent more than the ${limit} that Tieout takes in one answer.`,
  );
}
