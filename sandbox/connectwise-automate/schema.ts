import { z } from 'zod';

/**
 * What Automate sends, as far as the sandbox sends it: names and types from public types that were generated from a server's own
 * description (Client, Computer), words from AutomateAPI, a public module. There is no public document.
 */

const automateId = z.string().regex(/^\d+$/);
const moment = z.iso.datetime();

export const automateClientSchema = z.strictObject({
  Id: automateId,
  Name: z.string(),
  Company: z.string(),
  City: z.string(),
  ExternalId: z.string(),
});
export type AutomateClient = z.infer<typeof automateClientSchema>;

export const automateComputerSchema = z.strictObject({
  Id: automateId,
  Client: z.strictObject({ Id: automateId, Name: z.string() }),
  Location: z.strictObject({ Id: z.int(), Name: z.string() }),
  ComputerName: z.string(),
  OperatingSystemName: z.string(),
  DomainName: z.string(),
  Type: z.enum(['Server', 'Workstation']),
  Status: z.enum(['Online', 'Offline']),
  IsVirtualMachine: z.boolean(),
  SerialNumber: z.string().nullable(),
  RemoteAgentVersion: z.string(),
  RemoteAgentLastContact: moment.nullable(),
  LastHeartbeat: moment.nullable(),
  DateAdded: moment,
});
export type AutomateComputer = z.infer<typeof automateComputerSchema>;
