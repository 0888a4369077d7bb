import type { LicenseRecord } from '../../domain/inventory.ts';
import type { FailedCompany, RejectedRecord } from '../connector.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { type GravityZone, RpcError, readLicense } from './client.ts';
import { licenseInfo } from './schema.ts';
import { toLicense } from './transform.ts';

export type LicenseBatch = {
  licenses: LicenseRecord[];
  rejected: RejectedRecord[];
  failedCompanies: FailedCompany[];
};

/** What a company is licensed for. A company that GravityZone refuses to tell about has failed: that is not no licence. */
export async function readLicenses(gravityZone: GravityZone, companyId: string): Promise<LicenseBatch> {
  try {
    const answer = await readLicense(gravityZone, companyId);
    // Bitdefender's page says an array; public clients read a single object.
    return toBatch(Array.isArray(answer) ? answer : [answer], companyId);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const failed = { companyExternalId: companyId, message: error.message };
    return { licenses: [], rejected: [], failedCompanies: [failed] };
  }
}

function toBatch(rows: unknown[], companyId: string): LicenseBatch {
  const { records, rejected } = parseRows(licenseInfo, rows.map(withoutKey), 'licenses');
  const read = records.map((info, nth) => ({ info, license: toLicense(info, companyId, nth) }));
  const seatless = read
    .filter(({ license }) => license === null)
    .map(({ info }) => rejectedRecord('licenses', info, 'usedSlots, totalSlots: no number of seats'));
  return {
    licenses: read.flatMap(({ license }) => license ?? []),
    rejected: [...rejected, ...seatless],
    failedCompanies: [],
  };
}

/** Licence keys are the client's secrets. */
function withoutKey(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('licenseKey' in row)) return row;
  const { licenseKey: _licenseKey, ...rest } = row;
  return rest;
}
