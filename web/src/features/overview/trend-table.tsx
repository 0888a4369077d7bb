import type { ReactNode } from 'react';
import type { TrendDay } from '../../api/types.ts';
import { formatDay } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import classes from './overview.module.css';
import { moneyOn, SERIES, type TrendKind } from './trend-series.ts';

type TrendTableProps = { days: readonly TrendDay[]; kind: TrendKind; currency: string };

/** The chart's numbers to the cent, the latest day first. */
export function TrendTable({ days, kind, currency }: TrendTableProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.trendTable} aria-label="Trend, as a table" tabIndex={0}>
      <table className={classes.table} aria-label="Trend">
        <thead>
          <tr>
            <th scope="col">Day</th>
            {SERIES[kind].map(({ key, label }) => (
              <th key={key} scope="col" data-numeric>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row" className={classes.day}>
                {formatDay(day.day)}
              </th>
              {SERIES[kind].map(({ key }) => (
                <td key={key} data-numeric>
                  <Money value={moneyOn(day, key, currency)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
