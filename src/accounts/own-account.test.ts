import { expect, test } from 'vitest';
import { OWNER, startOwnedInstance } from './testing-owner.ts';

async function startScene() {
  const { owner, open } = await startOwnedInstance();
  const other = open();
  const { email, password } = OWNER;
  await other.request('POST', '/api/auth/sign-in/email', { email, password });
  const stateOf = async (browser: typeof owner) =>
    (await browser.request('GET', '/api/v1/session')).body.state as string;
  return { owner, other, open, stateOf };
}

test('sessions are listed, and one is ended from another', async () => {
  const { owner, other, stateOf } = await startScene();
  const { body } = await owner.request('GET', '/api/auth/list-sessions');
  expect(body).toHaveLength(2);
  expect(body[0]).toMatchObject({ ipAddress: '127.0.0.1' });
  const own = (await owner.request('GET', '/api/auth/get-session')).body.session.token;
  const { token } = body.find((one: { token: string }) => one.token !== own);
  expect((await owner.request('POST', '/api/auth/revoke-session', { token })).status).toBe(200);
  expect([await stateOf(owner), await stateOf(other)]).toEqual(['signed_in', 'signed_out']);
});

test('all other sessions are ended at once', async () => {
  const { owner, other, stateOf } = await startScene();
  expect((await owner.request('POST', '/api/auth/revoke-other-sessions', {})).status).toBe(200);
  expect([await stateOf(owner), await stateOf(other)]).toEqual(['signed_in', 'signed_out']);
});

test('a changed password takes the current one and ends the other sessions', async () => {
  const { owner, other, stateOf } = await startScene();
  const change = (currentPassword: string) =>
    owner.request('POST', '/api/auth/change-password', {
      currentPassword,
      newPassword: 'another long password',
      revokeOtherSessions: true,
    });
  expect((await change('not the password')).status).toBe(400);
  expect(await stateOf(other)).toBe('signed_in');
  expect((await change(OWNER.password)).status).toBe(200);
  expect([await stateOf(owner), await stateOf(other)]).toEqual(['signed_in', 'signed_out']);
});

test('a person changes their name, within bounds, and nothing else', async () => {
  const { owner } = await startScene();
  const update = (body: object) => owner.request('POST', '/api/auth/update-user', body);
  expect((await update({ name: 'Ada Lovelace' })).status).toBe(200);
  expect((await owner.request('GET', '/api/v1/session')).body.user).toMatchObject({ name: 'Ada Lovelace' });
  expect((await update({ name: ' ' })).status).toBe(400);
  expect((await update({ name: 'x'.repeat(201) })).status).toBe(400);
  expect((await update({ name: 'Ada', image: 'https://evil.example/x.png' })).status).toBe(400);
  expect((await update({ name: 'Ada', twoFactorEnabled: false })).status).toBe(400);
});

test('nothing of it answers someone who is not signed in', async () => {
  const { open } = await startScene();
  const stranger = open();
  const statuses = await Promise.all([
    stranger.request('GET', '/api/auth/list-sessions'),
    stranger.request('POST', '/api/auth/revoke-other-sessions', {}),
    stranger.request('POST', '/api/auth/update-user', { name: 'Eve' }),
    stranger.request('POST', '/api/auth/two-factor/disable', { password: OWNER.password }),
    stranger.request('POST', '/api/auth/two-factor/verify-totp', { code: '000000' }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
});
