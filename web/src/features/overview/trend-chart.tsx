import { AreaChart, BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { ReactNode } from 'react';
import type { TrendDay } from '../../api/types.ts';
import { formatDay, formatMoney } from '../../ui/format.ts';
import { pointsOf, SERIES, type TrendKind } from './trend-series.ts';

type TrendChartProps = { days: readonly TrendDay[]; kind: TrendKind; currency: string };

/**
 * The money of each day: discrepancies side by side, the checked share as parts of the whole. What was corrected belongs
 * to its day alone.
 */
export function TrendChart({ days, kind, currency }: TrendChartProps): ReactNode {
  const isWhole = kind === 'checked';
  const shared = {
    h: 220,
    data: pointsOf(days, kind, currency),
    dataKey: 'day',
    series: SERIES[kind].map(({ key, label, color }) => ({ name: key, label, color })),
    withLegend: true,
    legendProps: { verticalAlign: 'bottom' as const },
    valueFormatter: (value: number) => formatMoney({ amount: String(value), currency }, { whole: true }),
    yAxisProps: { width: 72 },
    xAxisProps: { tickFormatter: dayWords, minTickGap: 40 },
    tooltipProps: { labelFormatter: dayWords },
    gridAxis: 'x' as const,
  };
  return kind === 'corrected' ? (
    <BarChart {...shared} />
  ) : (
    <AreaChart
      {...shared}
      type={isWhole ? 'stacked' : 'default'}
      fillOpacity={isWhole ? 0.5 : 0.08}
      withGradient={false}
      withDots={days.length < 3}
      curveType="stepAfter"
    />
  );
}

/** The library also asks for the words of no day at all, while nothing is pointed at. */
function dayWords(day: unknown): string {
  return typeof day === 'string' && day !== '' ? formatDay(day) : '';
}
