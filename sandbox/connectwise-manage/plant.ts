import { COUNTED, UNCOUNTED } from '../msp/catalogue.ts';
import { type DraftInvoice, draftLine } from '../msp/layout-types.ts';
import type { PlantedClient } from '../msp/model.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import { MANAGE, type ManageData } from './data.ts';
import { agreementsOf, CYCLES, cycleReference, identifierOf } from './plant-agreements.ts';
import { at, linesOf } from './plant-lines.ts';
import { Catalogue } from './products.ts';
import type { ManageCompany } from './schema.ts';

const ODD_CYCLE = 'Backup vault refresh';
const BLOCK_HOURS = 'Block hours';

/**
 * The planted clients and agreements as ConnectWise has them. Every quantity is typed in; there are child agreements, some
 * that are cancelled, expired or not begun, additions with free units, and adjustments. Two agreements are here alone.
 */
export function plant({ clients, invoices, today }: PlantContext): PlantedVendor {
  const drafts = [...invoices, ...extraInvoices(invoices)];
  const agreements = agreementsOf(drafts, today);
  const catalogue = new Catalogue();
  const lines = drafts.flatMap((draft, index) => {
    const agreement = agreements[index];
    return agreement ? [linesOf(draft, agreement, catalogue, today)] : [];
  });
  const data: ManageData = {
    companies: [...clients.map((client) => companyOf(client)), deletedCompany],
    products: catalogue.rows,
    cycles: CYCLES.map((cycle) => ({ ...cycle })),
    agreements,
    additions: lines.flatMap(({ additions }) => additions),
    adjustments: lines.flatMap(({ adjustments }) => adjustments),
    alsoListed: {},
    bundles: {},
    isForwardOnly: true,
    lines: lines.flatMap(({ truth }) => truth),
  };
  addOddities(data, today);
  return { data, companies: clients.map(truthOf), counts: [] };
}

/** Agreements that the other PSA does not have, numbered behind its own. */
function extraInvoices(invoices: DraftInvoice[]): DraftInvoice[] {
  const model = invoices.find(({ client }) => client.name === 'Ironwood Manufacturing');
  if (!model) return [];
  const terms = { ...model, period: 'monthly' as const, startDate: null, endDate: null, isDisabled: false };
  const vault = draftLine(UNCOUNTED.storage, { id: 20_001, quantity: 3, unitPrice: 441 });
  const hours = draftLine(UNCOUNTED.labour, { id: 20_002, quantity: 2 });
  const watched = draftLine(COUNTED.server, { id: 20_003, quantity: 4 });
  return [
    { ...terms, id: -5001, name: ODD_CYCLE, lines: [vault] },
    { ...terms, id: -5002, name: BLOCK_HOURS, lines: [hours, watched] },
  ];
}

/** A cycle that recurs by nothing known, an adjustment in hours, and a status of an addition that nobody has documented. */
function addOddities(data: ManageData, today: string): void {
  const odd = data.agreements.find(({ name }) => name === ODD_CYCLE);
  if (odd) odd.billingCycle = cycleReference(5);
  const addition = data.additions.find(({ agreementId }) => agreementId === odd?.id);
  if (addition) addition.additionStatus = 'Suspended';
  const block = data.agreements.find(({ name }) => name === BLOCK_HOURS);
  if (!block) return;
  block.applicationUnits = 'Hours';
  const _info = { lastUpdated: '2024-02-05T10:12:44Z', updatedBy: 'jdoe' };
  const description = 'Carried over from last year';
  data.adjustments.push({
    id: 20_002,
    amount: 5,
    description,
    effectiveDate: at(today),
    agreementId: block.id,
    _info,
  });
  data.lines.push({
    lineExternalId: 'adjustment-20002',
    agreementExternalId: String(block.id),
    productName: description,
    // Hours are no money, and nothing to count.
    quantity: 0,
    included: 0,
    unitPrice: 0,
    isBillable: true,
    state: 'active',
  });
}

function companyOf({ id, name, domain }: Pick<PlantedClient, 'id' | 'name' | 'domain'>): ManageCompany {
  return {
    id,
    identifier: identifierOf(name),
    name,
    status: { id: 1, name: 'Active' },
    deletedFlag: false,
    types: [{ id: 1, name: 'Client' }],
    website: `www.${domain}`,
    _info: { lastUpdated: '2024-02-05T10:12:44Z', updatedBy: 'import' },
  };
}

const deletedCompany: ManageCompany = {
  ...companyOf({ id: 11, name: 'Old Mill Tavern', domain: 'oldmilltavern.example' }),
  deletedFlag: true,
};

function truthOf({ id, name }: PlantedClient): PlantedVendor['companies'][number] {
  return { vendor: MANAGE, externalId: String(id), organizationName: name, exactNameMatch: true };
}
