import type { PoolClient } from 'pg';
import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { lockOrganizations } from '../database/queries/organizations.ts';
import { getProductOf } from '../database/queries/products.ts';
import {
  deleteRule,
  listRules,
  type RuleToWrite,
  type StoredRule,
  writeRule,
} from '../database/queries/rules.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { loadSources } from '../database/queries/sources.ts';
import { inOrderOfPrecedence } from '../domain/rules.ts';
import { createId } from '../ids.ts';
import { type MappingBody, toMappingOf } from '../line-items/mapping-rules.ts';
import { notFound, Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';

export type RuleContext = { db: Database; connectors: ReadonlyMap<string, Connector> };

/** A rule as a client sends it: about exactly one of a line's product, a product, or a pattern. */
export type RuleBody = {
  lineItemId?: string | undefined;
  productKey?: string | undefined;
  namePattern?: string | undefined;
  organizationIds: string[] | null;
  mapping: MappingBody;
};
export type RuleChanges = {
  [Field in 'namePattern' | 'organizationIds' | 'mapping']?: RuleBody[Field] | undefined;
};

/** Every rule, in order of precedence. */
export async function listInOrder({ db }: RuleContext, workspaceId: string): Promise<StoredRule[]> {
  return inOrderOfPrecedence(await listRules(db.pool, workspaceId));
}

/**
 * Makes a rule and maps by it, in one transaction.
 * @throws Problem not-found; refused; conflict where there is a rule for the same already.
 */
export async function createRule(
  context: RuleContext,
  workspaceId: string,
  actor: Actor,
  body: RuleBody,
): Promise<StoredRule> {
  const id = createId('rule');
  await context.db.transaction(async (client) => {
    await lockRuns(client, workspaceId);
    const rule = await toRule(client, context, workspaceId, id, body);
    refuseTwin(await listRules(client, workspaceId), rule);
    await writeRule(client, workspaceId, rule, actor.name);
    await settle(client, workspaceId, actor, 'rule.create', id, undefined, describeRule(rule));
  });
  return requireRule(context.db.pool, workspaceId, id);
}

/**
 * Changes a rule; the lines it maps follow at once.
 * @throws Problem not-found; refused; conflict.
 */
export async function changeRule(
  context: RuleContext,
  workspaceId: string,
  actor: Actor,
  id: string,
  changes: RuleChanges,
): Promise<StoredRule> {
  await context.db.transaction(async (client) => {
    await lockRuns(client, workspaceId);
    const before = await requireRule(client, workspaceId, id);
    const rule = await toChanged(client, context, workspaceId, before, changes);
    refuseTwin(await listRules(client, workspaceId), rule);
    await writeRule(client, workspaceId, rule, actor.name);
    await settle(
      client,
      workspaceId,
      actor,
      'rule.update',
      id,
      describeRule(toWrite(before)),
      describeRule(rule),
    );
  });
  return requireRule(context.db.pool, workspaceId, id);
}

/**
 * Removes a rule. What it mapped stays mapped, or becomes unmapped unless another rule maps it.
 * @throws Problem not-found.
 */
export async function removeRule(
  { db }: RuleContext,
  workspaceId: string,
  actor: Actor,
  id: string,
  { keepsMappings }: { keepsMappings: boolean },
): Promise<void> {
  await db.transaction(async (client) => {
    await lockRuns(client, workspaceId);
    const before = await requireRule(client, workspaceId, id);
    await deleteRule(client, workspaceId, id, { keepsMappings });
    await settle(client, workspaceId, actor, 'rule.delete', id, describeRule(toWrite(before)), {
      keepsMappings,
    });
  });
}

/** A rule from what a client sent, unsaved. @throws Problem not-found; refused. */
export async function toRule(
  client: PoolClient,
  { connectors }: RuleContext,
  workspaceId: string,
  id: string,
  { lineItemId, productKey, namePattern, organizationIds, mapping }: RuleBody,
): Promise<RuleToWrite> {
  const rule = {
    id,
    organizationIds: await requireOrganizations(client, workspaceId, organizationIds),
    mapping: toMappingOf(mapping, { byId: await loadSources(client, workspaceId), connectors }),
  };
  if (namePattern !== undefined) return { ...rule, productKey: null, namePattern, productName: null };
  const product = await getProductOf(client, workspaceId, { lineItemId, productKey });
  if (product === null) throw notFound('a product');
  return { ...rule, productKey: product.key, namePattern: null, productName: product.name };
}

/** A stored rule with some of it changed, unsaved. @throws Problem not-found; refused. */
export async function toChanged(
  client: PoolClient,
  { connectors }: RuleContext,
  workspaceId: string,
  before: StoredRule,
  { namePattern, organizationIds, mapping }: RuleChanges,
): Promise<RuleToWrite> {
  if (namePattern !== undefined && before.productKey !== null) {
    throw new Problem('refused', 'This rule is for a product. Make another one for a pattern.');
  }
  const sources = { byId: await loadSources(client, workspaceId), connectors };
  const written = toWrite(before);
  const changed: RuleToWrite = {
    ...written,
    organizationIds:
      organizationIds === undefined
        ? written.organizationIds
        : await requireOrganizations(client, workspaceId, organizationIds),
    mapping: mapping === undefined ? before.mapping : toMappingOf(mapping, sources),
  };
  return namePattern === undefined ? changed : { ...changed, productKey: null, namePattern };
}

/** A stored rule as it would be written. */
export function toWrite(rule: StoredRule): RuleToWrite {
  return { ...rule, organizationIds: rule.organizationIds === null ? null : [...rule.organizationIds] };
}

/** @throws Problem not-found. */
export async function requireRule(
  db: Parameters<typeof listRules>[0],
  workspaceId: string,
  id: string,
): Promise<StoredRule> {
  const rule = (await listRules(db, workspaceId)).find((one) => one.id === id);
  if (rule === undefined) throw notFound('a rule');
  return rule;
}

async function requireOrganizations(
  client: PoolClient,
  workspaceId: string,
  ids: readonly string[] | null,
): Promise<string[] | null> {
  if (ids === null) return null;
  const unique = [...new Set(ids)];
  const found = await lockOrganizations(client, workspaceId, unique);
  if (found.size < unique.length) throw notFound('an organization');
  return unique;
}

/** Two rules for the same would leave it to their age which of them holds. */
function refuseTwin(rules: readonly StoredRule[], rule: RuleToWrite): void {
  const key = identityOf(rule);
  const twin = rules.find((other) => other.id !== rule.id && identityOf(toWrite(other)) === key);
  if (twin !== undefined) {
    const what = twin.productName ?? twin.namePattern ?? '';
    throw new Problem(
      'conflict',
      `There is a rule for “${what}” and the same organizations already. Change that one.`,
    );
  }
}

/** What a rule is about: two rules with one identity are one rule. */
export function identityOf({
  productKey,
  namePattern,
  organizationIds,
}: Pick<RuleToWrite, 'productKey' | 'namePattern' | 'organizationIds'>): string {
  return JSON.stringify([
    productKey,
    namePattern?.trim().toLowerCase() ?? null,
    organizationIds?.toSorted() ?? null,
  ]);
}

/** A rule as the audit log keeps it. */
export function describeRule({ mapping, ...rule }: RuleToWrite): object {
  const { productKey, productName, namePattern, organizationIds } = rule;
  const { measure, unitsPerLine, minimum, tolerance } = mapping;
  const numbers = { unitsPerLine: unitsPerLine.toFixed(), minimum: minimum?.toFixed() ?? null, tolerance };
  return { productKey, productName, namePattern, organizationIds, mapping: { measure, ...numbers } };
}

/** Logs a change of rules and carries it through to the results. */
async function settle(
  client: PoolClient,
  workspaceId: string,
  actor: Actor,
  action: string,
  subjectId: string,
  before: unknown,
  after: unknown,
): Promise<void> {
  await recordAudit(client, workspaceId, actor, [{ action, subjectKind: 'rule', subjectId, before, after }]);
  await runWithin(client, { workspaceId, trigger: 'rule' });
}
