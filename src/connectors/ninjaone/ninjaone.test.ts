import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { subject } from './contract.ts';
import { deviceRow } from './schema.ts';
import { toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/devices.json'), 'utf8'),
);

function device(changes: Record<string, unknown> = {}) {
  const { records } = parseRows(deviceRow, [{ id: 7, organizationId: 3, ...changes }], 'devices');
  const [row] = records;
  if (!row) throw new Error('the row was rejected');
  return toDevice(row);
}

describe('devices', () => {
  test('a virtual server: seconds become a time, and the BIOS has the serial number', () => {
    const [server] = parseRows(deviceRow, rows, 'devices').records.map(toDevice);
    expect(server).toEqual({
      externalId: '2',
      companyExternalId: '1',
      name: 'HARBORDC01',
      category: 'server',
      rawCategory: 'WINDOWS_SERVER',
      osName: 'Windows Server 2016 Standard Edition',
      serialNumber: 'vmware-serial',
      lastSeenAt: '2026-04-09T19:04:41.102Z',
      exclusion: null,
      rawStatus: 'online',
    });
  });

  test('a device that waits for approval is excluded, and says so', () => {
    const waiting = parseRows(deviceRow, rows, 'devices').records.map(toDevice)[1];
    expect(waiting).toMatchObject({
      name: 'Reception laptop',
      category: 'laptop',
      exclusion: 'awaiting_approval',
      rawStatus: 'PENDING',
      lastSeenAt: null,
    });
  });

  test.each<[string | null, string | null, DeviceCategory]>([
    ['WINDOWS_WORKSTATION', 'DESKTOP', 'desktop'],
    ['WINDOWS_WORKSTATION', 'LAPTOP', 'laptop'],
    ['WINDOWS_WORKSTATION', 'UNKNOWN', 'workstation'],
    ['LINUX_WORKSTATION', null, 'workstation'],
    ['MAC', 'LAPTOP', 'laptop'],
    ['MAC', 'MOBILE', 'workstation'],
    ['WINDOWS_SERVER', 'LAPTOP', 'server'],
    ['LINUX_SERVER', null, 'server'],
    ['MAC_SERVER', null, 'server'],
    ['VMWARE_VM_HOST', null, 'hypervisor'],
    ['HYPERV_VMM_GUEST', null, 'vm-guest'],
    ['APPLE_IPADOS', null, 'mobile'],
    ['NMS_SWITCH', null, 'network'],
    ['NMS_PRINTER', null, 'printer'],
    ['NMS_SCANNER', null, 'other'],
    ['CLOUD_MONITOR_TARGET', null, 'other'],
    ['QUANTUM_TOASTER', 'DESKTOP', 'other'],
    [null, 'DESKTOP', 'other'],
  ])('node class %s with chassis %s is %s', (nodeClass, chassisType, category) => {
    expect(device({ nodeClass, system: { chassisType } })).toMatchObject({
      category,
      rawCategory: nodeClass,
    });
  });

  test('the name falls back from what a technician wrote to what the network knows', () => {
    expect(device({ displayName: 'A', systemName: 'B', dnsName: 'C' }).name).toBe('A');
    expect(device({ displayName: ' ', systemName: 'B', dnsName: 'C' }).name).toBe('B');
    expect(device({ dnsName: 'C' }).name).toBe('C');
    expect(device().name).toBe('Device 7');
  });

  test('never seen reads as none, whichever way it is written', () => {
    for (const lastContact of [undefined, null, 0]) expect(device({ lastContact }).lastSeenAt).toBeNull();
  });

  test('a placeholder serial number is kept where there is no better one', () => {
    expect(device({ system: { serialNumber: 'None' } }).serialNumber).toBe('None');
    expect(device({ system: { serialNumber: 'ABC', biosSerialNumber: 'XYZ' } }).serialNumber).toBe('ABC');
    expect(device().serialNumber).toBeNull();
  });
});
