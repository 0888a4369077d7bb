import { addDays } from '../msp/calendar.ts';
import { type DraftInvoice, type DraftLine, lifeOf } from '../msp/layout-types.ts';
import type { ManageLineTruth } from './data.ts';
import type { Catalogue } from './products.ts';
import type { ManageAddition, ManageAdjustment, ManageAgreement } from './schema.ts';

/** Products that are delivered and not billed. */
const NOT_BILLED = new Map<string, ManageAddition['billCustomer']>([
  ['Network monitoring (included)', 'NoCharge'],
  ['Conference phone lease', 'DoNotBill'],
]);

/** Credits that ConnectWise has as adjustments of the agreement, the others being additions with a negative price. */
const GOODWILL = 'Goodwill credit';

export type PlantedLines = {
  additions: ManageAddition[];
  adjustments: ManageAdjustment[];
  truth: ManageLineTruth[];
};

/** The lines of one agreement, and what is true of them. Headings have no place in ConnectWise. */
export function linesOf(
  invoice: DraftInvoice,
  agreement: ManageAgreement,
  catalogue: Catalogue,
  today: string,
): PlantedLines {
  const lines = invoice.lines.filter((line) => !line.isHeading);
  const credits = lines.filter((line) => line.name === GOODWILL);
  const sold = lines.filter((line) => line.name !== GOODWILL);
  return {
    additions: sold.map((line, index) => additionOf(line, agreement, catalogue, index, today)),
    adjustments: credits.map((line) => adjustmentOf(line, agreement)),
    truth: [
      ...sold.map((line) => truthOf(line, invoice, agreement, String(line.id), today)),
      ...credits.map((line) => truthOf(line, invoice, agreement, `adjustment-${adjustmentId(line)}`, today)),
    ],
  };
}

function truthOf(
  line: DraftLine,
  invoice: DraftInvoice,
  agreement: ManageAgreement,
  lineExternalId: string,
  today: string,
): ManageLineTruth {
  return {
    lineExternalId,
    agreementExternalId: String(agreement.id),
    productName: line.name,
    quantity: line.quantity,
    included: freeOf(line),
    unitPrice: line.unitPrice,
    isBillable: !NOT_BILLED.has(line.product.name),
    state: line.isOneTime ? 'ended' : lifeOf(line, invoice, today),
  };
}

function additionOf(
  line: DraftLine,
  agreement: ManageAgreement,
  catalogue: Catalogue,
  index: number,
  today: string,
): ManageAddition {
  const { id, identifier } = catalogue.entryFor(line.product);
  const extPrice = cents(line.quantity * line.unitPrice);
  const unitCost = cents(line.unitPrice * 0.6);
  const extCost = cents(line.quantity * unitCost);
  return {
    id: line.id,
    product: { id, identifier, serializedFlag: false },
    quantity: line.quantity,
    lessIncluded: freeOf(line),
    billedQuantity: Math.max(0, line.quantity - freeOf(line)),
    unitPrice: line.unitPrice,
    unitCost,
    extPrice,
    extCost,
    margin: cents(extPrice - extCost),
    billCustomer: NOT_BILLED.get(line.product.name) ?? 'Billable',
    ...windowOf(line, today),
    taxableFlag: true,
    // Some lines are described otherwise than the product is called.
    description: index % 5 === 0 ? `${line.name}, as agreed` : line.name,
    ...(index % 3 === 0 ? { invoiceDescription: `${line.name} (monthly service)` } : {}),
    uom: 'Each',
    sequenceNumber: index + 1,
    agreementId: agreement.id,
    agreementStatus: agreement.agreementStatus,
    _info: { lastUpdated: `${addDays(today, -3)}T09:12:44Z`, updatedBy: 'jdoe' },
  };
}

type Window = Pick<ManageAddition, 'effectiveDate' | 'cancelledDate'>;

/** A one-time fee is an addition that was in effect for a day; what was switched off has been cancelled. */
function windowOf(line: DraftLine, today: string): Window {
  if (line.isOneTime)
    return { effectiveDate: at(addDays(today, -70)), cancelledDate: at(addDays(today, -69)) };
  const lastDay = line.isInactive ? addDays(today, -10) : line.endDate;
  // Where no date is set ConnectWise leaves the field out, or sends nothing in it.
  const none = line.id % 2 === 0 ? {} : { cancelledDate: '' };
  return {
    ...(line.startDate ? { effectiveDate: at(line.startDate) } : {}),
    ...(lastDay ? { cancelledDate: at(addDays(lastDay, 1)) } : none),
  };
}

function adjustmentOf(line: DraftLine, agreement: ManageAgreement): ManageAdjustment {
  return {
    id: adjustmentId(line),
    amount: cents(line.quantity * line.unitPrice),
    description: line.name,
    ...(agreement.startDate ? { effectiveDate: agreement.startDate } : {}),
    agreementId: agreement.id,
    _info: { lastUpdated: '2024-02-05T10:12:44Z', updatedBy: 'jdoe' },
  };
}

/** Adjustments are numbered apart from additions: the same numbers occur in both. */
function adjustmentId(line: DraftLine): number {
  return line.id - 1;
}

function freeOf(line: DraftLine): number {
  return line.free.reduce((sum, units) => sum + units, 0);
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Midnight UTC of the day. */
export function at(day: string): string {
  return `${day}T00:00:00Z`;
}
