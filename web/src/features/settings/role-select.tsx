import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRole } from '../../api/session.ts';
import { ROLE_WORDS, ROLES, type Role } from './role-words.ts';

/** The roles that whoever is signed in may give: their own and those that may less. */
export function useGiveableRoles(): Role[] {
  const own = useRole();
  return own === undefined ? [] : ROLES.slice(ROLES.indexOf(own));
}

type RoleSelectProps = {
  value?: Role;
  onChange?: (role: Role) => void;
  error?: ReactNode;
};

/** A role to give, with what it may do. */
export function RoleSelect({ value, onChange, error }: RoleSelectProps): ReactNode {
  const giveable = useGiveableRoles();
  return (
    <Select
      label="Role"
      description={value === undefined ? null : ROLE_WORDS[value].may}
      allowDeselect={false}
      data={giveable.map((role) => ({ value: role, label: ROLE_WORDS[role].name }))}
      value={value ?? null}
      onChange={(role) => onChange?.(role as Role)}
      error={error}
    />
  );
}
