import { expect, test } from 'vitest';
import { checkAddress, guardedLookup, isPublicAddress, type Resolve } from './address-guard.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  'not an address',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '52.96.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  'http://vendor.example',
  'ftp://vendor.example',
  'https://127.0.0.1',
  'https://2130706433',
  'https://0x7f.1',
  'https://[::1]:8443',
  'https://[::ffff:169.254.169.254]',
])('%s is refused unless private addresses are allowed', (address) => {
  expect(() => checkAddress(new URL(address), false)).toThrow(
    expect.objectContaining({ code: 'address_refused' }),
  );
  expect(() => checkAddress(new URL(address), true)).not.toThrow();
});

test('a public https address passes', () => {
  expect(() => checkAddress(new URL('https://vendor.example/api'), false)).not.toThrow();
});

type Found = { address: string; family: number };

function look(answers: Found[][], all: boolean): () => Promise<unknown> {
  let asked = 0;
  const resolve = (async () => answers[asked++]) as unknown as Resolve;
  const lookup = guardedLookup(resolve);
  return () =>
    new Promise((done, fail) => {
      lookup('vendor.example', { all }, (error, address) => (error ? fail(error) : done(address)));
    });
}

const PUBLIC = { address: '8.8.8.8', family: 4 };
const PRIVATE = { address: '10.0.0.8', family: 4 };

test('a name with public addresses is resolved as asked', async () => {
  expect(await look([[PUBLIC]], true)()).toEqual([PUBLIC]);
  expect(await look([[PUBLIC]], false)()).toBe('8.8.8.8');
});

test('a name with a private address among public ones is refused', async () => {
  await expect(look([[PUBLIC, PRIVATE]], true)()).rejects.toMatchObject({ code: 'address_refused' });
});

test('a name that answers differently the second time is refused then', async () => {
  const connect = look([[PUBLIC], [PRIVATE]], true);
  expect(await connect()).toEqual([PUBLIC]);
  await expect(connect()).rejects.toMatchObject({ code: 'address_refused' });
});
