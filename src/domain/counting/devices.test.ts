import { describe, expect, test } from 'vitest';
import type { DeviceRecord } from '../inventory.ts';
import type { DeviceFilter } from '../measure.ts';
import { findDuplicates, plausibleSerial } from './devices.ts';
import { AS_OF, countOf, deviceOf, verdictOf } from './testing.ts';

const verdict = (device: Partial<DeviceRecord>, filter: Partial<DeviceFilter> = {}) =>
  verdictOf('devices', filter, deviceOf(device));

describe('of all devices', () => {
  test.each<[string, Partial<DeviceRecord>]>([
    ['an offline one', { rawStatus: 'offline' }],
    ['a suspended one', { rawStatus: 'SUSPENDED' }],
    ['one never seen, where no age is asked for', { lastSeenAt: null }],
    ['one of any category', { category: 'other' }],
  ])('%s counts', (_, device) => {
    expect(verdict(device)).toBe('counted');
  });

  test.each([
    ['deleted', 'deleted in the source'],
    ['decommissioned', 'decommissioned in the source'],
    ['uninstalled', 'the agent is uninstalled'],
    ['awaiting_approval', 'awaiting approval in the source'],
  ] as const)('one that is %s does not', (exclusion, words) => {
    expect(verdict({ exclusion })).toBe(`${exclusion}: ${words}`);
  });
});

describe('by category', () => {
  test('only the named ones count', () => {
    expect(verdict({ category: 'laptop' }, { categories: ['desktop', 'laptop'] })).toBe('counted');
    expect(verdict({ category: 'server' }, { categories: ['desktop', 'laptop'] })).toBe(
      'filter: its category is server',
    );
  });

  test('a workstation of unknown form counts only as one, and is not silently taken for a desktop', () => {
    expect(verdict({ category: 'workstation' }, { categories: ['workstation'] })).toBe('counted');
    expect(verdict({ category: 'workstation' }, { categories: ['desktop'] })).toMatch(
      /^category_unknown: .*desktop or a laptop/,
    );
  });
});

describe('seen within 30 days, counted back from the time of the data', () => {
  const recent = { seenWithinDays: 30 };

  test.each([
    ['on the edge counts', '2026-10-24T12:00:00.000Z', 'counted'],
    ['a moment before it does not', '2026-10-24T11:59:59.999Z', 'stale: not seen for 30 days'],
    ['long ago does not', '2026-01-01T12:00:00.000Z', 'stale: not seen for 326 days'],
    ['after the data were read counts', '2026-11-23T13:00:00.000Z', 'counted'],
    ['never does not', null, 'stale: never seen'],
  ])('a device seen %s', (_, lastSeenAt, expected) => {
    expect(verdict({ lastSeenAt }, recent)).toBe(expected);
  });
});

describe('text conditions', () => {
  test('say what the text is', () => {
    const conditions: DeviceFilter['conditions'] = [
      { field: 'osName', operator: 'contains', value: 'Server' },
    ];
    expect(verdict({ osName: ' WINDOWS SERVER 2022' }, { conditions })).toBe('counted');
    expect(verdict({}, { conditions })).toBe(
      'filter: not: OS name contains “Server” (it is “Windows 11 Pro”)',
    );
    expect(verdict({ osName: null }, { conditions })).toBe(
      'filter: not: OS name contains “Server” (it is empty)',
    );
  });
});

describe('serial numbers', () => {
  test.each([
    null,
    '',
    '  ',
    '0',
    '0000000',
    'None',
    ' NONE ',
    'To be filled by O.E.M.',
    'to be filled by o.e.m.',
    'Default string',
    'System Serial Number',
    'Not Specified',
    'xxxxxxx',
    '123456789',
  ])('%j is not plausible', (serialNumber) => {
    expect(plausibleSerial(deviceOf({ serialNumber }))).toBeNull();
  });

  test('case and surrounding space do not matter', () => {
    expect(plausibleSerial(deviceOf({ serialNumber: ' 5CG1234Abc ' }))).toBe('5cg1234abc');
  });
});

describe('devices with one plausible serial number', () => {
  const old = deviceOf({
    externalId: 'old',
    name: 'PC-OLD',
    serialNumber: 'ABC123',
    lastSeenAt: '2026-11-01T00:00:00Z',
  });
  const young = deviceOf({ externalId: 'new', name: 'PC-NEW', serialNumber: ' abc123 ' });
  const blank = [
    deviceOf({ externalId: 'x', serialNumber: 'None' }),
    deviceOf({ externalId: 'y', serialNumber: 'None' }),
  ];

  test('are possible duplicates of the one last seen', () => {
    expect([...findDuplicates([young, old, ...blank])]).toEqual([[old, young]]);
  });

  test('all count unless the measure merges them', () => {
    expect(countOf('devices', {}, [old, young, ...blank]).total.toNumber()).toBe(4);
  });

  test('are merged to the one last seen where the measure says so; placeholders never', () => {
    const count = countOf('devices', { mergeDuplicates: true }, [old, young, ...blank]);
    expect(count.total.toNumber()).toBe(3);
    expect(count.leftOut).toEqual([
      { record: old, reason: { code: 'duplicate', text: 'duplicate of PC-NEW (same serial number)' } },
    ]);
  });

  test('are merged among what passed the filter: one left out anyway keeps nobody out', () => {
    const gone = { ...young, exclusion: 'decommissioned' } as const;
    const count = countOf('devices', { mergeDuplicates: true }, [old, gone]);
    expect(count.counted.map(({ record }) => record)).toEqual([old]);
  });

  test('one never seen gives way to one seen, equal ones to the smaller id', () => {
    const never = { ...young, lastSeenAt: null };
    expect([...findDuplicates([never, old]).keys()]).toEqual([never]);
    const twin = { ...young, externalId: 'twin' };
    expect([...findDuplicates([twin, young]).keys()]).toEqual([twin]);
    expect(AS_OF).toBe(young.lastSeenAt);
  });
});
