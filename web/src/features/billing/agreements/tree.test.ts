import { describe, expect, test } from 'vitest';
import type { Agreement } from '../../../api/types.ts';
import { testLine } from '../testing/test-line.ts';
import { treeFilePages, treeRows } from './tree.ts';

function agreement(parts: Partial<Agreement>): Agreement {
  return {
    id: 'agr_1',
    externalId: '1',
    integrationId: 'int_psa',
    organizationId: 'org_1',
    organizationName: 'Alder & Finch Dental',
    name: 'MSA',
    status: 'active',
    startDate: null,
    endDate: null,
    cancelledDate: null,
    billingCycle: 'monthly',
    currency: 'USD',
    url: null,
    lineItemCount: 0,
    lineItems: [],
    ...parts,
  };
}

const open = { isExpanded: () => true };

describe('the tree of agreements', () => {
  test('an organization stands above its agreements, an agreement above its lines', () => {
    const rows = treeRows(
      [agreement({ lineItems: [testLine({ id: 'a' })] }), agreement({ id: 'agr_2' })],
      open,
    );
    expect(rows.map((row) => row.id)).toEqual([
      'organization:org_1',
      'agreement:agr_1',
      'a',
      'agreement:agr_2',
    ]);
  });

  test('a linked adjustment is indented under its parent, wherever the PSA lists it', () => {
    const lineItems = [
      testLine({ id: 'credit', isAdjustment: true, state: 'linked', linkedTo: 'b' }),
      testLine({ id: 'a' }),
      testLine({ id: 'b' }),
    ];
    const lines = treeRows([agreement({ lineItems })], open).filter((row) => row.kind === 'line');
    expect(lines.map((row) => [row.id, row.depth])).toEqual([
      ['a', 0],
      ['b', 0],
      ['credit', 1],
    ]);
  });

  test('an adjustment whose parent is on another agreement stays where it is', () => {
    const lineItems = [
      testLine({ id: 'credit', isAdjustment: true, state: 'linked', linkedTo: 'elsewhere' }),
    ];
    expect(treeRows([agreement({ lineItems })], open).at(-1)).toMatchObject({ id: 'credit', depth: 0 });
  });

  test('a closed branch hides what is below it', () => {
    const agreements = [agreement({ lineItems: [testLine()] })];
    const rows = treeRows(agreements, { isExpanded: (id) => id.startsWith('organization') });
    expect(rows.map((row) => row.id)).toEqual(['organization:org_1', 'agreement:agr_1']);
    expect(treeRows(agreements, { isExpanded: () => false })).toHaveLength(1);
  });

  test('agreements without an organization stand together', () => {
    const rows = treeRows([agreement({ organizationId: null, organizationName: null })], open);
    expect(rows[0]).toMatchObject({ kind: 'organization', name: null });
  });

  test('deleted lines join their agreement when they are asked for', () => {
    const deleted = [testLine({ id: 'gone', state: 'deleted' })];
    expect(treeRows([agreement({})], { ...open, deleted }).map((row) => row.id)).toContain('gone');
  });
});

test('a file has every line, with its adjustments, and the agreements without lines', async () => {
  async function* pages() {
    yield [
      agreement({
        lineItems: [testLine({ id: 'a' }), testLine({ id: 'b', state: 'linked', linkedTo: 'a' })],
      }),
      agreement({ id: 'agr_2' }),
    ];
    yield [agreement({ id: 'agr_3', lineItems: [testLine({ id: 'c' })] })];
  }
  const written: string[][] = [];
  for await (const rows of treeFilePages(pages(), [testLine({ id: 'd', agreementId: 'agr_3' })])) {
    written.push(rows.map(({ id }) => id));
  }
  expect(written).toEqual([
    ['a', 'b', 'agreement:agr_2'],
    ['c', 'd'],
  ]);
});
