import type { MappingOptions } from '../../../api/types.ts';
import type { FilterOf, MappingForm } from './mapping-form.ts';

export type DeviceCategory = MappingOptions['categories'][number]['id'];
export type Operator = FilterOf<'devices'>['conditions'][number]['operator'];

export const COMPARISON_WORDS: Record<MappingForm['metric'], string> = {
  none: 'Not compared',
  devices: 'Devices',
  users: 'Users',
  licenses: 'Licence seats',
  subscriptions: 'Subscriptions',
};

export const CATEGORY_WORDS: Record<DeviceCategory, string> = {
  desktop: 'Desktop',
  laptop: 'Laptop',
  server: 'Server',
  workstation: 'Workstation',
  network: 'Network',
  printer: 'Printer',
  hypervisor: 'Hypervisor',
  'vm-guest': 'VM guest',
  mobile: 'Mobile',
  other: 'Other',
};

export const OPERATOR_WORDS: Record<Operator, string> = {
  contains: 'contains',
  notContains: 'does not contain',
  is: 'is',
  isNot: 'is not',
  startsWith: 'starts with',
  endsWith: 'ends with',
  matches: 'matches (* and ?)',
};

export const DEVICE_FIELD_WORDS: Record<FilterOf<'devices'>['conditions'][number]['field'], string> = {
  osName: 'OS name',
  deviceName: 'Device name',
};

export const USER_FIELD_WORDS: Record<FilterOf<'users'>['conditions'][number]['field'], string> = {
  userPrincipalName: 'User name or domain',
  displayName: 'Display name',
  department: 'Department',
};
