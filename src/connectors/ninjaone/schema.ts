import { z } from 'zod';
import { flag, id, number, text } from '../kit/lenient.ts';

/**
 * What NinjaOne sends, as far as it is read. Names and types from its OpenAPI document (Public API 2.0), schemas
 * Organization and Device; `os` and `system` are missing there but come with detailed reads.
 */

export const organizationRow = z.object({ id, name: text });
export type OrganizationRow = z.output<typeof organizationRow>;

export const deviceRow = z.object({
  id,
  organizationId: id,
  nodeClass: text,
  approvalStatus: text,
  offline: flag.catch(null),
  displayName: text,
  systemName: text,
  dnsName: text,
  /** Seconds since 1970, with fractions. */
  lastContact: number,
  os: z.object({ name: text }).nullish().catch(null),
  system: z.object({ serialNumber: text, biosSerialNumber: text, chassisType: text }).nullish().catch(null),
});
export type DeviceRow = z.output<typeof deviceRow>;
