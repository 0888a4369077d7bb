import type { DeviceCategory, DeviceRecord, UserRecord, VendorCompany } from '../../domain/inventory.ts';
import type { AgentRow, IdentityRow, OrganizationRow } from './schema.ts';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @param row from GET /v1/organizations. Microsoft's tenant ids alone are UUIDs; other providers have ids of their own. */
export function toCompany(row: OrganizationRow): VendorCompany {
  const tenant = row.identity_provider_tenant_id;
  return {
    externalId: row.id,
    name: row.name ?? `Organization ${row.id}`,
    domains: [],
    tenantId: tenant !== null && UUID.test(tenant) ? tenant.toLowerCase() : null,
  };
}

/** @param row from GET /v1/agents. Agents that were removed are not in the list. */
export function toDevice(row: AgentRow): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: row.organization_id,
    name: row.hostname ?? `Agent ${row.id}`,
    category: toCategory(row),
    rawCategory: row.platform,
    osName: row.os,
    serialNumber: row.serial_number,
    lastSeenAt: row.last_callback_at,
    exclusion: null,
    rawStatus: null,
  };
}

/**
 * Huntress tells no category. A server is what runs Windows Server, or what somebody has tagged as one; a Linux machine without
 * the tag may be either, and is taken for neither.
 */
function toCategory({ platform, os, tags }: AgentRow): DeviceCategory {
  if (tags.some((tag) => tag.trim().toLowerCase() === 'server')) return 'server';
  switch (platform?.toLowerCase()) {
    case 'windows':
      return os?.toLowerCase().includes('server') ? 'server' : 'workstation';
    case 'darwin':
      return 'workstation';
    default:
      return 'other';
  }
}

/**
 * @param row from GET /v1/identities. `billable` ("has billable licenses or status") stands for a paid licence; what the licence
 * is called, Huntress does not say.
 */
export function toUser(row: IdentityRow): UserRecord {
  const name = row.username ?? row.email ?? `Identity ${row.id}`;
  return {
    externalId: row.id,
    companyExternalId: row.organization.id,
    userPrincipalName: name,
    displayName: name,
    department: null,
    enabled: row.enabled,
    type: row.external ? 'guest' : 'member',
    rawType: row.external ? 'external' : null,
    paidLicenses: row.billable === null ? null : Number(row.billable),
    licenseNames: [],
  };
}
