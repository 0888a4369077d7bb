import { expect, test } from 'vitest';
import { deviceOf } from './counting/testing.ts';
import { Machines } from './same-machine.ts';

const machine = (name: string, serialNumber: string | null) =>
  deviceOf({ externalId: name, name, serialNumber });

test('a machine is found again by its serial number, whatever it is called there', () => {
  const machines = new Machines(
    new Map([
      ['edr', [machine('DESKTOP-1', 'abc123x'), machine('PC-7', 'zzz999y')]],
      ['cloud', [machine('Anna’s laptop', 'ABC123X')]],
    ]),
  );
  expect(machines.twinsOf(machine('PC-7', 'ABC123X'))).toEqual([
    { integrationId: 'edr', name: 'DESKTOP-1' },
    { integrationId: 'cloud', name: 'Anna’s laptop' },
  ]);
});

test('without a serial number on both sides its name finds it, its domain aside', () => {
  const machines = new Machines(
    new Map([['edr', [machine('pc-7.client.local', null), machine('PC-8', 'abc123x')]]]),
  );
  expect(machines.twinsOf(machine('PC-7', 'qqq111z'))).toEqual([
    { integrationId: 'edr', name: 'pc-7.client.local' },
  ]);
  expect(machines.twinsOf(machine('PC-8', 'qqq111z'))).toEqual([]);
  expect(machines.twinsOf(machine('PC-8', null))).toEqual([{ integrationId: 'edr', name: 'PC-8' }]);
  expect(machines.twinsOf(machine('PC-9', 'To be filled by O.E.M.'))).toEqual([]);
});
