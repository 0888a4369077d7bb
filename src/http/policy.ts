/** What each role may do. The one table of permissions; routes name the permission they need. */

export const ROLES = ['owner', 'admin', 'biller', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** `read`: see everything but secrets. `work`: map, link, ignore, sync, run. `administer`: integrations, workspace, keys. */
export const PERMISSIONS = ['read', 'work', 'administer'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const ALLOWED: Record<Permission, readonly Role[]> = {
  read: ['owner', 'admin', 'biller', 'viewer'],
  work: ['owner', 'admin', 'biller'],
  administer: ['owner', 'admin'],
};

/** Whether someone may make a key of a role: none that may more than they do themselves. */
export function mayGive(own: Role, given: Role): boolean {
  return ROLES.indexOf(given) >= ROLES.indexOf(own);
}

/** Whether a role has a permission. */
export function mayDo(role: Role, permission: Permission): boolean {
  return ALLOWED[permission].includes(role);
}

/** All that a role may do. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => mayDo(role, permission));
}
