import { escapeLiteral, type PoolClient } from 'pg';
import type { Metric } from '../../domain/inventory.ts';
import { copyOut } from '../copy-out.ts';
import { TABLES } from './records.ts';

export type RecordStream = {
  workspaceId: string;
  integrationId: string;
  metric: Metric;
  /** Expressions on the metric's table, read in this order behind the company's id. */
  columns: readonly string[];
  /** The vendor's ids of the companies; 'all': of every company. */
  companies: 'all' | readonly string[];
};

/** The records as lines of COPY text, many at a time: a million pass in about a second and none is kept. */
export function streamRecords(client: PoolClient, stream: RecordStream): AsyncIterable<Buffer> {
  return copyOut(client, queryFor(stream));
}

function queryFor({ workspaceId, integrationId, metric, columns, companies }: RecordStream): string {
  const ofCompanies =
    companies === 'all'
      ? ''
      : `AND company_external_id = ANY (ARRAY[${companies.map(escapeLiteral).join(', ')}]::text[])`;
  return `SELECT ${['company_external_id', ...columns].join(', ')} FROM ${TABLES[metric]}
    WHERE workspace_id = ${escapeLiteral(workspaceId)} AND integration_id = ${escapeLiteral(integrationId)} ${ofCompanies}`;
}
