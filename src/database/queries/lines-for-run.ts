import { setImmediate } from 'node:timers/promises';
import { escapeLiteral, type PoolClient } from 'pg';
import type { LineItem } from '../../domain/line-item.ts';
import { type Measure, measureOfKey } from '../../domain/measure.ts';
import { copyOut, linesOf } from '../copy-out.ts';
import { LINE_COLUMNS, LineReader, type LineText, MEASURE_COLUMNS, toLineText } from './line-text.ts';

/** Whose mapping a rule may decide: nobody has mapped the line, or taken its mapping off. */
const OPEN_TO_RULES =
  'NOT coalesce(d.keeps_unmapped, false) AND (m.line_item_id IS NULL OR m.rule_id IS NOT NULL)';

/** Which lines: all, or those of some organizations (null among them: lines whose company has no organization). */
export type LineScope = 'all' | readonly (string | null)[];

/**
 * The line items of the workspace's default PSA with all their results depend on, ordered by organization. Lines of
 * ignored companies are no part of the MSP's billing and are left out.
 */
export async function loadLines(
  client: PoolClient,
  workspaceId: string,
  scope: LineScope,
): Promise<StoredLines> {
  return readLines(client, queryFor(workspaceId, scope));
}

async function readLines(client: PoolClient, query: string): Promise<StoredLines> {
  const lines = new LineSplitter();
  for await (const part of copyOut(client, query)) lines.add(part);
  return new StoredLines(lines.organizations());
}

/** The same as line items. */
export async function listLines(
  client: PoolClient,
  workspaceId: string,
  scope: LineScope,
): Promise<LineItem[]> {
  return itemsOf(await loadLines(client, workspaceId, scope));
}

/** Those of the lines whose mapping a rule may decide. */
export async function listLinesOpenToRules(
  client: PoolClient,
  workspaceId: string,
  scope: LineScope,
): Promise<LineItem[]> {
  return itemsOf(await readLines(client, queryFor(workspaceId, scope, OPEN_TO_RULES)));
}

async function itemsOf(stored: StoredLines): Promise<LineItem[]> {
  const lines: LineItem[] = [];
  for (const some of stored.inGroups()) {
    lines.push(...some);
    // A hundred thousand lines take a second, in which nobody else would be answered.
    await setImmediate();
  }
  return lines;
}

type KeyedMeasure = { measureKey: string; measure: Measure };

/** An organization's lines as the texts they came as; null: those of no organization. */
export type LinesOfOrganization = {
  organizationId: string | null;
  /** Whole lines of COPY text, the same for the same lines. */
  texts: readonly Buffer[];
  /** What they are compared with, each once, in the order in which the texts name them. */
  measures: readonly KeyedMeasure[];
};

/** Lines kept as the texts they came as, which take little memory; each is read when it is needed. */
export class StoredLines {
  /** In the order of their ids, the lines of none last. */
  readonly organizations: readonly LinesOfOrganization[];

  constructor(organizations: readonly LinesOfOrganization[]) {
    this.organizations = organizations;
  }

  /** What the lines are compared with, for which organizations. */
  *measures(): Generator<KeyedMeasure & { organizationId: string }> {
    for (const { organizationId, measures } of this.organizations) {
      if (organizationId === null) continue;
      for (const { measureKey, measure } of measures) yield { organizationId, measureKey, measure };
    }
  }

  /** What is reconciled together, one after the other: an organization's lines. @param organizations of these; absent: all */
  *inGroups(organizations: readonly LinesOfOrganization[] = this.organizations): Generator<LineItem[]> {
    const reader = new LineReader();
    let lines: LineItem[] = [];
    for (const text of linesOf(organizations.flatMap(({ texts }) => texts))) {
      const line = reader.read(toLineText(text, LINE_COLUMNS) as LineText);
      if (lines.length > 0 && groupOf(lines.at(-1)) !== groupOf(line)) {
        yield lines;
        lines = [];
      }
      lines.push(line);
    }
    if (lines.length > 0) yield lines;
  }
}

