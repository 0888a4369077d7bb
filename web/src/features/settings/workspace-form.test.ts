import { expect, test } from 'vitest';
import type { Workspace } from '../../api/types.ts';
import { toFormField, toFormValues, toWorkspacePatch } from './workspace-form.ts';

const workspace: Workspace = {
  id: 'ws',
  name: 'Northwind IT',
  plan: 'pro',
  currency: 'USD',
  timeZone: 'Europe/Berlin',
  tolerance: { percent: 5 },
  staleAfterHours: 48,
  defaultPsaIntegrationId: null,
  lastPsaSyncAt: null,
};

test('what is not touched is sent back as it was', () => {
  expect(toWorkspacePatch(toFormValues(workspace))).toEqual({
    name: 'Northwind IT',
    currency: 'USD',
    timeZone: 'Europe/Berlin',
    tolerance: { percent: 5 },
    staleAfterHours: 48,
  });
});

test('emptied tolerances are none, a tolerance of 0 is one', () => {
  const values = { ...toFormValues(workspace), tolerancePercent: '' };
  expect(toWorkspacePatch(values).tolerance).toBeNull();
  expect(toWorkspacePatch({ ...values, toleranceUnits: 0 }).tolerance).toEqual({ units: 0 });
});

test("the API's complaints find their field", () => {
  expect(toFormField('tolerance.units')).toBe('toleranceUnits');
  expect(toFormField('name')).toBe('name');
});
