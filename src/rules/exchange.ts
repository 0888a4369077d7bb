import type { PoolClient } from 'pg';
import type { z } from 'zod';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { listOrganizationNames } from '../database/queries/organizations.ts';
import { listRules, type RuleToWrite, type StoredRule, writeRule } from '../database/queries/rules.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { loadSources, type Source } from '../database/queries/sources.ts';
import { isSameMapping } from '../domain/rules.ts';
import { mappingBodySchema } from '../http/schemas/line-items.ts';
import type { ruleFileSchema, ruleImportSchema } from '../http/schemas/rules.ts';
import { createId } from '../ids.ts';
import { toMappingOf } from '../line-items/mapping-rules.ts';
import { Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';
import { previewTogether, toStored } from './preview.ts';
import { describeRule, identityOf, type RuleContext, toWrite } from './rules.ts';

export type RuleFile = z.output<typeof ruleFileSchema>;
type FileRule = RuleFile['rules'][number];

/** What an import did, or would do. */
export type ImportOutcome = z.output<typeof ruleImportSchema>;

/**
 * The rules as a text file that diffs well: names instead of ids, always in one order, one property a line. The same rules
 * give the same text.
 */
export async function exportRules({ db }: RuleContext, workspaceId: string): Promise<string> {
  const { organizations, sources } = await loadNames(db.pool, workspaceId);
  const rules = (await listRules(db.pool, workspaceId)).map((rule) =>
    toFileRule(rule, organizations, sources),
  );
  const keyOf = (rule: FileRule) =>
    JSON.stringify([rule.product ?? '', rule.productKey, rule.namePattern, rule.organizations]);
  const sorted = rules.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `${JSON.stringify({ format: 'tieout rules 1', rules: sorted } satisfies RuleFile, null, 2)}\n`;
}

type Names = { organizations: ReadonlyMap<string, string>; sources: ReadonlyMap<string, Source> };

async function loadNames(db: Parameters<typeof loadSources>[0], workspaceId: string): Promise<Names> {
  const names = await listOrganizationNames(db, workspaceId);
  return {
    organizations: new Map(names.map(({ id, name }) => [id, name])),
    sources: await loadSources(db, workspaceId),
  };
}

function toFileRule(
  rule: StoredRule,
  organizations: Names['organizations'],
  sources: Names['sources'],
): FileRule {
  const { measure, unitsPerLine, minimum, tolerance } = rule.mapping;
  const names =
    rule.organizationIds === null ? null : [...rule.organizationIds].map((id) => organizations.get(id) ?? id);
  return {
    ...(rule.productKey === null
      ? { namePattern: rule.namePattern }
      : { product: rule.productName ?? '', productKey: rule.productKey }),
    organizations: names === null ? 'all' : names.toSorted(),
    integration:
      measure === null ? null : (sources.get(measure.integrationId)?.name ?? measure.integrationId),
    metric: measure?.metric ?? null,
    filter: measure === null ? null : { ...measure.filter },
    unitsPerLine: unitsPerLine.toNumber(),
    minimum: minimum?.toNumber() ?? null,
    tolerance: tolerance === null ? null : { ...tolerance },
  } as FileRule;
}

/**
 * Takes over the rules of a file, all or none: new ones are made, those for the same lines are changed, all others stay.
 * Importing a file twice changes nothing the second time.
 * @throws Problem refused, naming each rule that cannot be taken over.
 */
export async function importRules(
  context: RuleContext,
  workspaceId: string,
  actor: Actor,
  file: RuleFile,
): Promise<ImportOutcome> {
  return context.db.transaction(async (client) => {
    await lockRuns(client, workspaceId);
    const taken = await compareWithStored(client, context, workspaceId, file);
    for (const { rule, known, kind } of taken) {
      if (kind === 'unchanged') continue;
      await writeRule(client, workspaceId, rule, actor.name);
      await recordAudit(client, workspaceId, actor, [
        {
          action: kind === 'created' ? 'rule.create' : 'rule.update',
          subjectKind: 'rule',
          subjectId: rule.id,
          ...(known === undefined ? {} : { before: describeRule(toWrite(known)) }),
          after: describeRule(rule),
        },
      ]);
    }
    const outcome = countKinds(taken);
    if (outcome.created + outcome.changed > 0) await runWithin(client, { workspaceId, trigger: 'rule' });
    return { ...outcome, preview: null };
  });
}

/**
 * What taking over a file would do. Stores nothing.
 * @throws Problem refused, as importRules.
 */
export async function tryImport(
  context: RuleContext,
  workspaceId: string,
  file: RuleFile,
): Promise<ImportOutcome> {
  return context.db.transaction(async (client) => {
    const taken = await compareWithStored(client, context, workspaceId, file);
    const tried = taken
      .filter(({ kind }) => kind !== 'unchanged')
      .map(({ rule, known }) => toStored(rule, known ?? null));
    return { ...countKinds(taken), preview: await previewTogether(client, workspaceId, tried) };
  });
}

type TakenOver = {
  rule: RuleToWrite;
  /** The rule that is there for the same lines. */
  known: StoredRule | undefined;
  kind: 'created' | 'changed' | 'unchanged';
};

async function compareWithStored(
  client: PoolClient,
  context: RuleContext,
  workspaceId: string,
  file: RuleFile,
): Promise<TakenOver[]> {
  const rules = await readFile(client, context, workspaceId, file);
  const stored = await listRules(client, workspaceId);
  const before = new Map(stored.map((rule) => [identityOf(toWrite(rule)), rule]));
  return rules.map((read): TakenOver => {
    const known = before.get(identityOf(read));
    const rule = { ...read, id: known?.id ?? createId('rule') };
    if (known === undefined) return { rule, known, kind: 'created' };
    return { rule, known, kind: isSameMapping(known.mapping, read.mapping) ? 'unchanged' : 'changed' };
  });
}

function countKinds(taken: readonly TakenOver[]): Pick<ImportOutcome, TakenOver['kind']> {
  const count = (wanted: TakenOver['kind']) => taken.filter(({ kind }) => kind === wanted).length;
  return { created: count('created'), changed: count('changed'), unchanged: count('unchanged') };
}

async function readFile(
  client: PoolClient,
  { connectors }: RuleContext,
  workspaceId: string,
  { rules }: RuleFile,
): Promise<RuleToWrite[]> {
  const { organizations, sources } = await loadNames(client, workspaceId);
  const errors: { path: string; message: string }[] = [];
  const read = rules.flatMap((rule, at) => {
    try {
      return [{ at, rule: toRule(rule, organizations, sources, connectors) }];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      errors.push({ path: `rules.${at}`, message: error.message });
      return [];
    }
  });
  const seen = new Map<string, number>();
  for (const { at, rule } of read) {
    const first = seen.get(identityOf(rule));
    if (first !== undefined)
      errors.push({ path: `rules.${at}`, message: `It is for the same as rules.${first}.` });
    seen.set(identityOf(rule), first ?? at);
  }
  if (errors.length > 0) {
    const detail = `Nothing was changed: ${errors.length} of ${rules.length} rules cannot be taken over. ${errors[0]?.message}`;
    throw new Problem('refused', detail, errors);
  }
  return read.map(({ rule }) => rule);
}

function toRule(
  rule: FileRule,
  organizations: Names['organizations'],
  sources: Names['sources'],
  connectors: RuleContext['connectors'],
): RuleToWrite {
  const { productKey, namePattern, product } = rule;
  const common = {
    id: '',
    organizationIds:
      rule.organizations === 'all' ? null : rule.organizations.map((name) => idOf(name, organizations)),
    mapping: toMappingOf(toBody(rule, sources), { byId: sources, connectors }),
  };
  if (namePattern !== undefined && productKey === undefined) {
    return { ...common, productKey: null, namePattern, productName: null };
  }
  if (productKey === undefined || namePattern !== undefined) {
    throw new Problem('refused', 'A rule has either a productKey or a namePattern.');
  }
  return { ...common, productKey, namePattern: null, productName: product ?? null };
}

function toBody(rule: FileRule, sources: Names['sources']) {
  const present = [...sources.values()].filter(({ isRemoved }) => !isRemoved);
  const named = present.filter(({ name }) => name === rule.integration);
  if (rule.integration !== null && named.length !== 1) {
    const many = named.length === 0 ? 'There is no integration' : 'There are several integrations';
    throw new Problem('refused', `${many} called “${rule.integration}”.`);
  }
  const { metric, filter, unitsPerLine, minimum, tolerance } = rule;
  const body = { integrationId: named[0]?.id ?? null, metric, filter, unitsPerLine, minimum, tolerance };
  const parsed = mappingBodySchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem('refused', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
  }
  return parsed.data;
}

/** Names of organizations are not unique; a rule for the wrong one would be a wrong bill. */
function idOf(name: string, organizations: Names['organizations']): string {
  const found = [...organizations].filter(([, other]) => other === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const many = only === undefined ? 'There is no organization' : 'There are several organizations';
    throw new Problem('refused', `${many} called “${name}”.`);
  }
  return only[0];
}
