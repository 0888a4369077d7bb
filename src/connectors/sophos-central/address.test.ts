import { describe, expect, test } from 'vitest';
import { GLOBAL_URL, loginUrlOf, trustedApiHost } from './address.ts';

describe('where a token may be sent', () => {
  test.each(['https://api-eu01.central.sophos.com', 'https://api.central.sophos.com'])('%s: yes', (host) => {
    expect(trustedApiHost(host, GLOBAL_URL)).toBe(host);
  });

  test.each([
    'http://api-eu01.central.sophos.com',
    'https://api-eu01.central.sophos.com.evil.example',
    'https://evil.example/api-eu01.central.sophos.com',
    'https://evil.example#.central.sophos.com',
    'https://central.sophos.com@evil.example',
    'https://api-eu01.central.sophos.com:8443',
    'https://evilcentral.sophos.com',
    'api-eu01.central.sophos.com',
    '',
  ])('%s: no', (host) => {
    expect(trustedApiHost(host, GLOBAL_URL)).toBeNull();
  });

  test('the origin of the base URL: yes', () => {
    expect(trustedApiHost('https://proxy.example/eu01', 'https://proxy.example')).toBe(
      'https://proxy.example/eu01',
    );
  });
});

test("tokens come from Sophos's sign-in, at another base URL from there", () => {
  expect(loginUrlOf(GLOBAL_URL)).toBe('https://id.sophos.com');
  expect(loginUrlOf('https://proxy.example/sophos')).toBe('https://proxy.example/sophos');
});
