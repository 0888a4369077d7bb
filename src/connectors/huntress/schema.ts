import { z } from 'zod';
import { flag, id, text, time } from '../kit/lenient.ts';

/**
 * What Huntress sends, as far as it is read. Names and types from its OpenAPI document (Huntress API Reference, v1),
 * definitions Organization, Agent and Identity.
 */

export const organizationRow = z.object({
  id,
  name: text,
  /** The Microsoft tenant, or another provider's account, that is connected. */
  identity_provider_tenant_id: text,
});
export type OrganizationRow = z.output<typeof organizationRow>;

export const agentRow = z.object({
  id,
  organization_id: id,
  hostname: text,
  platform: text,
  os: text,
  serial_number: text,
  last_callback_at: time,
  tags: z
    .array(z.unknown(), 'not a list')
    .nullish()
    .transform((tags) => (tags ?? []).filter((tag) => typeof tag === 'string')),
});
export type AgentRow = z.output<typeof agentRow>;

export const identityRow = z.object({
  id,
  organization: z.object({ id }, 'it is of no organization'),
  username: text,
  email: text,
  enabled: z.boolean('does not say whether the account is enabled'),
  billable: flag,
  external: flag,
});
export type IdentityRow = z.output<typeof identityRow>;

/** The part of every list's answer that tells where the next page begins. */
export const pagination = z.object({
  pagination: z
    .object({ next_page_token: text })
    .nullish()
    .transform((value) => value ?? null),
});
