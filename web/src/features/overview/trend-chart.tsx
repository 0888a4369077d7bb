import { AreaChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { ReactNode } from 'react';
import type { TrendDay } from '../../api/types.ts';
import { formatDay, formatMoney } from '../../ui/format.ts';
import { pointsOf, SERIES, type TrendKind } from './trend-series.ts';

type TrendChartProps = { days: readonly TrendDay[]; kind: TrendKind; currency: string };

/** The money of each day: discrepancies side by side, the checked share as parts of the whole. */
export function TrendChart({ days, kind, currency }: TrendChartProps): ReactNode {
  const isWhole = kind === 'checked';
  return (
    <AreaChart
      h={220}
      data={pointsOf(days, kind, currency)}
      dataKey="day"
      series={SERIES[kind].map(({ key, label, color }) => ({ name: key, label, color }))}
      type={isWhole ? 'stacked' : 'default'}
      fillOpacity={isWhole ? 0.5 : 0.08}
      withGradient={false}
      withDots={days.length < 3}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      valueFormatter={(value) => formatMoney({ amount: String(value), currency }, { whole: true })}
      yAxisProps={{ width: 72 }}
      xAxisProps={{ tickFormatter: dayWords, minTickGap: 40 }}
      tooltipProps={{ labelFormatter: dayWords }}
      // What was corrected belongs to its day alone; what else is true stays so until the next.
      curveType={kind === 'corrected' ? 'step' : 'stepAfter'}
      gridAxis="x"
    />
  );
}

/** The library also asks for the words of no day at all, while nothing is pointed at. */
function dayWords(day: unknown): string {
  return typeof day === 'string' && day !== '' ? formatDay(day) : '';
}
