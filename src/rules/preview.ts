import type { PoolClient } from 'pg';
import type { z } from 'zod';
import { listLines, listLinesOpenToRules } from '../database/queries/lines-for-run.ts';
import { listRules, type RuleToWrite, type StoredRule } from '../database/queries/rules.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import { dayIn } from '../domain/days.ts';
import type { LineItem } from '../domain/line-item.ts';
import { type Decimal, formatMoney, ZERO } from '../domain/money.ts';
import type { LineResult } from '../domain/reconcile.ts';
import { isAbout, isOpenToRules, ruleRefusal } from '../domain/rules.ts';
import { RESULT_STATUSES } from '../domain/status.ts';
import type { rulePreviewSchema } from '../http/schemas/rules.ts';
import { presentMoney } from '../line-items/present.ts';
import { notFound } from '../problem.ts';
import { Counts, wantedBy } from '../reconciliation/counts.ts';
import { Evaluation } from '../reconciliation/evaluate.ts';
import { loadSourcesFor } from '../reconciliation/sources.ts';
import { changesBy, type RuleChange } from './apply.ts';
import {
  type RuleBody,
  type RuleChanges,
  type RuleContext,
  requireRule,
  toChanged,
  toRule,
} from './rules.ts';

export type RulePreview = z.output<typeof rulePreviewSchema>;

/** The rule to try: a new one, or one that is there with changes. */
export type RuleTrial = { body: RuleBody } | { id: string; changes: RuleChanges };

/**
 * What a rule would do if it were saved, by the same evaluation as a run: the lines it would map are evaluated with and
 * without it. Stores nothing.
 * @throws Problem for what saving would refuse.
 */
export async function previewRule(
  context: RuleContext,
  workspaceId: string,
  trial: RuleTrial,
): Promise<RulePreview> {
  return context.db.transaction(async (client) => {
    const tried = await toTried(client, context, workspaceId, trial);
    return previewTogether(client, workspaceId, [tried]);
  });
}

/** What several rules would do together, in place of those that have their ids. @throws Problem not-found. */
export async function previewTogether(
  client: PoolClient,
  workspaceId: string,
  tried: readonly StoredRule[],
): Promise<RulePreview> {
  const workspace = await getWorkspace(client, workspaceId);
  if (workspace === null) throw notFound('a workspace');
  const ids = new Set(tried.map(({ id }) => id));
  const rules = await listRules(client, workspaceId);
  const now = new Date();
  const today = dayIn(workspace.timeZone, now);
  const all = [...rules.filter(({ id }) => !ids.has(id)), ...tried];
  const changes = await changesBy(client, workspaceId, all, 'all', today);
  const organizationIds = [...new Set(changes.map(({ line }) => line.organizationId))];
  const known = organizationIds.filter((id) => id !== null);
  const sources = await loadSourcesFor(client, workspaceId, known, workspace.staleAfterHours, now);
  const before = await listLines(client, workspaceId, organizationIds);
  const after = withChanges(before, changes);
  const counts = new Counts(client, workspaceId, sources);
  await counts.add(wantedBy([...before, ...after]), 'some');
  const evaluation = new Evaluation(counts, workspace, sources);
  return toPreview(changes, evaluation.reconcile(before).flat(), evaluation.reconcile(after).flat(), {
    skipped: await skippedBy(client, workspaceId, tried, today),
  });
}

async function toTried(
  client: PoolClient,
  context: RuleContext,
  workspaceId: string,
  trial: RuleTrial,
): Promise<StoredRule> {
  if ('body' in trial)
    return toStored(await toRule(client, context, workspaceId, 'rule to try', trial.body), null);
  const before = await requireRule(client, workspaceId, trial.id);
  return toStored(await toChanged(client, context, workspaceId, before, trial.changes), before);
}

/** A rule to write as it would be read. A new rule is the youngest. */
export function toStored(rule: RuleToWrite, before: StoredRule | null): StoredRule {
  return {
    ...rule,
    organizationIds: rule.organizationIds === null ? null : new Set(rule.organizationIds),
    madeBy: before?.madeBy ?? '',
    madeAt: before?.madeAt ?? '9999',
    lines: 0,
  };
}

