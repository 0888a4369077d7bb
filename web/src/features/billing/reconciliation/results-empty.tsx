import { CircleCheck, Scale } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LineItemCounts, Summary } from '../../../api/types.ts';
import { plural } from '../../../ui/format.ts';
import { ListEmpty } from '../list-empty.tsx';
import { TabLink } from '../tab-link.tsx';

/** No rows in a past run. */
export function PastResultsEmpty(): ReactNode {
  return (
    <ListEmpty icon={Scale} title="No such lines">
      This run found none that pass the filters.
    </ListEmpty>
  );
}

type ResultsEmptyProps = { summary: Summary | undefined; counts: LineItemCounts | undefined };

/** No rows: nothing compared yet, or nothing wrong among what was checked. "All clear" is never said of more. */
export function ResultsEmpty({ summary, counts }: ResultsEmptyProps): ReactNode {
  const unmapped = counts?.unmapped ?? 0;
  const toUnmapped = unmapped === 0 ? undefined : <TabLink tab="unmapped">See unmapped lines</TabLink>;
  if ((counts?.mapped ?? 0) === 0) {
    return (
      <ListEmpty icon={Scale} title="Nothing is compared yet" action={toUnmapped}>
        Map a line to an integration, and what is billed is compared with what is counted.
      </ListEmpty>
    );
  }
  const { matched = 0, unknown = 0 } = summary?.byStatus ?? {};
  const unchecked = [
    ...(unmapped === 0 ? [] : [`${plural(unmapped, 'line')} unmapped`]),
    ...(unknown === 0 ? [] : [`${plural(unknown, 'line')} with an unknown count`]),
  ];
  return (
    <ListEmpty icon={CircleCheck} title="No such lines" action={toUnmapped}>
      Of what was checked, {plural(matched, 'line')} matched.
      {unchecked.length === 0 ? '' : ` Not checked: ${unchecked.join(', ')}.`}
    </ListEmpty>
  );
}
