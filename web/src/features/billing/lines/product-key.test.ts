import { expect, test } from 'vitest';
import { productKey } from './product-key.ts';

test('case, spaces and punctuation do not tell products apart', () => {
  expect(productKey('Managed Work-station')).toBe(productKey('managed workstation'));
});

test('names in other scripts stay apart', () => {
  expect(productKey('Büro 365')).toBe('büro365');
  expect(productKey('サーバー')).not.toBe(productKey('端末'));
});
