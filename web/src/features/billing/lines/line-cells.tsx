import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LineItem } from '../../../api/types.ts';
import { formatMoney, formatQuantity } from '../../../ui/format.ts';
import { BILLED_WORDS, BILLING_TYPE_WORDS } from './words.ts';

/** Two lines in one cell: what matters, and below it, smaller, what it belongs to. */
export function TwoLines({
  top,
  bottom,
  isStrong = false,
}: {
  top: ReactNode;
  bottom: ReactNode;
  isStrong?: boolean;
}): ReactNode {
  return (
    <div>
      <Text size="sm" fw={isStrong ? 550 : 400} truncate {...titleOf(top)}>
        {top}
      </Text>
      {bottom === null || bottom === '' ? null : (
        <Text size="xs" c="dimmed" component="div" truncate {...titleOf(bottom)}>
          {bottom}
        </Text>
      )}
    </div>
  );
}

/** What is cut off can be read on hover. */
function titleOf(words: ReactNode): { title?: string } {
  return typeof words === 'string' ? { title: words } : {};
}

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
