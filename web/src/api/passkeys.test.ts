import { expect, test } from 'vitest';
import { supportAt } from './passkeys.ts';

const at = (url: string) => new URL(url);

test.each([
  ['http://localhost:4180', 'localhost', true, { kind: 'works' }],
  ['https://tieout.example.com', 'tieout.example.com', true, { kind: 'works' }],
  ['https://tieout.example.com', 'tieout.example.com', false, { kind: 'no-browser' }],
  [
    'http://127.0.0.1:4180',
    'localhost',
    true,
    { kind: 'elsewhere', host: 'localhost', href: 'http://localhost:4180' },
  ],
  ['http://[::1]', 'localhost', true, { kind: 'elsewhere', host: 'localhost', href: 'http://localhost' }],
  [
    'http://localhost:4180',
    'tieout.example.com',
    true,
    { kind: 'elsewhere', host: 'tieout.example.com', href: null },
  ],
  ['https://tieout.example.com', 'localhost', true, { kind: 'no-host' }],
  ['https://192.0.2.7', null, true, { kind: 'no-host' }],
])('at %s, with passkeys of the host %s', (place, host, hasPasskeys, support) => {
  expect(supportAt(at(place), host, hasPasskeys)).toEqual(support);
});
