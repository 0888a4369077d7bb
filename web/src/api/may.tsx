import type { ReactNode } from 'react';
import { useMay } from './session.ts';
import type { Permission } from './types.ts';

/** Shows what only those are offered who may do it, by the server's own table of roles (see useMay). */
export function May({ to, children }: { to: Permission; children: ReactNode }): ReactNode {
  return useMay(to) ? children : null;
}
