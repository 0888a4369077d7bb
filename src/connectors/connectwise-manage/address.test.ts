import { expect, test } from 'vitest';
import { apiUrlOf, siteOf } from './address.ts';

test.each([
  ['https://na.myconnectwise.net', 'https://api-na.myconnectwise.net/v2026_1/apis/3.0'],
  ['https://aus.myconnectwise.net', 'https://api-aus.myconnectwise.net/v2026_1/apis/3.0'],
  ['https://staging.connectwisedev.com', 'https://api-staging.connectwisedev.com/v2026_1/apis/3.0'],
  ['https://api-eu.myconnectwise.net', 'https://api-eu.myconnectwise.net/v2026_1/apis/3.0'],
  ['https://psa.northwind.example', 'https://psa.northwind.example/v2026_1/apis/3.0'],
  ['http://127.0.0.1:4010/connectwise-manage', 'http://127.0.0.1:4010/connectwise-manage/v2026_1/apis/3.0'],
])('the API of %s is at %s', (site, api) => {
  expect(apiUrlOf(site, 'v2026_1/')).toBe(api);
});

test.each([null, '', '../../evil', 'v1/../..', '//evil.example/', 'https://evil.example/'])(
  'the codebase %s is not followed: the alias is',
  (codebase) => {
    expect(apiUrlOf('https://psa.example', codebase)).toBe('https://psa.example/v4_6_release/apis/3.0');
  },
);

test.each([
  'https://psa.example',
  'https://psa.example/',
  'https://psa.example/v4_6_release',
  'https://psa.example/v2026_1/apis/3.0/',
])('%s is taken as the site https://psa.example', (entry) => {
  expect(siteOf(entry)).toBe('https://psa.example');
});
