import { z } from 'zod';

/**
 * What Huntress sends, as far as the sandbox sends it: names and types from the definitions Agent, Identity and Organization
 * of its OpenAPI document (Huntress API Reference, v1).
 */

const int = z.int().positive();
const moment = z.iso.datetime();

export const huntressOrganizationSchema = z.strictObject({
  id: int,
  account_id: int,
  name: z.string(),
  key: z.string(),
  agents_count: z.int(),
  billable_identity_count: z.int(),
  /** Absent where no Microsoft tenant or Google Workspace is connected. */
  identity_provider_tenant_id: z.string().optional(),
  created_at: moment,
  updated_at: moment,
});
export type HuntressOrganization = z.infer<typeof huntressOrganizationSchema>;

export const huntressAgentSchema = z.strictObject({
  id: int,
  account_id: int,
  organization_id: int,
  hostname: z.string(),
  platform: z.enum(['windows', 'darwin', 'linux']),
  os: z.string(),
  serial_number: z.string().optional(),
  last_callback_at: moment.optional(),
  tags: z.array(z.string()),
  version: z.string(),
  created_at: moment,
});
export type HuntressAgent = z.infer<typeof huntressAgentSchema>;

const reference = z.strictObject({ id: int, name: z.string() });

export const huntressIdentitySchema = z.strictObject({
  id: int,
  account: reference,
  organization: reference,
  tenant: z.strictObject({ id: int, type: z.string() }),
  username: z.string(),
  email: z.string().optional(),
  enabled: z.boolean(),
  billable: z.boolean(),
  external: z.boolean(),
  created_at: moment,
});
export type HuntressIdentity = z.infer<typeof huntressIdentitySchema>;
