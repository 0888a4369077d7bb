import type { Connector, CredentialField } from '../connectors/connector.ts';
import { type FieldProblem, Problem } from '../problem.ts';

/** What an integration is opened with, the secret part apart. Only what was given; defaults are filled in when it is opened. */
export type Credentials = { settings: Record<string, string>; secrets: Record<string, string> };

/**
 * The credentials after a change, checked against the vendor's own fields.
 * @param before what is stored; empty for a new integration.
 * @param given fields to change; an empty one is taken away.
 * @throws Problem invalid-input with a path for every field that is unknown or missing.
 */
export function changeCredentials(connector: Connector, before: Credentials, given: Record<string, string>): Credentials {
  const fields = connector.credentialFields;
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => ({ path: `credentials.${name}`, message: `${connector.title} has no such field` }));
  const after = {
    settings: merge(fields.filter(({ secret }) => !secret), before.settings, given),
    secrets: merge(fields.filter(({ secret }) => secret), before.secrets, given),
  };
  const errors = [...unknown, ...missing(fields, after)];
  if (errors.length > 0) {
    throw new Problem('invalid-input', `The credentials do not fit ${connector.title}. ${errors[0]?.message}.`, errors);
  }
  return after;
}

function merge(
  fields: readonly CredentialField[],
  before: Record<string, string>,
  given: Record<string, string>,
): Record<string, string> {
  const entries = fields.map(({ name }) => [name, (given[name] ?? before[name] ?? '').trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function missing(fields: readonly CredentialField[], { settings, secrets }: Credentials): FieldProblem[] {
  return fields
    .filter(({ name, required }) => required && !(name in settings) && !(name in secrets))
    .filter((field) => field.default === null)
    .map(({ name, label }) => ({ path: `credentials.${name}`, message: `${label} is missing` }));
}
