export const RESULT_STATUSES = [
  'matched',
  'under_billed',
  'over_billed',
  'accepted',
  'unknown',
  'not_compared',
] as const;
export type ResultStatus = (typeof RESULT_STATUSES)[number];

export const UNKNOWN_REASONS = [
  'no_company',
  'never_synced',
  'sync_failed',
  'sync_held',
  'stale',
  'integration_removed',
] as const;

/** Why a count is unknown (domain.md section 4); the first that holds, in no order of weight. */
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];