function withChanges(lines: readonly LineItem[], changes: readonly RuleChange[]): LineItem[] {
  const changed = new Map(changes.map(({ line, rule }) => [line.id, rule]));
  return lines.map((line) => {
    const rule = changed.get(line.id);
    return rule === undefined ? line : { ...line, mapping: rule?.mapping ?? null };
  });
}

async function skippedBy(
  client: PoolClient,
  workspaceId: string,
  tried: readonly StoredRule[],
  today: string,
): Promise<RulePreview['skipped']> {
  const lines = await listLinesOpenToRules(client, workspaceId, 'all');
  const reasons = lines
    .filter((line) => isOpenToRules(line, today))
    .flatMap((line) => refusalOf(line, tried) ?? []);
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, of]) => ({ reason, lines: of.length }));
}

/** Why none of the rules about a line maps it; null: one does, or none is about it. */
function refusalOf(line: LineItem, tried: readonly StoredRule[]): string | null {
  const about = tried.filter((rule) => isAbout(rule, line));
  const refusals = about.map(({ mapping }) => ruleRefusal(line, mapping));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
}

function toPreview(
  changes: readonly RuleChange[],
  before: readonly LineResult[],
  after: readonly LineResult[],
  rest: Pick<RulePreview, 'skipped'>,
): RulePreview {
  const was = new Map(before.map((result) => [result.line.id, result]));
  const mapped = new Set(changes.filter(({ rule }) => rule !== null).map(({ line }) => line.id));
  const found = after.filter((result) => isDiscrepancy(result) && !isDiscrepancy(was.get(result.line.id)));
  const statuses = after
    .filter(({ line }) => mapped.has(line.id))
    .map(({ comparison }) => comparison?.status);
  const byStatus = Object.fromEntries(
    RESULT_STATUSES.map((status) => [status, statuses.filter((one) => one === status).length]),
  ) as RulePreview['byStatus'];
  const organizations = new Set(
    changes.flatMap(({ line }) => (mapped.has(line.id) ? (line.organizationId ?? []) : [])),
  );
  const underBilled = sums(found, 'under_billed');
  const overBilled = sums(found, 'over_billed');
  const numbers = { lines: mapped.size, organizations: organizations.size, newDiscrepancies: found.length };
  return {
    ...rest,
    ...numbers,
    unmapped: changes.length - mapped.size,
    byStatus,
    underBilled: underBilled.map(present),
    overBilled: overBilled.map(present),
    text: inOneSentence(numbers, underBilled, overBilled),
  };
}

function isDiscrepancy(result: LineResult | undefined): boolean {
  const status = result?.comparison?.status;
  return status === 'under_billed' || status === 'over_billed';
}

type Sum = { amount: Decimal; currency: string };

/** Of each currency apart. */
function sums(results: readonly LineResult[], status: 'under_billed' | 'over_billed'): Sum[] {
  const found = results.filter(({ comparison }) => comparison?.status === status);
  return [...Map.groupBy(found, ({ line }) => line.agreement.currency)].map(([currency, of]) => ({
    currency,
    amount: of.reduce((sum, { comparison }) => sum.plus(comparison?.impact ?? ZERO), ZERO).abs(),
  }));
}

function present({ amount, currency }: Sum) {
  return presentMoney(amount.toFixed(), currency);
}

function inOneSentence(
  {
    lines,
    organizations,
    newDiscrepancies,
  }: Pick<RulePreview, 'lines' | 'organizations' | 'newDiscrepancies'>,
  underBilled: readonly Sum[],
  overBilled: readonly Sum[],
): string {
  const count = (value: number, one: string, many: string) => `${value} ${value === 1 ? one : many}`;
  const money = [
    ...underBilled.map(({ amount, currency }) => `${formatMoney(amount, currency)} a month under-billed`),
    ...overBilled.map(({ amount, currency }) => `${formatMoney(amount, currency)} a month over-billed`),
  ];
  const maps = `maps ${count(lines, 'line', 'lines')} of ${count(organizations, 'organization', 'organizations')}`;
  const finds = `${count(newDiscrepancies, 'new discrepancy', 'new discrepancies')}`;
  return [maps, [finds, ...money].join(', ')].join('; ');
}
