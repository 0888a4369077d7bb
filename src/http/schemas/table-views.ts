import { z } from 'zod';

/** The tables of the page whose view is remembered. */
export const TABLES = [
  ...(['agreements', 'unmapped', 'mapped', 'ignored', 'reconciliation'] as const),
  ...(['unbilled', 'organizations', 'unlinked', 'links', 'syncs', 'runs', 'log'] as const),
  ...(['rules', 'members', 'keys'] as const),
] as const;

const columnId = z.string().min(1).max(40);

export const tableViewSchema = z
  .strictObject({
    hidden: z.array(columnId).max(40).describe('columns that are not shown'),
    widths: z.record(columnId, z.number().int().min(40).max(2000)).describe('pixels by column'),
  })
  .refine(({ widths }) => Object.keys(widths).length <= 40, 'more columns than any table has')
  .meta({ id: 'TableView' });
