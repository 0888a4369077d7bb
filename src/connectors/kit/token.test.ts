import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { VendorError } from '../connector.ts';
import { VendorStatusError } from './failures.ts';
import type { Http } from './http.ts';
import { mintToken, TokenSource } from './token.ts';

function source(lifetimeSeconds: number, failures = 0): { tokens: TokenSource; minted: () => number } {
  let minted = 0;
  const tokens = new TokenSource(async () => {
    minted += 1;
    await delay(2);
    if (minted <= failures) throw new VendorError('unreachable', 'down');
    return { value: `token-${minted}`, lifetimeSeconds };
  });
  return { tokens, minted: () => minted };
}

test('requests at the same time share one token', async () => {
  const { tokens, minted } = source(3600);
  const values = await Promise.all([tokens.get(), tokens.get(), tokens.get()]);
  expect(new Set(values)).toEqual(new Set(['token-1']));
  expect(await tokens.get()).toBe('token-1');
  expect(minted()).toBe(1);
});

test('a token is renewed before it expires', async () => {
  const { tokens } = source(0.1);
  expect(await tokens.get()).toBe('token-1');
  await delay(60);
  expect(await tokens.get()).toBe('token-2');
});

test('dropping an old token leaves the one that replaced it', async () => {
  const { tokens, minted } = source(3600);
  const old = await tokens.get();
  tokens.drop(old);
  const renewed = await tokens.get();
  tokens.drop(old);
  expect(await tokens.get()).toBe(renewed);
  expect(minted()).toBe(2);
});

test('after a failure the next request mints anew', async () => {
  const { tokens } = source(3600, 1);
  await expect(tokens.get()).rejects.toThrow('down');
  expect(await tokens.get()).toBe('token-2');
});

/** The sign-in as the vendor answers it. */
function answering(send: () => unknown): Http {
  return { send: async () => send() };
}

test('the lifetime is taken as number or text, and is short where the vendor does not say', async () => {
  const lifetimeOf = async (expires_in: unknown) => {
    const http = answering(() => ({ access_token: 'abc', expires_in }));
    return (await mintToken(http, { path: '/token' }, 'Acme', 'it')).lifetimeSeconds;
  };
  expect(await lifetimeOf(3600)).toBe(3600);
  expect(await lifetimeOf('3599')).toBe(3599);
  expect(await lifetimeOf(undefined)).toBe(300);
});

test('a refused sign-in names what the vendor said and what to check', async () => {
  const http = answering(() => {
    throw new VendorStatusError('vendor_error', 400, 'invalid_client', 'status 400');
  });
  await expect(mintToken(http, { path: '/token' }, 'Acme', 'the client secret')).rejects.toMatchObject({
    code: 'bad_credentials',
    message: 'Acme refuses the sign-in: "invalid_client". Check the client secret.',
  });
});

test('a sign-in that brings no token is a bad response', async () => {
  const http = answering(() => ({ welcome: true }));
  await expect(mintToken(http, { path: '/token' }, 'Acme', 'it')).rejects.toMatchObject({
    code: 'bad_response',
  });
});

test('what the next token is asked for with comes along, where the vendor hands one out', async () => {
  const tokenOf = (answer: object) =>
    mintToken(
      answering(() => ({ access_token: 'abc', expires_in: 60, ...answer })),
      { path: '/token' },
      'Acme',
      'it',
    );
  expect(await tokenOf({ refresh_token: 'next' })).toEqual({
    value: 'abc',
    lifetimeSeconds: 60,
    refreshToken: 'next',
  });
  for (const none of [{}, { refresh_token: '' }, { refresh_token: 7 }])
    expect(await tokenOf(none)).toEqual({ value: 'abc', lifetimeSeconds: 60 });
});
