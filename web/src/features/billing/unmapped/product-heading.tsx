import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../../api/session.ts';
import { plural } from '../../../ui/format.ts';
import { notifyError } from '../../../ui/notify.tsx';
import { fetchSuggestions } from '../api/suggestions.ts';
import { useBillingSearch } from '../use-billing-search.ts';
import type { UnmappedRow } from './group-by-product.ts';
import { useShownSuggestions } from './suggestion-context.ts';

type ProductHeadingProps = { row: Extract<UnmappedRow, { kind: 'product' }> };

/** A product, how many lines of it are unmapped, and accepting what is suggested for all of them. */
export function ProductHeading({ row }: ProductHeadingProps): ReactNode {
  const count = plural(row.lines.length, 'line');
  const { of } = useShownSuggestions();
  const mayWork = useMay('work');
  const hasSuggestion = row.lines.some(({ id }) => (of(id)?.action ?? 'none') !== 'none');
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <span>
        {row.name} <span className="t-dim">{row.isWhole ? count : `${count} so far`}</span>
      </span>
      {mayWork && hasSuggestion && row.lines.length > 1 ? <AcceptProduct name={row.name} /> : null}
    </Group>
  );
}

function AcceptProduct({ name }: { name: string }): ReactNode {
  const { search } = useBillingSearch();
  const { accept, isPending } = useShownSuggestions();
  const [isReading, setReading] = useState(false);
  // All lines of the product, not only those that have arrived.
  const acceptAll = async (): Promise<void> => {
    setReading(true);
    try {
      accept(await fetchSuggestions(search, name));
    } catch (error) {
      notifyError(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <Button
      size="compact-sm"
      aria-label={`Accept all suggestions for ${name}`}
      loading={isReading}
      disabled={isPending}
      onClick={() => void acceptAll()}
    >
      Accept all
    </Button>
  );
}
