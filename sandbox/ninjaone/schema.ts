import { z } from 'zod';

/**
 * What NinjaOne sends, as far as the sandbox sends it: names and types from the schemas Organization and Device of
 * NinjaOne's OpenAPI document (2.0.9-draft). `os` and `system` are missing there though detailed reads return them:
 * their names are those of the document's DeviceOperatingSystem and DeviceComputerSystem. Times are seconds, with fractions.
 */

const int = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const epochSeconds = z.number().min(1_000_000_000).max(9_999_999_999);

export const ninjaOrganizationSchema = z.strictObject({
  id: int,
  name: z.string(),
  description: z.string().optional(),
  nodeApprovalMode: z.enum(['AUTOMATIC', 'MANUAL', 'REJECT']),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.unknown()),
});
export type NinjaOrganization = z.infer<typeof ninjaOrganizationSchema>;

/** Those of the document's 33 node classes that the seeded MSP has. */
const nodeClass = z.enum([
  'WINDOWS_SERVER',
  'WINDOWS_WORKSTATION',
  'LINUX_WORKSTATION',
  'LINUX_SERVER',
  'MAC',
  'VMWARE_VM_HOST',
  'VMWARE_VM_GUEST',
  'NMS_SWITCH',
  'NMS_FIREWALL',
  'NMS_WAP',
  'NMS_PRINTER',
]);
export type NinjaNodeClass = z.infer<typeof nodeClass>;

export const ninjaDeviceSchema = z.strictObject({
  id: int,
  uid: z.uuid(),
  parentDeviceId: int.optional(),
  organizationId: int,
  locationId: int,
  nodeClass,
  nodeRoleId: int,
  rolePolicyId: int,
  policyId: int,
  approvalStatus: z.enum(['PENDING', 'APPROVED']),
  offline: z.boolean(),
  displayName: z.string().optional(),
  systemName: z.string(),
  dnsName: z.string().optional(),
  created: epochSeconds,
  lastContact: epochSeconds.optional(),
  lastUpdate: epochSeconds.optional(),
  ipAddresses: z.array(z.string()),
  macAddresses: z.array(z.string()),
  deviceType: z.string(),
  os: z
    .strictObject({
      name: z.string(),
      manufacturer: z.string(),
      architecture: z.string(),
      buildNumber: z.string().optional(),
      needsReboot: z.boolean(),
    })
    .optional(),
  system: z
    .strictObject({
      name: z.string(),
      manufacturer: z.string(),
      model: z.string(),
      serialNumber: z.string().optional(),
      biosSerialNumber: z.string().optional(),
      domain: z.string().optional(),
      virtualMachine: z.boolean(),
      chassisType: z.enum(['UNKNOWN', 'DESKTOP', 'LAPTOP', 'MOBILE']),
    })
    .optional(),
});
export type NinjaDevice = z.infer<typeof ninjaDeviceSchema>;
