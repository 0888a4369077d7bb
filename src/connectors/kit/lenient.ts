import { z } from 'zod';

/**
 * Field types for what vendors send. All but `id` may be absent or null, which both read as null. A field that
 * decides a number is rejected when it is not understood; one that is only shown then reads as null.
 */

/** An id, number or text, as text; required. */
export const id = z.union([z.string().min(1), z.number()], 'missing or no id').transform(String);

/** Shown text; blank, or something else than text, reads as null. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.trim() || null)
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);

/** A number, also written as text. */
export const number = z
  .union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())], 'not a number')
  .nullish()
  .transform((value) => value ?? null);

export const flag = z
  .boolean('neither true nor false')
  .nullish()
  .transform((value) => value ?? null);

/** A list whose items are read on their own, later; something else than a list is refused. */
export const list = z
  .array(z.unknown(), 'not a list')
  .nullish()
  .transform((value) => value ?? null);

const MOMENT = /^(\d{4}-\d{2}-\d{2})([T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A moment in ISO 8601, as ISO 8601 UTC; one without a time zone is taken as UTC. Blank reads as none. */
export const time = z
  .string('not a time')
  .trim()
  .transform((value, context) => {
    if (value === '') return null;
    const [, day, , clock = '00:00', zone = 'Z'] = MOMENT.exec(value) ?? [];
    const offset = zone.replace(/(\d{2})(\d{2})$/, '$1:$2');
    const moment = new Date(`${day}T${clock}${offset}`);
    if (!Number.isNaN(moment.getTime())) return moment.toISOString();
    context.addIssue('not a time');
    return z.NEVER;
  })
  .nullish()
  .transform((value) => value ?? null);
