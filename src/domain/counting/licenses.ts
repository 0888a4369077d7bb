import type { LicenseRecord } from '../inventory.ts';
import { type LicenseFilter, normalizeText } from '../measure.ts';
import type { Judge } from './judgement.ts';

const EXCLUSIONS: Record<NonNullable<LicenseRecord['exclusion']>, string> = {
  free: 'a free licence',
  deleted: 'deleted at the vendor',
  usage_based: 'billed by usage, it has no seats',
  company_wide: 'belongs to the whole company, it is not assigned to users',
};

/**
 * Judges licences by a filter (domain.md section 4): active or in grace; suspended and trial ones only when asked for;
 * free, deleted and usage-based ones never.
 */
export function judgeLicenses(filter: LicenseFilter): Judge<LicenseRecord> {
  const skuIds = new Set(filter.skuIds.map(normalizeText));
  return (license) => {
    if (license.exclusion !== null) {
      return { code: license.exclusion, text: EXCLUSIONS[license.exclusion] };
    }
    if (skuIds.size > 0 && !skuIds.has(normalizeText(license.skuId))) {
      return { code: 'filter', text: 'another SKU' };
    }
    if (license.state === 'unknown') {
      const text = `its status “${license.rawStatus ?? ''}” is not known to Tieout`;
      return { code: 'status_unknown', text };
    }
    if (license.state === 'suspended' && !filter.includeSuspended) {
      return { code: 'suspended', text: 'suspended' };
    }
    if (license.isTrial && !filter.includeTrials) {
      return { code: 'trial', text: 'a trial' };
    }
    if (filter.basis === 'assigned' && license.assigned === null) {
      return {
        code: 'counted_with_sku',
        text: "the SKU's seats in use are counted once, with another entry",
      };
    }
    return null;
  };
}

/** Seats that a licence brings: those bought, or the SKU's seats in use. */
export function seatsOf(license: LicenseRecord, filter: LicenseFilter): number {
  return filter.basis === 'purchased' ? license.purchased : (license.assigned ?? 0);
}
