import { z } from 'zod';

// People read these too, in the page's forms and when a file is imported.
z.config({
  customError: ({ code, input }) =>
    code === 'invalid_type' && input === undefined ? 'is missing' : undefined,
});

/** Our own ids are opaque to clients; anything else in their place is simply not found. */
export const idSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w.:-]+$/, 'not an id');

export const timestampSchema = z.iso.datetime().describe('ISO 8601, UTC');
export const daySchema = z.iso.date().describe('calendar day, YYYY-MM-DD');

export const moneySchema = z
  .object({
    amount: z.string().describe('decimal, for example "12.50"'),
    currency: z.string().describe('ISO 4217'),
  })
  .meta({ id: 'Money' });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .describe('RFC 9457 problem details')
  .meta({ id: 'Problem' });

/** Query parameters every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
};

/** The answer of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().describe('how many there are in all, over every page'),
  });
}

/** Of lists whose total takes a while: whether it is wanted. */
export const countedPageQuery = {
  ...pageQuery,
  total: z.stringbool().default(true).describe('false: leaves the total out'),
};

/** The answer of such a list. */
export function countedListOf<Item extends z.ZodType>(item: Item) {
  return listOf(item).extend({
    total: z.number().int().nullable().describe('how many there are in all, over every page; null: left out'),
  });
}

/** A comma-separated query parameter whose values are each one of `values`. */
export function csvOf<Value extends string>(values: readonly [Value, ...Value[]]) {
  return z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(z.enum(values)));
}

/** The two filters of the page; they apply alike to every tab, count and total. */
export const scopeQuery = {
  organizationId: idSchema.optional(),
  integrationId: idSchema.optional(),
};
