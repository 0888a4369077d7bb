import type { SandboxMsp } from '../msp/types.ts';
import type { AutomateClient, AutomateComputer } from './schema.ts';

export const AUTOMATE = 'connectwise-automate';

export type AutomateData = { clients: AutomateClient[]; computers: AutomateComputer[] };

/** What Automate serves of this MSP. */
export function automateOf(msp: SandboxMsp): AutomateData {
  return msp.planted[AUTOMATE] as AutomateData;
}
