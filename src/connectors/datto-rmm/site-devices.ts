import type { Batch } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { parseRows } from '../kit/parse.ts';
import { countDevices, type Datto, readDevices } from './client.ts';
import { deviceRow, type SiteRow } from './schema.ts';
import { toDevice } from './transform.ts';

type SiteBatch = Pick<Batch, 'devices' | 'rejected' | 'failedCompanies'>;

/**
 * The devices of one site. A site whose list has fewer rows than the site is said to have devices is not known: Datto's
 * lists have been seen to leave devices out.
 */
export async function readSite(datto: Datto, site: SiteRow): Promise<SiteBatch> {
  const failed = (message: string): SiteBatch => ({
    failedCompanies: [{ companyExternalId: site.uid, message }],
  });
  try {
    const rows = await readDevices(datto, site);
    const missing = await missingFrom(datto, site, rows.length);
    if (missing !== null) return failed(missing);
    const { records, rejected } = parseRows(deviceRow, rows.map(withoutUserFields), 'devices');
    return { devices: records.map((row) => toDevice(row, site.uid)), rejected };
  } catch (error) {
    if (error instanceof VendorStatusError && error.status === 404)
      return failed('Datto RMM has no such site any more; it was deleted while it was read.');
    throw error;
  }
}

/** What is wrong with the number of rows; null: nothing. A device may have left since the list of sites, so the site is asked again. */
async function missingFrom(datto: Datto, site: SiteRow, listed: number): Promise<string | null> {
  if (listed >= (site.devicesStatus.numberOfDevices ?? 0)) return null;
  const told = await countDevices(datto, site.uid);
  return told === null || listed >= told
    ? null
    : `Datto RMM says that the site has ${told} devices, but lists ${listed}.`;
}

/** What MSPs keep in the fields of their own (`udf`) may be secret; it must not be shown with a row that is rejected. */
function withoutUserFields(row: unknown): unknown {
  return typeof row === 'object' && row !== null ? { ...row, udf: undefined } : row;
}
