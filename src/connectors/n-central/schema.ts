import { z } from 'zod';
import { id, list, number, text, time } from '../kit/lenient.ts';

/**
 * What N-central sends, as far as it is read. Names and types from its OpenAPI document ("N-central API-Service"), GET
 * /api/customers and GET /api/devices. A customer's id is text in the one and a number in the other.
 */

export const customerRow = z.object({ customerId: id, customerName: text });
export type CustomerRow = z.output<typeof customerRow>;

export const deviceRow = z.object({
  deviceId: id,
  customerId: id,
  customerName: text,
  longName: text,
  discoveredName: text,
  deviceClass: text,
  deviceClassLabel: text,
  supportedOs: text,
  supportedOsLabel: text,
  /** When the agent, or the probe that watches the device, last reported. */
  lastApplianceCheckinTime: time,
});
export type DeviceRow = z.output<typeof deviceRow>;

/** Every list's answer. With status 200 too it may be an error (N-able, "REST API known issues and limitations"). */
export const listAnswer = z.object({
  data: list.catch(null),
  totalItems: number.catch(null),
  status: number.catch(null),
  message: text,
  errorMessage: text,
  error: text,
});

/** POST /api/auth/authenticate. */
export const authAnswer = z.object({
  tokens: z.object({
    access: z.object({ token: z.string().min(1), expirySeconds: z.number().positive().catch(300) }),
  }),
});
