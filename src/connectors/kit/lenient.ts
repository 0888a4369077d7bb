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
