import type { DeviceRecord } from '../inventory.ts';
import type { Condition, DeviceFilter } from '../measure.ts';
import { describeCondition } from '../words.ts';
import { compileConditions } from './conditions.ts';
import type { Judge, LeftOutReason } from './judgement.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const EXCLUSIONS: Record<NonNullable<DeviceRecord['exclusion']>, string> = {
  deleted: 'deleted in the source',
  decommissioned: 'decommissioned in the source',
  uninstalled: 'the agent is uninstalled',
  awaiting_approval: 'awaiting approval in the source',
};

/**
 * Judges devices by a filter (domain.md section 4): offline and suspended ones count, excluded and stale ones do not.
 * @param asOf ISO 8601: the time of the source's data, which `seen within` counts back from.
 */
export function judgeDevices(filter: DeviceFilter, asOf: string): Judge<DeviceRecord> {
  const categories = new Set<string>(filter.categories);
  const failing = compileConditions(filter.conditions, filter.match, textOf);
  const oldest = filter.seenWithinDays === null ? null : Date.parse(asOf) - filter.seenWithinDays * DAY_MS;
  return (device) => {
    if (device.exclusion !== null) {
      return { code: device.exclusion, text: EXCLUSIONS[device.exclusion] };
    }
    if (categories.size > 0 && !categories.has(device.category)) {
      return wrongCategory(device, categories);
    }
    const condition = failing(device);
    if (condition !== null) {
      return {
        code: 'filter',
        text: describeFailure(condition, textOf(device, condition.field), filter.match),
      };
    }
    return oldest === null ? null : judgeAge(device, oldest, asOf);
  };
}

function textOf(device: DeviceRecord, field: 'osName' | 'deviceName'): string | null {
  return field === 'osName' ? device.osName : device.name;
}

function wrongCategory(device: DeviceRecord, wanted: Set<string>): LeftOutReason {
  const asksForForm = wanted.has('desktop') || wanted.has('laptop');
  if (device.category === 'workstation' && asksForForm) {
    const text = 'the source cannot tell whether this workstation is a desktop or a laptop';
    return { code: 'category_unknown', text };
  }
  return { code: 'filter', text: `its category is ${device.category}` };
}

/** Said of a failed condition; also for users. */
export function describeFailure(condition: Condition, text: string | null, match: 'all' | 'any'): string {
  if (match === 'any') {
    return 'none of the conditions holds';
  }
  const actual = text === null || text.trim() === '' ? 'it is empty' : `it is “${text.trim()}”`;
  return `not: ${describeCondition(condition)} (${actual})`;
}

function judgeAge(device: DeviceRecord, oldest: number, asOf: string): LeftOutReason | null {
  if (device.lastSeenAt === null) {
    return { code: 'stale', text: 'never seen' };
  }
  const seen = Date.parse(device.lastSeenAt);
  if (seen >= oldest) {
    return null;
  }
  const days = Math.floor((Date.parse(asOf) - seen) / DAY_MS);
  return { code: 'stale', text: `not seen for ${days} days` };
}

/** Serial numbers that makers leave in place of one. */
const PLACEHOLDER_SERIALS = new Set([
  '',
  '0',
  'none',
  'null',
  'n/a',
  'na',
  'unknown',
  'default string',
  'to be filled by o.e.m.',
  'to be filled by o.e.m',
  'system serial number',
  'chassis serial number',
  'serial number',
  'not specified',
  'not available',
  'not applicable',
  'invalid',
  'oem',
  'o.e.m.',
  '123456789',
  '1234567890',
  '0123456789',
]);

/** The serial number as a key for finding possible duplicates, or null where it is not plausible. */
export function plausibleSerial(device: DeviceRecord): string | null {
  const serial = device.serialNumber?.trim().toLowerCase() ?? '';
  const isRepeated = /^(.)\1*$/.test(serial);
  return PLACEHOLDER_SERIALS.has(serial) || isRepeated ? null : serial;
}

/**
 * Devices that share a plausible serial number with one seen later (ties: the smaller id stays).
 * @returns for each such device the one that stays.
 */
export function findDuplicates(devices: readonly DeviceRecord[]): Map<DeviceRecord, DeviceRecord> {
  const stays = new Map<string, DeviceRecord>();
  for (const device of devices) {
    const serial = plausibleSerial(device);
    const other = serial === null ? undefined : stays.get(serial);
    if (serial !== null && (other === undefined || isSeenLater(device, other))) {
      stays.set(serial, device);
    }
  }
  const duplicates = new Map<DeviceRecord, DeviceRecord>();
  for (const device of devices) {
    const serial = plausibleSerial(device);
    const stay = serial === null ? undefined : stays.get(serial);
    if (stay !== undefined && stay !== device) {
      duplicates.set(device, stay);
    }
  }
  return duplicates;
}

function isSeenLater(a: DeviceRecord, b: DeviceRecord): boolean {
  const [seenA, seenB] = [a.lastSeenAt ?? '', b.lastSeenAt ?? ''];
  return seenA === seenB ? a.externalId < b.externalId : seenA > seenB;
}
