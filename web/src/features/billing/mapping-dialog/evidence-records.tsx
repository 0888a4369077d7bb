import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import type { EvidenceRecord } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { capitalize } from '../lines/capitalize.ts';
import classes from './mapping-dialog.module.css';

const ROW_HEIGHT_ESTIMATE_PX = 34;
const LOAD_AHEAD = 20;

type EvidenceRecordsProps = {
  records: readonly EvidenceRecord[];
  /** Asked for when the end of what is loaded comes near. */
  onEnd: (() => void) | undefined;
};

/** Records in a box that scrolls; only those in sight are drawn. */
export function EvidenceRecords({ records, onEnd }: EvidenceRecordsProps): ReactNode {
  const box = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: records.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT_ESTIMATE_PX,
    getItemKey: (index) => records[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= records.length - LOAD_AHEAD) {
      onEnd?.();
    }
  }, [lastIndex, records.length, onEnd]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section ref={box} className={classes.records} tabIndex={0} aria-label="Records">
      <ul
        style={{
          position: 'relative',
          height: virtualizer.getTotalSize(),
          margin: 0,
          padding: 0,
          listStyle: 'none',
        }}
      >
        {items.map(({ index, key, start }) => {
          const record = records[index];
          return record === undefined ? null : (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes.record}
              style={{ transform: `translateY(${start}px)` }}
            >
              <RecordWords record={record} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function RecordWords({ record }: { record: EvidenceRecord }): ReactNode {
  const { name, quantity, detail, reason, elsewhere } = record;
  const nameOf = useIntegrationName();
  return (
    <>
      <div className={classes.recordWords}>
        <span className={classes.recordName}>
          {name} {quantity === 1 ? null : <span className="t-strong">× {formatQuantity(quantity)}</span>}
        </span>
        <span className={classes.recordDetail}>{withWholeDays(detail)}</span>
      </div>
      {reason === undefined ? null : <div className={classes.reason}>{capitalize(reason.text)}</div>}
      {elsewhere === undefined ? null : (
        <div className={classes.elsewhere}>{elsewhereWords(name, elsewhere, nameOf)}</div>
      )}
    </>
  );
}

type Twins = NonNullable<EvidenceRecord['elsewhere']>;

/** "Also in Microsoft 365, SentinelOne (as DESKTOP-1)": a machine that a source lacks is worth a look. */
function elsewhereWords(name: string, twins: Twins, nameOf: (integrationId: string) => string): string {
  const places = twins.map((twin) =>
    twin.name.toLowerCase() === name.toLowerCase()
      ? nameOf(twin.integrationId)
      : `${nameOf(twin.integrationId)} (as ${twin.name})`,
  );
  return places.length === 0 ? 'In no other integration' : `Also in ${places.join(', ')}`;
}

/** A day is not broken at its hyphens. */
function withWholeDays(text: string): string {
  return text.replaceAll(/(?<=\d)-(?=\d)/g, '\u2011');
}
