import type { PlantedClient } from '../msp/model.ts';
import type { SandboxMsp } from '../msp/types.ts';
import type { HuntressAgent, HuntressIdentity, HuntressOrganization } from './schema.ts';

export const HUNTRESS = 'huntress';

export type HuntressData = {
  organizations: HuntressOrganization[];
  agents: HuntressAgent[];
  identities: HuntressIdentity[];
};

/** What Huntress serves of this MSP. */
export function huntressOf(msp: SandboxMsp): HuntressData {
  return msp.planted[HUNTRESS] as HuntressData;
}

export const ACCOUNT = { id: 5, name: 'Northwind IT' };

/** The id of a client's organization. */
export function organizationIdOf({ id }: PlantedClient): number {
  return 200 + id;
}
