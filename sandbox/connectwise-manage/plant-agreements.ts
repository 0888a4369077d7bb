import { addDays, firstOfNextMonth } from '../msp/calendar.ts';
import type { DraftInvoice, Period } from '../msp/layout-types.ts';
import { at } from './plant-lines.ts';
import type { ManageAgreement, ManageCycle } from './schema.ts';

/** Names are the MSP's own; only the option says how often they recur. The last recurs by nothing that is known. */
export const CYCLES: ManageCycle[] = [
  { id: 1, identifier: 'MON', name: 'Monthly', defaultFlag: true, billingOptions: 'Monthly' },
  { id: 2, identifier: 'QTR', name: 'Every quarter', defaultFlag: false, billingOptions: 'Quarterly' },
  { id: 3, identifier: 'HALF', name: 'Half-yearly', defaultFlag: false, billingOptions: 'SemiAnnual' },
  { id: 4, identifier: 'YEAR', name: 'Annual in advance', defaultFlag: false, billingOptions: 'Yearly' },
  { id: 5, identifier: 'ODD', name: 'Every 18 months', defaultFlag: false, billingOptions: null },
];

const CYCLE_IDS: Record<Period, number> = { monthly: 1, quarterly: 2, half_yearly: 3, yearly: 4 };

const TYPE = { id: 5, name: 'Managed services' };

/** The agreements, in the order of the drafts. A branch's agreement is a child of its client's main one. */
export function agreementsOf(invoices: DraftInvoice[], today: string): ManageAgreement[] {
  return invoices.map((invoice) => {
    const parent = invoices.find(
      (other) => other.client === invoice.client && invoice.name.startsWith(`${other.name} - `),
    );
    return agreementOf(invoice, parent ?? null, today);
  });
}

function agreementOf(invoice: DraftInvoice, parent: DraftInvoice | null, today: string): ManageAgreement {
  const { client, name, startDate, endDate, isDisabled } = invoice;
  return {
    id: agreementId(invoice),
    name,
    type: TYPE,
    company: { id: client.id, identifier: identifierOf(client.name), name: client.name },
    contact: { id: 500 + client.id, name: 'Accounts payable' },
    ...(parent
      ? {
          parentAgreement: {
            id: agreementId(parent),
            name: parent.name,
            type: TYPE.name,
            chargeFirmFlag: false,
          },
        }
      : {}),
    // Where no date is set ConnectWise leaves the field out, or sends nothing in it.
    ...(startDate ? { startDate: at(startDate) } : {}),
    endDate: endDate ? at(endDate) : '',
    noEndingDateFlag: endDate === null,
    cancelledFlag: isDisabled,
    ...(isDisabled ? { dateCancelled: at(addDays(today, -30)), reasonCancelled: 'Replaced' } : {}),
    applicationUnits: 'Amount',
    billingCycle: cycleReference(CYCLE_IDS[invoice.period]),
    billOneTimeFlag: false,
    billAmount: 0,
    currency: { id: 7, symbol: '$', currencyCode: 'USD', name: 'US Dollars' },
    periodType: 'Current',
    nextInvoiceDate: firstOfNextMonth(today),
    agreementStatus: statusOf(invoice, today),
    _info: { lastUpdated: `${addDays(today, -3)}T09:12:44Z`, updatedBy: 'jdoe' },
  };
}

/** Inactive is what has not begun. */
function statusOf(
  { isDisabled, startDate, endDate }: DraftInvoice,
  today: string,
): ManageAgreement['agreementStatus'] {
  if (isDisabled) return 'Cancelled';
  if (endDate !== null && endDate < today) return 'Expired';
  return startDate !== null && startDate > today ? 'Inactive' : 'Active';
}

/** How an agreement names its cycle: by id and name, without the option. */
export function cycleReference(id: number): ManageAgreement['billingCycle'] {
  return { id, name: CYCLES.find((cycle) => cycle.id === id)?.name ?? '' };
}

/** ConnectWise's short code of a company: "AlderAshArchitects" */
export function identifierOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').slice(0, 25);
}

function agreementId({ id }: DraftInvoice): number {
  return Math.abs(id);
}
