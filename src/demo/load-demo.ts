import type { Expectation, Sandbox } from '../../sandbox/sandbox.ts';
import { type Actor, SYSTEM } from '../database/queries/audit.ts';
import { type Company, listCompanies } from '../database/queries/companies.ts';
import { listIntegrations } from '../database/queries/integrations.ts';
import { type LineItemRow, listLineItems } from '../database/queries/line-items.ts';
import { listOrganizations } from '../database/queries/organizations.ts';
import type { Page, PageRequest } from '../database/queries/page.ts';
import type { AppContext } from '../http/context.ts';
import { mappingBodySchema } from '../http/schemas/line-items.ts';
import { changeIntegration, createIntegration } from '../integrations/integrations.ts';
import { type Act, decide } from '../line-items/decide.ts';
import { linkCompanies } from '../organizations/companies.ts';
import { waitUntilFinished } from '../sync/follow.ts';
import { startSyncs } from '../sync/start.ts';

const ACTOR: Actor = SYSTEM;
const VENDORS = ['halopsa', 'ninjaone', 'microsoft-365'] as const;
const SYNC_LIMIT_MS = 120_000;
/** As many as the API takes at once. */
const ACTS_AT_ONCE = 1000;

/**
 * Connects the sandbox's vendors to a workspace, or connects them again at their new address, and syncs them; links
 * and maps by what the sandbox says is true the first time.
 */
export async function loadDemo(context: AppContext, sandbox: Sandbox, workspaceId: string): Promise<void> {
  const connected = await listIntegrations(context.db.pool, workspaceId, { limit: 500 });
  const isFirst = connected.items.length === 0;
  for (const vendor of VENDORS) {
    const credentials = sandbox.credentials(vendor);
    const present = connected.items.find((integration) => integration.vendor === vendor);
    if (present !== undefined) {
      await changeIntegration(context, workspaceId, ACTOR, present.id, { credentials });
    } else if (isFirst) {
      await createIntegration(context, workspaceId, ACTOR, { vendor, credentials });
    }
  }
  // The PSA first: its companies become the organizations that the others' are linked to.
  await sync(context, workspaceId, {});
  await sync(context, workspaceId, { all: true });
  if (isFirst) {
    await link(context, sandbox, workspaceId);
    await mapLines(context, sandbox, workspaceId);
  }
}

async function sync(
  context: AppContext,
  workspaceId: string,
  request: Parameters<typeof startSyncs>[3],
): Promise<void> {
  const syncRunIds = await startSyncs(context, workspaceId, ACTOR, request);
  await Promise.all(
    syncRunIds.map((syncRunId) =>
      waitUntilFinished(context.db, { workspaceId, syncRunId }, AbortSignal.timeout(SYNC_LIMIT_MS)),
    ),
  );
}

async function all<Item>(load: (page: PageRequest) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await load({ limit: 500, ...(cursor == null ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** Links by hand what cannot be linked by name. */
async function link({ db }: AppContext, { msp }: Sandbox, workspaceId: string): Promise<void> {
  const { items: integrations } = await listIntegrations(db.pool, workspaceId, { limit: 500 });
  const vendorOf = new Map(integrations.map(({ id, vendor }) => [id, vendor]));
  const organizations = await all((page) => listOrganizations(db.pool, workspaceId, {}, page));
  const idByName = new Map(organizations.map(({ id, name }) => [name, id]));
  const companies = await all((page) => listCompanies(db.pool, workspaceId, { state: ['unlinked'] }, page));
  const truthOf = (company: Company) =>
    msp.companyTruth.find(
      ({ vendor, externalId }) =>
        vendor === vendorOf.get(company.integrationId) && externalId === company.externalId,
    );
  const links = companies.flatMap((company) => {
    const organizationId = idByName.get(truthOf(company)?.organizationName ?? '');
    return organizationId === undefined ? [] : [{ companyId: company.id, organizationId }];
  });
  await linkCompanies(db, workspaceId, ACTOR, links);
}

async function mapLines(context: AppContext, { msp }: Sandbox, workspaceId: string): Promise<void> {
  const { items: integrations } = await listIntegrations(context.db.pool, workspaceId, { limit: 500 });
  const idByVendor = new Map(integrations.map(({ id, vendor }) => [vendor, id]));
  const lines = await all((page) => listLineItems(context.db.pool, workspaceId, {}, page));
  const lineByExternalId = new Map(lines.map((line) => [line.external_id, line]));
  const acts = msp.expectations.flatMap((expected) => toActs(expected, lineByExternalId, idByVendor));
  for (let start = 0; start < acts.length; start += ACTS_AT_ONCE) {
    await decide(context, workspaceId, ACTOR, acts.slice(start, start + ACTS_AT_ONCE));
  }
}

function toActs(
  { psaLineExternalId, intendedAction, intended, linkTo }: Expectation,
  lines: ReadonlyMap<string, LineItemRow>,
  integrations: ReadonlyMap<string, string>,
): Act[] {
  const lineItemId = lines.get(psaLineExternalId)?.id;
  if (lineItemId === undefined) {
    return [];
  }
  if (intendedAction === 'ignore') {
    return [{ kind: 'ignore', lineItemId, reason: 'Not billed by count' }];
  }
  const parentLineItemId = lines.get(linkTo ?? '')?.id;
  if (intendedAction === 'link' && parentLineItemId !== undefined) {
    return [{ kind: 'link', lineItemId, parentLineItemId, effect: null }];
  }
  const integrationId = integrations.get(intended?.vendor ?? '');
  if (intendedAction !== 'map' || intended === null || integrationId === undefined) {
    return [];
  }
  const { metric, filter, unitsPerLine } = intended;
  return [
    {
      kind: 'map',
      lineItemId,
      mapping: mappingBodySchema.parse({ integrationId, metric, filter, unitsPerLine }),
    },
  ];
}
