import { VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { readAll, type Tenant } from './client.ts';
import type { SkuRow } from './schema.ts';

const DEVICE_PROPERTIES =
  'id,deviceName,managedDeviceName,operatingSystem,osVersion,serialNumber,lastSyncDateTime,managedDeviceOwnerType,managementState';

/** Refusals; Intune also answers 401 where the token, good for everything else, lacks its permission. */
const REFUSALS = [400, 401, 403, 404, 501];
/** How Graph says, with 400, that the tenant has no Intune. */
const NOT_THERE = /not applicable to target tenant/i;

/**
 * GET /deviceManagement/managedDevices. Intune answers only for tenants with an active licence of it
 * (https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list), so in a tenant without one there is no device.
 * @param skus the tenant's licences
 * @throws VendorError `forbidden` where the tenant has Intune and it may not be read: its devices are not known then
 */
export async function listManagedDevices(tenant: Tenant, skus: readonly SkuRow[]): Promise<unknown[]> {
  const path = '/v1.0/deviceManagement/managedDevices';
  try {
    return await readAll(tenant, path, { $select: DEVICE_PROPERTIES }, "Intune's list of devices");
  } catch (error) {
    if (!(error instanceof VendorStatusError) || !REFUSALS.includes(error.status)) throw error;
    if (NOT_THERE.test(error.vendorWords) || !skus.some(bringsIntune)) return [];
    throw notReadable(error);
  }
}

/** Whether the SKU's seats work and have a plan of Intune: INTUNE_A, INTUNE_EDU, INTUNE_O365 and others. */
function bringsIntune({ servicePlans, capabilityStatus }: SkuRow): boolean {
  const isOver = ['suspended', 'lockedout', 'deleted'].includes(capabilityStatus?.toLowerCase() ?? '');
  return (
    !isOver && (servicePlans ?? []).some((plan) => plan.servicePlanName?.toUpperCase().startsWith('INTUNE'))
  );
}

function notReadable(error: VendorStatusError): VendorError {
  const said = error.vendorWords === '' ? `status ${error.status}` : `"${error.vendorWords}"`;
  return new VendorError(
    'forbidden',
    `Microsoft 365 does not let the application read the devices of Intune in this tenant (${said}). Grant it DeviceManagementManagedDevices.Read.All there, or enter "no" for devices from Intune in the integration's settings.`,
    { cause: error },
  );
}
