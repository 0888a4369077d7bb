import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { SignInProvider } from '../config-accounts.ts';

type Claims = Record<string, unknown>;
type Grant = { challenge: string; nonce: string; redirectUri: string };

export type TestProvider = {
  settings: SignInProvider;
  /** Who is signed in there: the claims of the next ID tokens, which may also replace the usual ones. */
  person: Claims;
  /** Signs the next ID tokens with a key that is not in the provider's set. */
  usesForeignKey: boolean;
};

const CLIENT = { clientId: 'tieout', clientSecret: 'the secret of the client' };
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * An OpenID Connect provider with discovery, the code flow, PKCE and RS256, whose person agrees to everything; stopped when
 * the test is finished.
 */
export async function startTestProvider(): Promise<TestProvider> {
  const [own, foreign] = [newKey(), newKey()];
  const grants = new Map<string, Grant>();
  const provider: TestProvider = {
    settings: { issuer: '', ...CLIENT, name: 'Northwind Login' },
    person: {},
    usesForeignKey: false,
  };
  const keys = { own, foreign };
  const server = createServer(
    (request, response) => void serve({ provider, keys, grants }, request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  provider.settings.issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return provider;
}

type Running = {
  provider: TestProvider;
  keys: Record<'own' | 'foreign', ReturnType<typeof newKey>>;
  grants: Map<string, Grant>;
};

async function serve(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { provider, keys, grants } = running;
  const { issuer } = provider.settings;
  const url = new URL(request.url ?? '/', issuer);
  if (url.pathname === '/.well-known/openid-configuration') {
    answer(response, 200, discoveryOf(issuer));
  } else if (url.pathname === '/keys') {
    const jwk = keys.own.publicKey.export({ format: 'jwk' });
    answer(response, 200, { keys: [{ ...jwk, kid: 'one', use: 'sig', alg: 'RS256' }] });
  } else if (url.pathname === '/authorize') {
    authorize(url.searchParams, grants, response);
  } else {
    const nonce = redeem(await readForm(request), grants);
    answer(response, nonce === null ? 400 : 200, nonce === null ? REFUSED : tokensFor(running, nonce));
  }
}

const REFUSED = { error: 'invalid_grant' };

function tokensFor({ provider, keys }: Running, nonce: string): object {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: provider.settings.issuer, aud: CLIENT.clientId, iat: now, exp: now + 300, nonce };
  const { privateKey } = provider.usesForeignKey ? keys.foreign : keys.own;
  const idToken = sign({ ...usual, ...provider.person }, privateKey);
  return { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken };
}

function discoveryOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
  };
}

function authorize(query: URLSearchParams, grants: Map<string, Grant>, response: ServerResponse): void {
  const get = (name: string) => query.get(name) ?? '';
  if (
    get('client_id') !== CLIENT.clientId ||
    get('code_challenge_method') !== 'S256' ||
    get('nonce') === ''
  ) {
    answer(response, 400, { error: 'invalid_request' });
    return;
  }
  const code = randomUUID();
  const redirectUri = get('redirect_uri');
  grants.set(code, { challenge: get('code_challenge'), nonce: get('nonce'), redirectUri });
  const location = new URL(redirectUri);
  location.searchParams.set('code', code);
  location.searchParams.set('state', get('state'));
  response.writeHead(302, { location: location.href }).end();
}

/** @returns the nonce of the request that the code is of, or null. */
function redeem(form: URLSearchParams, grants: Map<string, Grant>): string | null {
  const code = form.get('code') ?? '';
  const grant = grants.get(code);
  grants.delete(code);
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const isRight =
    grant?.challenge === challenge &&
    grant.redirectUri === form.get('redirect_uri') &&
    form.get('client_secret') === CLIENT.clientSecret;
  return isRight ? grant.nonce : null;
}

function sign(claims: Claims, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks = await request.toArray();
  return new URLSearchParams(Buffer.concat(chunks as Buffer[]).toString());
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
