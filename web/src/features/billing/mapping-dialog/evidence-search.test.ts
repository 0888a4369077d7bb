import { expect, test } from 'vitest';
import { searchRecords } from './evidence-search.ts';

const server = { id: '1', externalId: 'a', name: 'CORVID-DC01', quantity: 1, detail: 'Windows Server 2022' };
const guest = {
  id: '2',
  externalId: 'b',
  name: 'Pat',
  quantity: 1,
  detail: '',
  reason: { code: 'guest', text: 'A guest' },
};

test('records are found by name, detail and reason; case does not matter', () => {
  expect(searchRecords([server, guest], 'corvid')).toEqual([server]);
  expect(searchRecords([server, guest], 'SERVER 2022')).toEqual([server]);
  expect(searchRecords([server, guest], ' guest ')).toEqual([guest]);
  expect(searchRecords([server, guest], '')).toEqual([server, guest]);
});
