import { expect, test } from 'vitest';
import type { Connector } from './connector.ts';
import { requireCredentials } from './kit/credentials.ts';
import { loadConnectors, resolveCredentials } from './registry.ts';

const connectors = await loadConnectors();
/** All but those that read files: they have nobody to sign in to. */
const called = [...connectors.values()].filter(({ files }) => files === undefined);

function connector(id: string): Connector {
  const found = connectors.get(id);
  if (!found) throw new Error(`no connector ${id}`);
  return found;
}

test('vendors are found by their folder', () => {
  expect([...connectors.keys()]).toEqual(expect.arrayContaining(['halopsa', 'microsoft-365', 'ninjaone']));
  expect(connectors.has('kit')).toBe(false);
  for (const [id, found] of connectors) expect(found.id).toBe(id);
});

test('every vendor takes a base URL and has a secret', () => {
  for (const { credentialFields } of called) {
    expect(credentialFields.map(({ name }) => name)).toContain('baseUrl');
    expect(credentialFields.some(({ secret }) => secret)).toBe(true);
  }
});

test('vendors of the category "file" are those that read files, and have no credentials', () => {
  const ofFiles = [...connectors.values()].filter(({ category }) => category === 'file');
  expect(ofFiles).toEqual([...connectors.values()].filter(({ files }) => files !== undefined));
  expect(ofFiles.flatMap(({ credentialFields }) => credentialFields)).toEqual([]);
});

test('defaults are filled in, white space and a trailing slash removed', () => {
  const given = { clientId: ' abc ', clientSecret: 'def', baseUrl: '' };
  expect(resolveCredentials(connector('ninjaone'), given)).toEqual({
    ok: true,
    credentials: { baseUrl: 'https://app.ninjarmm.com', clientId: 'abc', clientSecret: 'def' },
  });
  const halo = resolveCredentials(connector('halopsa'), {
    baseUrl: 'https://acme.halopsa.com/',
    clientId: 'a',
    clientSecret: 'b',
  });
  expect(halo).toMatchObject({
    credentials: { baseUrl: 'https://acme.halopsa.com', tenant: '', scope: 'all' },
  });
});

test('every field that is wrong is named', () => {
  const result = resolveCredentials(connector('ninjaone'), {
    clientId: '  ',
    baseUrl: 'eu.ninjarmm.com',
    apiKey: 'x',
  });
  expect(result).toMatchObject({ ok: false });
  expect(result.ok ? [] : result.problems.map(({ path }) => path).sort()).toEqual([
    'apiKey',
    'baseUrl',
    'clientId',
    'clientSecret',
  ]);
});

test.each([
  'ftp://x.example',
  'https://user:pass@x.example',
  'https://x.example/?a=1',
  'https://x.example/#a',
  'x',
])('%s is not taken as an address', (baseUrl) => {
  const result = resolveCredentials(connector('ninjaone'), { clientId: 'a', clientSecret: 'b', baseUrl });
  expect(result).toMatchObject({ ok: false, problems: [{ path: 'baseUrl' }] });
});

test('opening a vendor without a required field names the field', () => {
  const context = { signal: new AbortController().signal, allowPrivateAddresses: true };
  for (const { open, credentialFields } of called) {
    const label = credentialFields.find(({ required }) => required)?.label ?? '';
    expect(() => open({}, context)).toThrow(
      expect.objectContaining({ code: 'bad_credentials', message: expect.stringContaining(label) }),
    );
  }
});

test('a default counts as an entry', () => {
  const field = {
    name: 'scope',
    label: 'Scope',
    secret: false,
    required: true,
    default: 'all',
    help: '',
  } as const;
  expect(requireCredentials([field], {})).toEqual({ scope: 'all' });
});
