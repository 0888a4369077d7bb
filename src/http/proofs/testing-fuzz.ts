import fc from 'fast-check';
import { DEEP_MARK, hostileText, type Schema, valuesOf } from './testing-values.ts';

/** A parameter and an operation as the OpenAPI document has them. */
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
export type Described = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

export type FuzzRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
};

/** What only its own thing is lost by: the ids of the scene stay for the requests that follow. */
const DESTRUCTIVE = new Set([
  ...['deleteIntegration', 'deleteOrganization', 'mergeOrganization', 'deleteRule', 'removeMember'],
  ...['updateMember', 'revokeApiKey', 'updateIntegration', 'updateOperatedWorkspace'],
]);

const DEEP = 20_000;
const CONTENT_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream'];
const MALFORMED = [
  '{',
  '[1,',
  '"',
  'undefined',
  '{"a":1}}',
  '\u0000',
  '{"__proto__":{"x":1}}',
  '[]',
  'null',
  '1',
];

/** Requests for one operation: most of them nearly right, so that they reach what is behind the schemas. */
export function requestsOf(
  method: string,
  path: string,
  { operationId, parameters = [], requestBody }: Described,
  components: Record<string, Schema>,
  known: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  const ids = DESTRUCTIVE.has(operationId) ? ['nothing-here'] : known;
  const values = (schema: Schema) => valuesOf(schema, components, ids);
  const address = parameters
    .filter((one) => one.in === 'path')
    .map(({ name }) =>
      fc
        .oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: hostileText })
        .map((text) => [name, text] as const),
    );
  const query = parameters
    .filter((one) => one.in === 'query')
    .map(({ name, schema, required }) =>
      fc
        .option(values(schema), { freq: required ? 20 : 1, nil: undefined })
        .map((one) => [name, one] as const),
    );
  return fc
    .tuple(fc.tuple(...address), fc.tuple(...query), bodies(requestBody?.content, values), extras)
    .map(([names, pairs, [type, body], headers]) => ({
      method: method.toUpperCase(),
      path: addressOf(path, names, pairs),
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
      body,
    }));
}

const extras: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'idempotency-key': 'once' },
      { 'idempotency-key': 'x'.repeat(300) },
      { 'idempotency-key': '\u00e9\u00ff' },
      { 'x-workspace': "' OR 1=1" },
      { origin: 'null' },
      { cookie: 'better-auth.session_token=%00%ff; =; a' },
      { accept: '*/*;q=x' },
    ),
  },
);

function addressOf(
  path: string,
  names: readonly (readonly [string, string])[],
  pairs: readonly (readonly [string, unknown])[],
): string {
  const wellFormed = (value: unknown) => encodeURIComponent(textOf(value).toWellFormed());
  const filled = names.reduce((text, [name, one]) => text.replace(`{${name}}`, () => wellFormed(one)), path);
  const given = pairs.filter(([, value]) => value !== undefined);
  const query = given.map(([name, value]) => `${name}=${wellFormed(value).slice(0, 6000)}`).join('&');
  return query === '' ? filled : `${filled}?${query}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

function bodies(
  content: Record<string, { schema: Schema }> | undefined,
  values: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<readonly [string, string | undefined]> {
  const [type = 'application/json', described] = Object.entries(content ?? {})[0] ?? [];
  const none = fc.constant([type, undefined] as const);
  if (described === undefined) {
    return fc.oneof(
      { weight: 6, arbitrary: none },
      { weight: 1, arbitrary: fc.constant([type, '{}'] as const) },
    );
  }
  const fitting = values(described.schema).map((value) => [type, toText(type, value)] as const);
  return fc.oneof(
    { weight: 20, arbitrary: fitting },
    { weight: 1, arbitrary: fc.constantFrom(...MALFORMED).map((text) => [type, text] as const) },
    { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES).map((other) => [other, '{"a":1}'] as const) },
    { weight: 1, arbitrary: none },
  );
}

function toText(type: string, value: unknown): string {
  const text = type === 'application/json' ? (JSON.stringify(value) ?? '') : textOf(value);
  return text.replace(`"${DEEP_MARK}"`, () => `${'[{"a":'.repeat(DEEP)}1${'}]'.repeat(DEEP)}`);
}

const text: Schema = { type: 'string' };

/** The sign-in library's routes, which the OpenAPI document leaves out: what each reads of a body. */
const ACCOUNT_FIELDS: Record<string, string[]> = {
  'sign-in/email': ['email', 'password', 'callbackURL'],
  'sign-in/social': ['provider', 'callbackURL', 'errorCallbackURL'],
  'sign-up/email': ['name', 'email', 'password'],
  'request-password-reset': ['email', 'redirectTo'],
  'reset-password': ['token', 'newPassword'],
  'change-password': ['currentPassword', 'newPassword'],
  'update-user': ['name', 'image'],
  'revoke-session': ['token'],
  'link-social': ['provider', 'callbackURL', 'errorCallbackURL'],
  'unlink-account': ['providerId'],
  'two-factor/enable': ['password'],
  'two-factor/disable': ['password'],
  'two-factor/verify-totp': ['code'],
  'two-factor/verify-backup-code': ['code'],
  'two-factor/generate-backup-codes': ['password'],
  'passkey/verify-registration': ['response', 'name'],
  'passkey/verify-authentication': ['response'],
  'passkey/update-passkey': ['id', 'name'],
  'passkey/delete-passkey': ['id'],
};
const ACCOUNT_PAGES = [
  'get-session',
  'list-sessions',
  'list-accounts',
  'passkey/list-user-passkeys',
  'passkey/generate-register-options',
  'passkey/generate-authenticate-options',
  'error',
  'callback/{id}',
  '{id}',
  'reset-password/{id}',
];

/** Every route of the sign-in library, and of the page, described as the OpenAPI document does. */
export function undocumented(): { method: string; path: string; described: Described }[] {
  const id: Parameter = { name: 'id', in: 'path', required: true, schema: text };
  const acts = Object.entries(ACCOUNT_FIELDS).map(([name, fields]) => {
    const properties = Object.fromEntries(fields.map((field) => [field, text]));
    const schema: Schema = { type: 'object', properties, required: fields };
    const requestBody = { content: { 'application/json': { schema } } };
    return { method: 'post', path: `/api/auth/${name}`, described: { operationId: name, requestBody } };
  });
  const looks = [...ACCOUNT_PAGES.map((name) => `/api/auth/${name}`), '/{id}', '/assets/{id}'].map(
    (path) => ({
      method: 'get',
      path,
      described: { operationId: path, parameters: path.includes('{id}') ? [id] : [] },
    }),
  );
  return [...acts, ...looks];
}
