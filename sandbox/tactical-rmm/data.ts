import type { SandboxMsp } from '../msp/types.ts';
import type { TacticalAgent, TacticalClient } from './schema.ts';

export const TACTICAL = 'tactical-rmm';

export type TacticalData = {
  /** Without what the server counts for each answer. */
  clients: Omit<TacticalClient, 'agent_count' | 'sites'>[];
  agents: TacticalAgent[];
  /** Names of the sites that the key's role may see; null: every one. */
  visibleSites: string[] | null;
};

/** What Tactical RMM serves of this MSP. */
export function tacticalOf(msp: SandboxMsp): TacticalData {
  return msp.planted[TACTICAL] as TacticalData;
}
