import type { Connector } from '../connectors/connector.ts';
import { resolveCredentials } from '../connectors/registry.ts';
import { Problem } from '../problem.ts';

/** What an integration is opened with, the secret part apart. Only what was given; defaults are filled in when it is opened. */
export type Credentials = { settings: Record<string, string>; secrets: Record<string, string> };

/**
 * The credentials after a change, checked against the vendor's own fields.
 * @param before what is stored; empty for a new integration.
 * @param given fields to change; an empty one is taken away.
 * @throws Problem invalid-input with a path for every field that is unknown, missing or misshapen.
 */
export function changeCredentials(
  connector: Connector,
  before: Credentials,
  given: Record<string, string>,
): Credentials {
  const all = Object.entries({ ...before.settings, ...before.secrets, ...given })
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const resolved = resolveCredentials(connector, Object.fromEntries(all));
  if (!resolved.ok) {
    const errors = resolved.problems.map(({ path, message }) => ({ path: `credentials.${path}`, message }));
    throw new Problem('invalid-input', errors.map(({ message }) => message).join(' '), errors);
  }
  const secretNames = new Set(
    connector.credentialFields.filter(({ secret }) => secret).map(({ name }) => name),
  );
  return {
    settings: Object.fromEntries(all.filter(([name]) => !secretNames.has(name))),
    secrets: Object.fromEntries(all.filter(([name]) => secretNames.has(name))),
  };
}
