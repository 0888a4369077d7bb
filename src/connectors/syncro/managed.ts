import type { RejectedRecord } from '../connector.ts';
import { rejectedRecord } from '../kit/parse.ts';
import { agentTraces } from './schema.ts';

const UNCLEAR =
  'properties: no kabuto_information, though rmm_store.general holds what an agent reported. Whether it is a managed device is not known';

/**
 * The assets that Syncro's agent reports from. The list also has what technicians entered by hand, from phones to licences:
 * those are no devices. An asset with half the traces of an agent is reported, not guessed at.
 * @param rows from GET /customer_assets, as sent
 */
export function splitAssets(rows: readonly unknown[]): { managed: unknown[]; rejected: RejectedRecord[] } {
  const managed: unknown[] = [];
  const rejected: RejectedRecord[] = [];
  for (const row of rows) {
    const traces = agentTraces.safeParse(row);
    // What is no row at all is left to the parser, which says so.
    if (!traces.success || isFilled(traces.data.properties?.kabuto_information)) managed.push(row);
    else if (isFilled(traces.data.rmm_store?.general)) rejected.push(rejectedRecord('devices', row, UNCLEAR));
  }
  return { managed, rejected };
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
