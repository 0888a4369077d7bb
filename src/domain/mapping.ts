import type { QuantitySource } from './agreement.ts';
import { METRICS, type Metric } from './inventory.ts';

/** What each quantity source may be compared with (domain.md section 3). */
const METRICS_BY_SOURCE: Record<QuantitySource, readonly Metric[]> = {
  asset_count: ['devices'],
  license_count: ['licenses'],
  user_count: ['users'],
  subscription_count: ['subscriptions'],
  manual: METRICS,
  custom_sql: [],
};

const REASONS: Record<QuantitySource, string> = {
  asset_count: 'The PSA counts assets for this line, so it is compared with devices.',
  license_count: 'The PSA counts licences for this line, so it is compared with licence seats.',
  user_count: 'The PSA counts users for this line, so it is compared with users.',
  subscription_count: 'The PSA counts subscriptions for this line, so it is compared with subscriptions.',
  manual: 'A person sets this quantity in the PSA, so you choose what it is compared with, or with nothing.',
  custom_sql:
    'HaloPSA sets this quantity by custom SQL, so it cannot be compared here: adjust the line in HaloPSA.',
};

/** Metrics a line with this quantity source may be compared with. */
export function metricsFor(source: QuantitySource): readonly Metric[] {
  return METRICS_BY_SOURCE[source];
}

/** One sentence on why a line has its mode. */
export function modeReason(source: QuantitySource): string {
  return REASONS[source];
}
