import { z } from 'zod';
import { id, number, text, time } from '../kit/lenient.ts';

/**
 * What Tactical RMM sends, as far as it is read. Names and types from its server's serializers (amidaware/tacticalrmm, June 2026):
 * GET /clients/ and GET /agents/ with details.
 */

export const clientRow = z.object({
  id,
  name: text,
  /** Of all sites, also those that the key's role does not see. */
  agent_count: number,
});
export type ClientRow = z.output<typeof clientRow>;

export const agentRow = z.object({
  agent_id: id,
  client_name: text,
  hostname: text,
  monitoring_type: text,
  operating_system: text,
  serial_number: text,
  status: text,
  last_seen: time,
});
export type AgentRow = z.output<typeof agentRow>;
