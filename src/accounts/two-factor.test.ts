import { expect, test } from 'vitest';
import { codeAt, stepAt } from './one-time-code.ts';
import type { TestBrowser } from './testing-browser.ts';
import { OWNER, startOwnedInstance } from './testing-owner.ts';

const { email, password } = OWNER;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of a secret as authenticator apps are given it (RFC 4648, section 6). */
function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** An owner with a second factor, and the codes of their app: `codeIn(0)` is the current one. */
async function startScene() {
  const { instance, owner, open } = await startOwnedInstance();
  const enabled = await owner.request('POST', '/api/auth/two-factor/enable', { password });
  const uri = new URL(enabled.body.totpURI);
  const secret = fromBase32(uri.searchParams.get('secret') ?? '');
  const codeIn = (periods: number) => codeAt(secret, stepAt(Date.now()) + periods);
  const confirm = (code: string) => owner.request('POST', '/api/auth/two-factor/verify-totp', { code });
  const begin = async (): Promise<TestBrowser> => {
    const browser = open();
    const answer = await browser.request('POST', '/api/auth/sign-in/email', { email, password });
    expect(answer.body).toMatchObject({ twoFactorRedirect: true });
    return browser;
  };
  const recoveryCodes = enabled.body.backupCodes as string[];
  return { instance, owner, open, uri, codeIn, confirm, begin, recoveryCodes };
}

const give = (browser: TestBrowser, code: string) =>
  browser.request('POST', '/api/auth/two-factor/verify-totp', { code });
const recover = (browser: TestBrowser, code: string) =>
  browser.request('POST', '/api/auth/two-factor/verify-backup-code', { code });
const stateOf = async (browser: TestBrowser) =>
  (await browser.request('GET', '/api/v1/session')).body.state as string;

test('with a second factor the password alone does not sign in, the code of the app does', async () => {
  const { uri, codeIn, confirm, begin } = await startScene();
  expect(decodeURIComponent(uri.href)).toMatch(/^otpauth:\/\/totp\/Tieout:ada@northwind\.example\?/);
  expect((await confirm(codeIn(-1))).status).toBe(200);
  const browser = await begin();
  expect(await stateOf(browser)).toBe('signed_out');
  expect((await give(browser, codeIn(0))).status).toBe(200);
  expect(await stateOf(browser)).toBe('signed_in');
});

test('it is not asked for before a code has confirmed it', async () => {
  const { open, confirm } = await startScene();
  expect((await confirm('000000')).status).toBe(401);
  const browser = open();
  await browser.request('POST', '/api/auth/sign-in/email', { email, password });
  expect(await stateOf(browser)).toBe('signed_in');
});

test('a code that was used is refused, and so is an older one', async () => {
  const { codeIn, confirm, begin } = await startScene();
  const code = codeIn(0);
  expect((await confirm(code)).status).toBe(200);
  const browser = await begin();
  expect((await give(browser, code)).status).toBe(401);
  expect((await give(browser, codeIn(-1))).status).toBe(401);
  expect(await stateOf(browser)).toBe('signed_out');
  expect((await give(browser, codeIn(1))).status).toBe(200);
});

test('of two people with one code at the same moment one gets in', async () => {
  const { codeIn, confirm, begin } = await startScene();
  await confirm(codeIn(-1));
  const code = codeIn(0);
  const browsers = [await begin(), await begin()];
  const answers = await Promise.all(browsers.map((browser) => give(browser, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('a recovery code signs in once', async () => {
  const { codeIn, confirm, begin, recoveryCodes } = await startScene();
  await confirm(codeIn(0));
  expect(new Set(recoveryCodes).size).toBe(10);
  const [code = ''] = recoveryCodes;
  const answers = await Promise.all([recover(await begin(), code), recover(await begin(), code)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await recover(await begin(), code)).status).toBe(401);
});

test('guessing is cut off', async () => {
  const { codeIn, confirm, begin } = await startScene();
  await confirm(codeIn(-1));
  const browser = await begin();
  for (let count = 0; count < 6; count++) {
    await give(browser, '000000');
  }
  expect((await give(browser, codeIn(0))).status).toBeGreaterThanOrEqual(400);
  expect(await stateOf(browser)).toBe('signed_out');
});

test('turning it on and off takes the password, and the secret is not in the database in clear', async () => {
  const { instance, owner, open, uri, codeIn, confirm, recoveryCodes } = await startScene();
  await confirm(codeIn(0));
  const { rows } = await instance.context.db.pool.query('SELECT * FROM auth_two_factor');
  expect(rows).toHaveLength(1);
  const kept = JSON.stringify(rows);
  const secret = fromBase32(uri.searchParams.get('secret') ?? '').toString();
  expect([secret, ...recoveryCodes].filter((text) => kept.includes(text))).toEqual([]);
  const disable = (given: string) =>
    owner.request('POST', '/api/auth/two-factor/disable', { password: given });
  expect((await disable('not the password')).status).toBe(400);
  expect((await disable(password)).status).toBe(200);
  const browser = open();
  await browser.request('POST', '/api/auth/sign-in/email', { email, password });
  expect(await stateOf(browser)).toBe('signed_in');
});
