import type {
  CredentialField,
  Integration,
  IntegrationBody,
  IntegrationPatch,
  Vendor,
} from '../../api/types.ts';

export type CredentialFormValues = { name: string; credentials: Record<string, string> };

/** Every vendor takes another address, for a private cloud or a test system; it stands last where a vendor does not name it. */
const BASE_URL: CredentialField = {
  name: 'baseUrl',
  label: 'Base URL',
  secret: false,
  required: false,
  default: null,
  help: "Only where the vendor's API is not at its usual address.",
};

export function fieldsOf(vendor: Vendor): CredentialField[] {
  // A file is uploaded, so there is no address to call.
  const hasBaseUrl =
    vendor.category === 'file' || vendor.credentialFields.some(({ name }) => name === BASE_URL.name);
  return hasBaseUrl ? vendor.credentialFields : [...vendor.credentialFields, BASE_URL];
}

/** What the form begins with: what is stored, else the vendor's defaults. Secrets never come back, so they begin empty. */
export function initialValues(vendor: Vendor, integration: Integration | null): CredentialFormValues {
  const stored = integration?.credentials ?? {};
  const credentials = fieldsOf(vendor).map(({ name, secret, default: preset }) => [
    name,
    secret ? '' : (stored[name] ?? (integration === null ? (preset ?? '') : '')),
  ]);
  return { name: integration?.name ?? vendor.name, credentials: Object.fromEntries(credentials) };
}

/** What is missing, by form path. A secret that is already stored may stay empty. */
export function missingFields(
  vendor: Vendor,
  integration: Integration | null,
  values: CredentialFormValues,
): Record<string, string> {
  const missing = fieldsOf(vendor).filter(
    ({ name, required, default: preset }) =>
      required &&
      preset === null &&
      (values.credentials[name] ?? '').trim() === '' &&
      !(integration?.secretsSet.includes(name) ?? false),
  );
  const errors = missing.map(({ name, label }) => [`credentials.${name}`, `${label} is missing`]);
  return {
    ...Object.fromEntries(errors),
    ...(values.name.trim() === '' ? { name: 'A name to know it by' } : {}),
  };
}

/** The body that creates an integration; empty fields are left to their defaults. */
export function toBody(vendor: Vendor, { name, credentials }: CredentialFormValues): IntegrationBody {
  const filled = Object.entries(credentials).filter(([, value]) => value.trim() !== '');
  return { vendor: vendor.id, name: name.trim(), credentials: Object.fromEntries(filled.map(trimmed)) };
}

/** What has changed: an empty secret stays as it is, another field may be emptied. */
export function toPatch(
  vendor: Vendor,
  integration: Integration,
  values: CredentialFormValues,
): IntegrationPatch {
  const before = initialValues(vendor, integration);
  const changed = Object.entries(values.credentials).filter(
    ([name, value]) => value !== before.credentials[name],
  );
  return {
    ...(values.name.trim() === integration.name ? {} : { name: values.name.trim() }),
    ...(changed.length === 0 ? {} : { credentials: Object.fromEntries(changed.map(trimmed)) }),
  };
}

/** Credentials are pasted, often with a blank or a line end around them. */
function trimmed([name, value]: [string, string]): [string, string] {
  return [name, value.trim()];
}
