import { z } from 'zod';
import { METRICS } from '../../domain/inventory.ts';
import { daySchema, idSchema, moneySchema, timestampSchema } from './common.ts';

const monthlyAmounts = z.array(moneySchema).describe('a month, by currency');

function itemsOf<Item extends z.ZodType>(item: Item) {
  return z.object({ total: z.number().int(), items: z.array(item) });
}

/** What came since a day and needs someone. */
export const newItemsSchema = z
  .object({
    since: daySchema,
    products: itemsOf(
      z.object({
        productKey: z.string(),
        productName: z.string(),
        isNew: z.boolean().describe('no earlier line is of this product'),
        lines: z.number().int().describe('new lines that are unmapped'),
        organizations: z.number().int(),
        monthlyAmounts,
        linesWithoutAmount: z.number().int().describe('lines that are in no amount: theirs is unknown'),
        firstSeenAt: timestampSchema,
      }),
    ).describe('the most money first'),
    companies: itemsOf(
      z.object({
        companyId: idSchema,
        companyName: z.string(),
        integrationId: idSchema,
        lines: z.number().int().describe('its lines in the default PSA'),
        monthlyAmounts,
        records: z.array(z.object({ metric: z.enum(METRICS), count: z.number().int() })),
        firstSeenAt: timestampSchema,
      }),
    ).describe('linked to no organization, by name'),
  })
  .meta({ id: 'NewItems' });
