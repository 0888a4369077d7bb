import type { z } from 'zod';
import type { RejectedRecord } from '../connector.ts';
import { cutText, sampleOf } from './redact.ts';

const SAMPLE_LENGTH_MAX = 300;
const MESSAGE_LENGTH_MAX = 200;

/**
 * Reads rows one by one: a row that cannot be understood is reported and costs no other.
 * @param kind what the rows are, for the report
 */
export function parseRows<Schema extends z.ZodType>(
  schema: Schema,
  rows: readonly unknown[],
  kind: RejectedRecord['kind'],
): { records: z.output<Schema>[]; rejected: RejectedRecord[] } {
  const records: z.output<Schema>[] = [];
  const rejected: RejectedRecord[] = [];
  for (const row of rows) {
    const parsed = schema.safeParse(row);
    if (parsed.success) records.push(parsed.data);
    else rejected.push(rejectedRecord(kind, row, reasonOf(parsed.error)));
  }
  return { records, rejected };
}

/**
 * The report of a row that is of no use.
 * @param reason names the field that is wrong
 */
export function rejectedRecord(kind: RejectedRecord['kind'], row: unknown, reason: string): RejectedRecord {
  return { kind, message: cutText(reason, MESSAGE_LENGTH_MAX), sample: sampleOf(row, SAMPLE_LENGTH_MAX) };
}

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') || 'the record';
  return `${field}: ${issue?.message ?? 'not understood'}`;
}
