import type { SandboxMsp } from '../msp/types.ts';
import type { S1Agent, S1Site } from './schema.ts';

export const SENTINELONE = 'sentinelone';

export type SentinelOneData = { sites: S1Site[]; agents: S1Agent[] };

/** What SentinelOne serves of this MSP. */
export function sentinelOneOf(msp: SandboxMsp): SentinelOneData {
  return msp.planted[SENTINELONE] as SentinelOneData;
}
