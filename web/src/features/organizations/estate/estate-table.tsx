import { Skeleton, Text, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import type { Estate } from '../../../api/types.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatQuantity } from '../../../ui/format.ts';
import { REASON_WORDS } from '../../billing/lines/words.ts';
import { METRIC_WORDS } from '../../unbilled/columns.tsx';
import { type EstateCell, useEstate } from './api.ts';
import classes from './estate.module.css';
import { EstateRecords } from './estate-records.tsx';
import { PART_WORDS, PARTS } from './words.ts';

type Source = Estate['items'][number];

/** Everything the sources have of an organization: each record once, by what is billed of it; a number opens to its records. */
export function EstateTable({ organizationId }: { organizationId: string }): ReactNode {
  const { data, error, refetch } = useEstate(organizationId);
  const [shown, setShown] = useState<EstateCell | null>(null);
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return <Skeleton height={120} role="status" aria-label="Loading what the sources have" />;
  if (data.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No source has anything of it.
      </Text>
    );
  }
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="What the sources have">
          <thead>
            <tr>
              <th scope="col">Source</th>
              {PARTS.map((part) => (
                <th key={part} scope="col" data-numeric>
                  {PART_WORDS[part]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((source) => (
              <SourceRow
                key={`${source.integrationId} ${source.metric}`}
                source={source}
                shown={shown}
                onShow={setShown}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown === null ? null : <EstateRecords organizationId={organizationId} cell={shown} />}
    </>
  );
}

type SourceRowProps = { source: Source; shown: EstateCell | null; onShow: (cell: EstateCell | null) => void };

function SourceRow({ source, shown, onShow }: SourceRowProps): ReactNode {
  const nameOf = useIntegrationName();
  const { integrationId, metric, parts, reason } = source;
  return (
    <tr>
      <th scope="row">
        {METRIC_WORDS[metric]} <span className="t-dim">{nameOf(integrationId)}</span>
      </th>
      {parts === null ? (
        <td colSpan={PARTS.length} className="t-dim">
          Unknown{reason === null ? '' : `: ${REASON_WORDS[reason].toLowerCase()}`}
        </td>
      ) : (
        PARTS.map((part) => (
          <PartCell
            key={part}
            label={`${PART_WORDS[part]}: ${METRIC_WORDS[metric]} of ${nameOf(integrationId)}`}
            amount={parts[part]}
            isShown={isSame(shown, { integrationId, metric, part })}
            onToggle={(isOn) => onShow(isOn ? { integrationId, metric, part } : null)}
          />
        ))
      )}
    </tr>
  );
}

type PartCellProps = {
  label: string;
  amount: NonNullable<Source['parts']>[EstateCell['part']];
  isShown: boolean;
  onToggle: (isOn: boolean) => void;
};

function PartCell({ label, amount: { records, units }, isShown, onToggle }: PartCellProps): ReactNode {
  const number = formatQuantity(units);
  return (
    <td data-numeric>
      {records === 0 ? (
        <span className="t-dim">{number}</span>
      ) : (
        <UnstyledButton
          className={classes.number}
          aria-label={`${number} ${label}`}
          aria-expanded={isShown}
          onClick={() => onToggle(!isShown)}
        >
          {number}
        </UnstyledButton>
      )}
    </td>
  );
}

function isSame(a: EstateCell | null, b: EstateCell): boolean {
  return a !== null && a.integrationId === b.integrationId && a.metric === b.metric && a.part === b.part;
}
