import type { ReactNode } from 'react';
import type { Summary } from '../../../api/types.ts';
import { formatMoney } from '../../../ui/format.ts';
import { type CheckedBar as Bar, checkedBars, PART_WORDS } from './checked-parts.ts';
import classes from './reconciliation.module.css';

/** How much of the billing a month was checked, and what the rest is. */
export function CheckedBar({ summary }: { summary: Summary }): ReactNode {
  return (
    <div className={classes.checked}>
      {checkedBars(summary).map((bar) => (
        <OneBar key={bar.currency} bar={bar} />
      ))}
    </div>
  );
}

function OneBar({ bar: { parts, total } }: { bar: Bar }): ReactNode {
  const [checked, ...rest] = parts;
  return (
    <div>
      <div className={classes.legend}>
        <span>
          Checked <b>{checked === undefined ? '' : formatMoney(checked.money, { whole: true })}</b> of{' '}
          {formatMoney(total, { whole: true })}
        </span>
        {rest.map(({ key, money }) => (
          <span key={key}>
            <i className={classes.swatch} data-part={key} aria-hidden />
            {PART_WORDS[key]} {formatMoney(money, { whole: true })}
          </span>
        ))}
      </div>
      <div className={classes.stack} aria-hidden>
        {parts.map(({ key, percent }) => (
          <i key={key} data-part={key} style={{ width: `${percent}%` }} />
        ))}
      </div>
    </div>
  );
}
