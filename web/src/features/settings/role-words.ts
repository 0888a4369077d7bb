import type { Member } from '../../api/types.ts';

export type Role = Member['role'];

/** What each role may do, in a sentence. */
export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  owner: { name: 'Owner', may: 'Everything, and who else is an owner' },
  admin: { name: 'Admin', may: 'Works the billing; integrations, settings, members and keys' },
  biller: { name: 'Biller', may: 'Works the billing: syncs, links, maps, ignores, accepts' },
  viewer: { name: 'Viewer', may: 'Sees everything but secrets, and changes nothing' },
};

/** From the one that may most. */
export const ROLES = Object.keys(ROLE_WORDS) as Role[];
