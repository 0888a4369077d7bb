import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** An empty value is no value, as compose files and shells leave them. */
export const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

export const flag = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .transform((text) => text === '1' || text === 'true');

/** Addresses and ranges of addresses (CIDR), comma-separated. */
export const addresses = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part)),
    'must be addresses or ranges like 127.0.0.1, 10.0.0.0/8',
  );
