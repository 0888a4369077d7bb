import { Button, Group, Modal, Radio, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { errorText } from '../../../api/api-error.ts';
import type { LineItem } from '../../../api/types.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatMoney, formatQuantity } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useBulkChange } from '../api/line-changes.ts';
import { linkCandidatesQuery } from '../api/line-items.ts';
import { type LinkEffect, linkParents, proposedEffect } from './link-rules.ts';

type LinkDialogProps = { adjustment: LineItem; onClose: () => void };

/** Chooses the line that an adjustment belongs to, and whether it lowers that line's price or its quantity. */
export function LinkDialog({ adjustment, onClose }: LinkDialogProps): ReactNode {
  const { data, error, refetch, isPending } = useQuery(linkCandidatesQuery(adjustment.organizationId));
  const parents = linkParents(adjustment, data ?? []);
  return (
    <Modal opened onClose={onClose} title={`Link ${adjustment.productName}`} size="lg" centered>
      {error !== null ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Skeleton height={160} /> : null}
      {data !== undefined && parents.length === 0 ? (
        <EmptyState title="No line fits">
          An adjustment is linked to a line of the same organization with the same billing cycle and currency.
          Ignore it, or change it in the PSA.
        </EmptyState>
      ) : null}
      {parents.length > 0 ? <LinkForm adjustment={adjustment} parents={parents} onClose={onClose} /> : null}
    </Modal>
  );
}

function LinkForm({
  adjustment,
  parents,
  onClose,
}: LinkDialogProps & { parents: readonly LineItem[] }): ReactNode {
  const [parentId, setParentId] = useState<string | null>(adjustment.linkedTo);
  const [chosenEffect, setChosenEffect] = useState<LinkEffect | null>(null);
  const change = useBulkChange({ showsError: true });
  const parent = parents.find((line) => line.id === parentId);
  const effect = chosenEffect ?? (parent === undefined ? 'price' : proposedEffect(adjustment, parent));
  const link = (): void => {
    if (parent !== undefined) {
      const item = { lineItemId: adjustment.id, parentLineItemId: parent.id, effect };
      change.mutate({ action: 'link', items: [item] }, { onSuccess: onClose });
    }
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {adjustmentWords(adjustment)} Linked, it changes what the line it belongs to is billed.
      </Text>
      <Select
        label="Belongs to"
        placeholder="Choose a line"
        searchable
        data={parentChoices(adjustment, parents)}
        value={parentId}
        onChange={setParentId}
        data-autofocus
      />
      {parent === undefined ? null : (
        <Radio.Group label="Effect" value={effect} onChange={(value) => setChosenEffect(value as LinkEffect)}>
          <Stack gap={6} mt={4}>
            <Radio
              value="price"
              label={`Lowers the price: ${formatMoney(adjustment.unitPrice)} × ${formatQuantity(adjustment.quantity)} joins the line's amount`}
            />
            <Radio
              value="quantity"
              label={`Lowers the quantity: ${formatQuantity(Math.abs(adjustment.quantity))} of the ${formatQuantity(parent.quantity)} billed are credited`}
            />
          </Stack>
        </Radio.Group>
      )}
      {change.error === null ? null : (
        <Notice tone="bad" role="alert" title="Not linked">
          {errorText(change.error)}
        </Notice>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" disabled={parent === undefined} loading={change.isPending} onClick={link}>
          Link
        </Button>
      </Group>
    </Stack>
  );
}

function adjustmentWords(line: LineItem): string {
  return `This adjustment is billed ${formatQuantity(line.quantity)} at ${formatMoney(line.unitPrice)} on ${line.agreementName}.`;
}

/** Lines by agreement, the adjustment's own first; two lines of one name are told apart by their quantity and price. */
function parentChoices(adjustment: LineItem, parents: readonly LineItem[]) {
  const byAgreement = Map.groupBy(parents, (line) => line.agreementId);
  return [...byAgreement.values()].map((lines) => {
    const [first] = lines;
    const isOwn = first?.agreementId === adjustment.agreementId;
    return {
      group: `${first?.agreementName ?? ''}${isOwn ? ' (the same agreement)' : ''}`,
      items: lines.map((line) => ({
        value: line.id,
        label: `${line.productName} · ${formatQuantity(line.quantity)} at ${formatMoney(line.unitPrice)}`,
      })),
    };
  });
}
