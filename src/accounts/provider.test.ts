import { expect, test } from 'vitest';
import type { TestBrowser } from './testing-browser.ts';
import { OWNER, startOwnedInstance } from './testing-owner.ts';
import { startTestProvider } from './testing-provider.ts';

const PUBLIC_URL = 'http://tieout.northwind.example';
const ADA = { sub: 'ada-at-provider', email: OWNER.email, email_verified: true, name: 'Ada at the provider' };

async function startScene({ hasProvenAddress = true } = {}) {
  const provider = await startTestProvider();
  provider.person = ADA;
  const owned = await startOwnedInstance({ publicUrl: PUBLIC_URL, provider: provider.settings });
  const { pool } = owned.instance.context.db;
  await pool.query('UPDATE auth_user SET "emailVerified" = $1', [hasProvenAddress]);
  return { ...owned, provider, pool };
}

/** As the page and the browser do it: to the provider, and back with its code. @returns where it ends. */
async function goThrough(browser: TestBrowser, path = '/api/auth/sign-in/social'): Promise<string> {
  const back = await goToProvider(browser, path);
  return (await browser.request('GET', back)).location ?? '';
}

async function goToProvider(browser: TestBrowser, path = '/api/auth/sign-in/social'): Promise<string> {
  const wanted = { provider: 'oidc', callbackURL: '/overview', errorCallbackURL: '/sign-in' };
  const { body } = await browser.request('POST', path, wanted);
  const agreed = await fetch(body.url, { redirect: 'manual' });
  const back = new URL(agreed.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe(`${PUBLIC_URL}/api/auth/callback/oidc`);
  return back.pathname + back.search;
}

const stateOf = async (browser: TestBrowser) =>
  (await browser.request('GET', '/api/v1/session')).body.state as string;

test('someone with an account signs in by the provider, under their name here, and nothing of its tokens is kept', async () => {
  const { open, pool } = await startScene();
  const browser = open();
  expect(new URL(await goThrough(browser), PUBLIC_URL).pathname).toBe('/overview');
  const { body } = await browser.request('GET', '/api/v1/session');
  expect(body).toMatchObject({
    state: 'signed_in',
    provider: 'Northwind Login',
    user: { name: OWNER.name, email: OWNER.email },
  });
  const { rows } = await pool.query(`SELECT * FROM auth_account WHERE "providerId" = 'oidc'`);
  expect(rows).toMatchObject([
    { accountId: ADA.sub, accessToken: null, refreshToken: null, idToken: null, password: null },
  ]);
  expect(await goThrough(open())).toMatch(/\/overview$/);
});

test('the person is known by the provider’s subject: a changed address there changes nothing here', async () => {
  const { open, provider } = await startScene();
  await goThrough(open());
  provider.person = { ...ADA, email: 'ada.new@northwind.example' };
  const browser = open();
  await goThrough(browser);
  expect((await browser.request('GET', '/api/v1/session')).body.user).toMatchObject({ email: OWNER.email });
});

test('someone without an account stays outside', async () => {
  const { open, provider, pool } = await startScene();
  provider.person = { ...ADA, sub: 'eve', email: 'eve@northwind.example' };
  const browser = open();
  expect(await goThrough(browser)).toContain('/sign-in?error=not_invited');
  expect(await stateOf(browser)).toBe('signed_out');
  const { rows } = await pool.query('SELECT count(*) AS people FROM auth_user');
  expect(rows).toEqual([{ people: 1 }]);
});

/** An invitation for Eve, with these columns otherwise than usual. */
async function inviteEve(pool: { query: (sql: string) => Promise<unknown> }, change: string): Promise<void> {
  await pool.query(
    `INSERT INTO invitation (workspace_id, id, email, role, token_hash, invited_by, expires_at)
     SELECT workspace_id, 'inv', 'eve@northwind.example', 'viewer', '\\x00', 'Ada', now() + interval '1 day'
     FROM workspace LIMIT 1`,
  );
  await pool.query(`UPDATE invitation SET ${change}`);
}

const EVE = { sub: 'eve', email: 'Eve@northwind.example', email_verified: true };

test('someone invited comes in without a password, under a name, and still belongs to nothing', async () => {
  const { open, provider, pool } = await startScene();
  await inviteEve(pool, `role = 'viewer'`);
  provider.person = EVE;
  const browser = open();
  expect(new URL(await goThrough(browser), PUBLIC_URL).pathname).toBe('/overview');
  expect((await browser.request('GET', '/api/v1/session')).body).toMatchObject({
    state: 'signed_in',
    user: { email: 'eve@northwind.example', name: 'Eve@northwind.example' },
    workspaces: [],
  });
});

test.each([
  ['has expired', `expires_at = now()`, {}],
  ['was withdrawn', `withdrawn_at = now()`, {}],
  ['was used', `accepted_at = now()`, {}],
  ['is for an address the provider has not verified', `role = 'viewer'`, { email_verified: false }],
])('an invitation that %s lets nobody in', async (_, change, claims) => {
  const { open, provider, pool } = await startScene();
  await inviteEve(pool, change);
  provider.person = { ...EVE, ...claims };
  const browser = open();
  expect(await goThrough(browser)).toContain('/sign-in?error=not_invited');
  expect(await stateOf(browser)).toBe('signed_out');
});

test.each([
  ['is not verified', { email_verified: false }],
  ['is said nothing of', { email_verified: undefined }],
  ['is not verified by its domain at Microsoft', { email_verified: undefined, xms_edov: false }],
])('an address that %s leads to nobody’s account', async (_, claims) => {
  const { open, provider } = await startScene();
  provider.person = { ...ADA, ...claims };
  const browser = open();
  expect(await goThrough(browser)).toContain('/sign-in?error=account_not_linked');
  expect(await stateOf(browser)).toBe('signed_out');
});

test('Microsoft’s word for a verified address counts', async () => {
  const { open, provider } = await startScene();
  provider.person = { ...ADA, email_verified: undefined, xms_edov: '1' };
  const browser = open();
  await goThrough(browser);
  expect(await stateOf(browser)).toBe('signed_in');
});

test('an account whose address nobody has proven is connected only by whoever is signed in to it', async () => {
  const { owner, open } = await startScene({ hasProvenAddress: false });
  const browser = open();
  expect(await goThrough(browser)).toContain('error=account_not_linked');
  expect(await stateOf(browser)).toBe('signed_out');
  expect(await goThrough(owner, '/api/auth/link-social')).toMatch(/\/overview$/);
  await goThrough(browser);
  expect(await stateOf(browser)).toBe('signed_in');
});

test.each([
  ['for another client', { aud: 'another' }],
  ['of another issuer', { iss: 'https://evil.example' }],
  ['that has expired', { exp: 1_000_000_000 }],
  ['for another sign-in', { nonce: 'another' }],
])('an ID token %s is refused', async (_, claims) => {
  const { open, provider } = await startScene();
  provider.person = { ...ADA, ...claims };
  const browser = open();
  expect(await goThrough(browser)).toContain('/sign-in?error=');
  expect(await stateOf(browser)).toBe('signed_out');
});

test('an ID token signed by someone else is refused', async () => {
  const { open, provider } = await startScene();
  provider.usesForeignKey = true;
  const browser = open();
  expect(await goThrough(browser)).toContain('/sign-in?error=');
  expect(await stateOf(browser)).toBe('signed_out');
});

test('the way back works once, and only in the browser that went', async () => {
  const { open } = await startScene();
  const [browser, other] = [open(), open()];
  const back = await goToProvider(browser);
  await other.request('GET', back);
  expect(await stateOf(other)).toBe('signed_out');
  const second = await goToProvider(browser);
  await browser.request('GET', second);
  expect(await stateOf(browser)).toBe('signed_in');
  browser.cookies.clear();
  await browser.request('GET', second);
  expect(await stateOf(browser)).toBe('signed_out');
});

test.each([
  ['an ID token', { idToken: { token: 'a.b.c' } }],
  ['a way back to another site', { callbackURL: 'https://evil.example/' }],
  ['a way back to another site without a scheme', { callbackURL: '//evil.example/' }],
  ['an error page on another site', { errorCallbackURL: '/\\evil.example' }],
  ['another provider', { provider: 'github' }],
])('a sign-in with %s is refused', async (_, change) => {
  const { open } = await startScene();
  const wanted = { provider: 'oidc', callbackURL: '/', errorCallbackURL: '/sign-in', ...change };
  const { status } = await open().request('POST', '/api/auth/sign-in/social', wanted);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test('without a provider there is none to sign in with', async () => {
  const { open } = await startOwnedInstance();
  const wanted = { provider: 'oidc', callbackURL: '/', errorCallbackURL: '/sign-in' };
  expect((await open().request('POST', '/api/auth/sign-in/social', wanted)).status).toBe(404);
});

test('an instance whose people come by HTTPS sets cookies for HTTPS only', async () => {
  const { owner } = await startOwnedInstance({ publicUrl: 'https://tieout.northwind.example' });
  expect([...owner.cookies.keys()]).toEqual(['__Secure-better-auth.session_token']);
  expect(await stateOf(owner)).toBe('signed_in');
});