/** Splits lines while they arrive: the next are being read meanwhile. */
class LineSplitter {
  readonly #known = new Map<string, KeyedMeasure>();
  readonly #organizations: { organizationId: string | null; texts: Buffer[]; measures: Set<KeyedMeasure> }[] =
    [];

  /** @param part whole lines as `copyOut` gives them, ordered by organization */
  add(part: Buffer): void {
    let last = this.#organizations.at(-1);
    // Where the lines of the last organization begin in this part.
    let begin = 0;
    for (let start = 0; start < part.length; start = part.indexOf(NEWLINE, start) + 1) {
      const { organization_id: organizationId, measure_key: key } = toLineText(
        headAt(part, start),
        MEASURE_COLUMNS,
      );
      if (last === undefined || last.organizationId !== organizationId) {
        if (start > begin) last?.texts.push(part.subarray(begin, start));
        begin = start;
        last = { organizationId, texts: [], measures: new Set() };
        this.#organizations.push(last);
      }
      if (key !== null) last.measures.add(keyedMeasure(this.#known, key));
    }
    last?.texts.push(part.subarray(begin));
  }

  organizations(): LinesOfOrganization[] {
    return this.#organizations.map(({ measures, ...rest }) => ({ ...rest, measures: [...measures] }));
  }
}

/** The first fields of a line, as many as tell what is to be counted. */
function headAt(part: Buffer, start: number): string {
  let end = start - 1;
  for (const _ of MEASURE_COLUMNS) end = part.indexOf(TAB, end + 1);
  return part.toString('utf8', start, end);
}

/** Each measure once. */
function keyedMeasure(known: Map<string, KeyedMeasure>, measureKey: string): KeyedMeasure {
  const measure = known.get(measureKey) ?? { measureKey, measure: measureOfKey(measureKey) };
  known.set(measure.measureKey, measure);
  return measure;
}

const TAB = 0x09;
const NEWLINE = 0x0a;

/** What lines are reconciled together with. Those without an organization have nothing in common but their agreement. */
export function groupOf(line: LineItem | undefined): string | undefined {
  return line?.organizationId ?? `agreement ${line?.agreement.id}`;
}

/** @param condition limits the lines further */
export function queryFor(workspaceId: string, scope: LineScope, condition = 'true'): string {
  return `SELECT ${LINE_COLUMNS.map(({ sql }) => sql).join(', ')}
    FROM workspace w
    JOIN line_item l ON l.workspace_id = w.workspace_id AND l.integration_id = w.default_psa_integration_id
    JOIN agreement a ON a.workspace_id = l.workspace_id AND a.integration_id = l.integration_id
      AND a.external_id = l.agreement_external_id
    LEFT JOIN company c ON c.workspace_id = a.workspace_id AND c.integration_id = a.integration_id
      AND c.external_id = a.company_external_id
    LEFT JOIN line_decision d ON d.workspace_id = l.workspace_id AND d.line_item_id = l.id
    LEFT JOIN mapping m ON m.workspace_id = l.workspace_id AND m.line_item_id = l.id
    LEFT JOIN acceptance k ON k.workspace_id = l.workspace_id AND k.line_item_id = l.id AND k.reopened_at IS NULL
    WHERE w.workspace_id = ${escapeLiteral(workspaceId)} AND NOT coalesce(c.is_ignored, false) AND ${scopeSql(scope)}
      AND ${condition}
    ORDER BY c.organization_id NULLS LAST, a.id, l.id`;
}

function scopeSql(scope: LineScope): string {
  if (scope === 'all') {
    return 'true';
  }
  const ids = scope.filter((id) => id !== null).map(escapeLiteral);
  const ofNone = scope.includes(null) ? 'c.organization_id IS NULL' : 'false';
  return `(c.organization_id = ANY (ARRAY[${ids.join(', ')}]::text[]) OR ${ofNone})`;
}
