import type { EstateRecord } from '../../../api/types.ts';

/** What is billed of a record; each is in one of these. */
export const PART_WORDS: Record<EstateRecord['part'], string> = {
  billed_once: 'Billed once',
  billed_more_than_once: 'More than once',
  unbilled: 'Unbilled',
  not_billable: 'Not billable',
};

export const PARTS = Object.keys(PART_WORDS) as EstateRecord['part'][];
