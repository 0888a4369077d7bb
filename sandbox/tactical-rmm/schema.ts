import { z } from 'zod';

/**
 * What Tactical RMM sends, as far as the sandbox sends it: names and types from its server's serializers (ClientSerializer,
 * SiteSerializer, AgentTableSerializer; amidaware/tacticalrmm, June 2026).
 */

const siteSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  client: z.int(),
  client_name: z.string(),
  agent_count: z.int(),
  maintenance_mode: z.boolean(),
  block_policy_inheritance: z.boolean(),
});

export const tacticalClientSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  sites: z.array(siteSchema),
  agent_count: z.int(),
  maintenance_mode: z.boolean(),
  block_policy_inheritance: z.boolean(),
});
export type TacticalClient = z.infer<typeof tacticalClientSchema>;

export const tacticalAgentSchema = z.strictObject({
  agent_id: z.string().min(20),
  hostname: z.string(),
  client_name: z.string(),
  site_name: z.string(),
  monitoring_type: z.enum(['server', 'workstation']),
  plat: z.enum(['windows', 'linux', 'darwin']),
  goarch: z.enum(['amd64', '386', 'arm64', 'arm']).nullable(),
  operating_system: z.string().nullable(),
  status: z.enum(['online', 'offline', 'overdue']),
  last_seen: z.iso.datetime().nullable(),
  version: z.string(),
  public_ip: z.string().nullable(),
  logged_username: z.string(),
  /** Empty where the agent has not told it. */
  serial_number: z.string(),
  make_model: z.string(),
  maintenance_mode: z.boolean(),
});
export type TacticalAgent = z.infer<typeof tacticalAgentSchema>;
