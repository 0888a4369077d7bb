import { z } from 'zod';
import { flag, id, list, number, text, time } from '../kit/lenient.ts';

/**
 * What SentinelOne sends, as far as it is read. Names and types from its OpenAPI document (S1 MGMT API 2.1), GET /sites and
 * GET /agents. Ids have 18 digits, more than a number holds, and come as text.
 */

export const siteRow = z.object({ id, name: text, state: text, accountName: text });
export type SiteRow = z.output<typeof siteRow>;

export const agentRow = z.object({
  id,
  siteId: id,
  siteName: text,
  accountName: text,
  computerName: text,
  machineType: text,
  osName: text,
  serialNumber: text,
  isActive: flag.catch(null),
  isPendingUninstall: flag.catch(null),
  isDecommissioned: flag,
  isUninstalled: flag,
  lastActiveDate: time,
});
export type AgentRow = z.output<typeof agentRow>;

/** Every list's answer; `data` is a list of agents, or an object with the list of sites in it. */
export const listAnswer = z.object({
  data: z.union([z.array(z.unknown()), z.object({ sites: list }).transform(({ sites }) => sites)]),
  pagination: z.object({ totalItems: number, nextCursor: text }),
});
