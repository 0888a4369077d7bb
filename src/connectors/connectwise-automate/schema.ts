import { z } from 'zod';
import { flag, id, text, time } from '../kit/lenient.ts';

/**
 * What Automate sends, as far as it is read. There is no public document: names and types are those of public types generated from
 * a server's own description, and of AutomateAPI, a module that many use.
 */

export const clientRow = z.object({ Id: id, Name: text });
export type ClientRow = z.output<typeof clientRow>;

export const computerRow = z.object({
  Id: id,
  Client: z.object({ Id: id, Name: text }, 'it is of no client'),
  ComputerName: text,
  FriendlyName: text,
  Type: text,
  Status: text,
  OperatingSystemName: text,
  SerialNumber: text,
  RemoteAgentLastContact: time,
  LastHeartbeat: time,
});
export type ComputerRow = z.output<typeof computerRow>;

/** POST /apitoken. A user with a second factor gets the question for it, and no token. */
export const tokenAnswer = z.object({
  AccessToken: z.string().min(1).nullish().catch(null),
  IsTwoFactorRequired: flag.catch(null),
});
