import { type CredentialField, VendorError } from '../connector.ts';

/**
 * The credentials by name, each of the fields present; an optional one that was left empty has its default.
 * @throws VendorError `bad_credentials` naming the required fields that are empty
 */
export function requireCredentials<Name extends string>(
  fields: readonly (CredentialField & { name: Name })[],
  given: Record<string, string>,
): Record<Name, string> {
  const entries = fields.map(
    (field) => [field.name, given[field.name]?.trim() || (field.default ?? '')] as const,
  );
  const missing = fields.filter((field, index) => field.required && entries[index]?.[1] === '');
  if (missing.length > 0) {
    const labels = missing.map((field) => field.label).join(', ');
    throw new VendorError('bad_credentials', `Missing: ${labels}. Enter it in the integration's settings.`);
  }
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** The entries of the secret fields, to be kept out of messages. */
export function secretsOf(fields: readonly CredentialField[], credentials: Record<string, string>): string[] {
  return fields.filter((field) => field.secret).flatMap((field) => credentials[field.name] || []);
}
