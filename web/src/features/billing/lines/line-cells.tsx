import type { ReactNode } from 'react';
import type { LineItem } from '../../../api/types.ts';
import { formatMoney, formatQuantity } from '../../../ui/format.ts';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { BILLED_WORDS, BILLING_TYPE_WORDS } from './words.ts';

export function OrganizationCell({
  line,
}: {
  line: Pick<LineItem, 'organizationName' | 'agreementName'>;
}): ReactNode {
  return (
    <TwoLines
      top={line.organizationName ?? 'Not linked to an organization'}
      bottom={line.agreementName}
      isStrong
    />
  );
}

/** The billed quantity; with the free units inside it, where there are some. */
export function BilledQuantity({ line }: { line: LineItem }): ReactNode {
  const { quantity, includedQuantity } = line;
  return includedQuantity === 0 ? (
    formatQuantity(quantity)
  ) : (
    <TwoLines top={formatQuantity(quantity)} bottom={`${formatQuantity(includedQuantity)} free`} />
  );
}

/** The price of one, and the cycle it is billed in unless that is a month. */
export function UnitPrice({ line }: { line: LineItem }): ReactNode {
  const { unitPrice, billingCycle } = line;
  return billingCycle === 'monthly' ? (
    formatMoney(unitPrice)
  ) : (
    <TwoLines top={formatMoney(unitPrice)} bottom={BILLED_WORDS[billingCycle]} />
  );
}

export function BillingType({ line }: { line: LineItem }): ReactNode {
  const words = BILLING_TYPE_WORDS[line.billingType];
  return line.billingType === 'billable' ? (
    <span className="t-muted">{words}</span>
  ) : (
    <span className="t-strong">{words}</span>
  );
}
