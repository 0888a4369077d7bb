import { z } from 'zod';

/**
 * What SentinelOne sends, as far as the sandbox sends it: names and types from the definitions of GET /sites and GET /agents
 * in its OpenAPI document (S1 MGMT API 2.1). Ids are of 18 digits, as text.
 */

const s1Id = z.string().regex(/^\d{18}$/);
const moment = z.iso.datetime();

export const s1SiteSchema = z.strictObject({
  id: s1Id,
  name: z.string(),
  state: z.enum(['active', 'expired', 'deleted']),
  accountId: s1Id,
  accountName: z.string(),
  isDefault: z.boolean(),
  activeLicenses: z.int(),
  totalLicenses: z.int(),
  unlimitedLicenses: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
});
export type S1Site = z.infer<typeof s1SiteSchema>;

export const s1AgentSchema = z.strictObject({
  id: s1Id,
  uuid: z.string(),
  siteId: s1Id,
  siteName: z.string(),
  accountId: s1Id,
  accountName: z.string(),
  groupName: z.string(),
  computerName: z.string(),
  /** The document has more: kubernetes node, kubernetes pod. */
  machineType: z.enum(['unknown', 'desktop', 'laptop', 'server', 'storage']),
  osType: z.enum(['windows', 'macos', 'linux']),
  osName: z.string(),
  serialNumber: z.string().optional(),
  agentVersion: z.string(),
  networkStatus: z.enum(['connected', 'disconnected']),
  isActive: z.boolean(),
  isDecommissioned: z.boolean(),
  isUninstalled: z.boolean(),
  isPendingUninstall: z.boolean(),
  registeredAt: moment,
  lastActiveDate: moment.optional(),
});
export type S1Agent = z.infer<typeof s1AgentSchema>;
