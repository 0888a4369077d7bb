import { expect, test } from 'vitest';
import { SecretBox } from './secret-box.ts';

const SECRET = 'a secret of more than thirty-two characters';
const box = new SecretBox(SECRET);

test('what was sealed opens again, and never looks the same twice', () => {
  const [one, two] = [box.seal('clé secrète', 'w1/i1'), box.seal('clé secrète', 'w1/i1')];
  expect(one).not.toBe(two);
  expect(one).toMatch(/^v1\./);
  expect([box.open(one, 'w1/i1'), box.open(two, 'w1/i1')]).toEqual(['clé secrète', 'clé secrète']);
});

test('it opens for nothing else than what it belongs to', () => {
  const sealed = box.seal('key', 'w1/i1');
  expect(() => box.open(sealed, 'w2/i1')).toThrow('cannot be read');
});

test('it does not open with another secret', () => {
  const sealed = box.seal('key', 'w1/i1');
  expect(() => new SecretBox(`${SECRET}!`).open(sealed, 'w1/i1')).toThrow('cannot be read');
});

test('an altered or foreign text does not open', () => {
  const bytes = Buffer.from(box.seal('key', 'w1/i1').slice(3), 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => box.open(`v1.${bytes.toString('base64url')}`, 'w1/i1')).toThrow('cannot be read');
  expect(() => box.open('v2.AAAA', 'w1/i1')).toThrow('not a sealed text');
  expect(() => box.open('', 'w1/i1')).toThrow('not a sealed text');
});
