import { describe, expect, test } from 'vitest';
import type { Mapping, MappingOptions } from '../../../api/types.ts';
import {
  formProblems,
  isSameForm,
  type MappingForm,
  toBody,
  toForm,
  withFilter,
  withMetric,
} from './mapping-form.ts';

function integration(id: string, parts: Partial<MappingOptions['integrations'][number]> = {}) {
  const base = { vendor: 'ninjaone', name: id, metrics: ['devices' as const], deviceCategories: [] };
  return { id, ...base, knowsAssignedSeats: false, knowsLastSeen: true, hasCompany: false, ...parts };
}

function options(parts: Partial<MappingOptions> = {}): MappingOptions {
  return {
    mode: 'asset_count',
    modeReason: '',
    metrics: ['devices'],
    integrations: [integration('int_a'), integration('int_b', { hasCompany: true })],
    categories: [],
    skus: [],
    products: [],
    sameProductLines: 0,
    ...parts,
  };
}

const mapping: Mapping = {
  mode: 'asset_count',
  integrationId: 'int_a',
  metric: 'devices',
  filter: {
    categories: ['server'],
    conditions: [{ field: 'osName', operator: 'contains', value: 'windows' }],
    match: 'all',
    seenWithinDays: 30,
    mergeDuplicates: true,
  },
  filterText: '',
  unitsPerLine: 2,
  minimum: 3,
  tolerance: { percent: 5 },
  origin: 'person',
};

describe('a new mapping', () => {
  test("counts everything of the line's metric, from an integration that knows the organization", () => {
    const form = toForm(null, options());
    expect(form).toMatchObject({ metric: 'devices', integrationId: 'int_b', unitsPerLine: 1 });
    expect(toBody(form)).toMatchObject({
      integrationId: 'int_b',
      metric: 'devices',
      filter: { categories: [] },
      tolerance: null,
    });
  });

  test('of a manual line is compared with nothing until a person chooses', () => {
    const form = toForm(null, options({ mode: 'manual', metrics: ['devices', 'users'] }));
    expect(toBody(form)).toEqual({ integrationId: null });
  });

  test('without an integration it asks for one and asks the server nothing', () => {
    const form = toForm(null, options({ integrations: [] }));
    expect(formProblems(form).integrationId).toBeDefined();
    expect(toBody(form)).toBeNull();
  });
});

describe('a stored mapping', () => {
  const form = toForm(mapping, options());

  test('comes back from the form as it was', () => {
    const { mode: _mode, filterText: _text, origin: _origin, ...stored } = mapping;
    expect(toBody(form)).toEqual(stored);
    expect(formProblems(form)).toEqual({});
  });

  test('an explicit tolerance of 0 stays; two empty fields mean the workspace decides', () => {
    expect(toBody({ ...form, toleranceUnits: 0, tolerancePercent: '' })).toMatchObject({
      tolerance: { units: 0 },
    });
    expect(toBody({ ...form, toleranceUnits: '', tolerancePercent: '' })).toMatchObject({ tolerance: null });
  });

  test('a condition without a value is not sent, and keeps the form from being saved', () => {
    const conditions = [{ field: 'osName' as const, operator: 'contains' as const, value: ' ' }];
    const edited = withFilter(form, 'devices', { conditions });
    expect(toBody(edited)).toMatchObject({ filter: { conditions: [] } });
    expect(formProblems(edited).conditions).toBeDefined();
  });

  test.each([0, -1, ''] as const)('units per line of «%s» are refused', (unitsPerLine) => {
    expect(formProblems({ ...form, unitsPerLine }).unitsPerLine).toBeDefined();
    expect(toBody({ ...form, unitsPerLine })).toBeNull();
  });
});

describe('changing the comparison', () => {
  const all = options({
    mode: 'manual',
    metrics: ['devices', 'users'],
    integrations: [integration('rmm'), integration('m365', { metrics: ['users'] })],
  });
  const devices: MappingForm = { ...toForm(null, all), metric: 'devices', integrationId: 'rmm' };

  test('takes an integration that can deliver it', () => {
    expect(withMetric(devices, 'users', all).integrationId).toBe('m365');
  });

  test('and back loses no filter', () => {
    const filtered = withFilter(devices, 'devices', { categories: ['server'] });
    const back = withMetric(withMetric(filtered, 'users', all), 'devices', all);
    expect(back.filters.devices.categories).toEqual(['server']);
    expect(isSameForm(filtered, back)).toBe(true);
  });

  test('a filter of a metric that is not used makes no difference', () => {
    expect(isSameForm(devices, withFilter(devices, 'users', { scope: 'active' }))).toBe(true);
    expect(isSameForm(devices, withFilter(devices, 'devices', { mergeDuplicates: true }))).toBe(false);
  });
});
