import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector, CredentialField } from './connector.ts';

/** Every vendor by its id. Vendors are the folders beside this file that have an index.ts exporting `connector`. */
export async function loadConnectors(): Promise<Map<string, Connector>> {
  const entries = await readdir(import.meta.dirname, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found = names.toSorted().filter((name) => existsSync(indexOf(name)));
  return new Map(await Promise.all(found.map(async (name) => [name, await loadConnector(name)] as const)));
}

async function loadConnector(name: string): Promise<Connector> {
  const { connector }: { connector?: Connector } = await import(pathToFileURL(indexOf(name)).href);
  if (connector?.id !== name)
    throw new Error(`src/connectors/${name}/index.ts exports no connector with the id "${name}".`);
  return connector;
}

function indexOf(name: string): string {
  return path.join(import.meta.dirname, name, 'index.ts');
}

/** What is wrong with a field; `path` is the field's name. */
type CredentialProblem = { path: string; message: string };

export type ResolvedCredentials =
  | { ok: true; credentials: Record<string, string> }
  | { ok: false; problems: CredentialProblem[] };

/**
 * Makes a person's entries complete: white space around them removed, defaults filled in, addresses without a trailing slash.
 * Whether an address may be called is judged when it is called.
 * @param given field name → entry; for a change, already merged with what is stored
 */
export function resolveCredentials(connector: Connector, given: Record<string, string>): ResolvedCredentials {
  const fields = connector.credentialFields;
  const unknown = Object.keys(given).filter((name) => !fields.some((field) => field.name === name));
  const problems = unknown.map((name) => ({
    path: name,
    message: `${connector.title} has no field "${name}".`,
  }));
  const credentials: Record<string, string> = {};
  for (const field of fields) {
    const entry = given[field.name]?.trim() || (field.default ?? '');
    const problem = problemOf(field, entry);
    if (problem === null) credentials[field.name] = isUrlField(field) ? entry.replace(/\/+$/, '') : entry;
    else problems.push({ path: field.name, message: problem });
  }
  return problems.length === 0 ? { ok: true, credentials } : { ok: false, problems };
}

function problemOf(field: CredentialField, entry: string): string | null {
  if (entry === '') return field.required ? `${field.label} is required.` : null;
  return isUrlField(field) && !isPlainUrl(entry)
    ? `${field.label} must be an address such as https://example.com, without user name, "?" or "#".`
    : null;
}

/** Addresses are the fields named so: `baseUrl`, `loginUrl`. */
function isUrlField(field: CredentialField): boolean {
  return field.name.endsWith('Url');
}

function isPlainUrl(entry: string): boolean {
  if (!URL.canParse(entry)) return false;
  const url = new URL(entry);
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
  return isHttp && url.username === '' && url.password === '' && !/[?#]/.test(entry);
}
