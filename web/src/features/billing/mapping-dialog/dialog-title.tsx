import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import type { LineItem } from '../../../api/types.ts';
import { formatMoney, formatQuantity } from '../../../ui/format.ts';
import { lineItemQuery } from '../api/line-items.ts';
import { LineStateBadge } from '../lines/line-state-badge.tsx';
import { CYCLE_WORDS, SOURCE_WORDS } from '../lines/words.ts';

/** The line as the PSA has it. */
export function DialogTitle({ lineItemId }: { lineItemId: string }): ReactNode {
  const { data: line } = useQuery(lineItemQuery(lineItemId));
  const nameOf = useIntegrationName();
  if (line === undefined) {
    return 'Line item';
  }
  return (
    <div>
      <Group gap="xs" wrap="wrap">
        <Text fw={620} size="md">
          {line.productName}
        </Text>
        <LineStateBadge line={line} />
        {line.url === null ? null : (
          <Anchor href={line.url} target="_blank" rel="noreferrer" size="sm" c="dimmed" ms="auto" me="md">
            Open in {nameOf(line.integrationId)} <ExternalLink size={12} aria-hidden />
          </Anchor>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {lineWords(line)}
      </Text>
    </div>
  );
}

function lineWords(line: LineItem): string {
  const free = line.includedQuantity === 0 ? '' : ` (${formatQuantity(line.includedQuantity)} free)`;
  const parts = [
    line.organizationName ?? 'Not linked to an organization',
    line.agreementName,
    `billed ${formatQuantity(line.quantity)}${free} at ${formatMoney(line.unitPrice)} ${CYCLE_WORDS[line.billingCycle]}`,
    `quantity from PSA: ${SOURCE_WORDS[line.quantitySource].toLowerCase().replace('sql', 'SQL')}`,
  ];
  const isDescribed =
    line.description !== null && line.description !== '' && line.description !== line.productName;
  return [...parts, ...(isDescribed ? [line.description] : [])].join(' · ');
}
