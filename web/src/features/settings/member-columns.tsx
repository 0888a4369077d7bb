import { Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useMay, useSession } from '../../api/session.ts';
import type { Member } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { TwoLines } from '../../ui/two-lines.tsx';
import { useChangeRole, useRemoveMember } from './members.ts';
import { useGiveableRoles } from './role-select.tsx';
import { ROLE_WORDS, type Role } from './role-words.ts';

type Column = DataTableColumn<Member>;

/** The columns of the members; with what changes them for whoever may. */
export function useMemberColumns(): Column[] {
  const own = useSession()?.user?.id;
  const administers = useMay('administer');
  const giveable = useGiveableRoles();
  const changeRole = useChangeRole();
  const { mutate: remove, isPending, variables } = useRemoveMember();
  const person = useMemo(() => personColumn(own), [own]);
  if (!administers) return [person, ROLE_COLUMN];
  const mayChange = (member: Member): boolean => giveable.includes(member.role);
  return [
    person,
    {
      ...ROLE_COLUMN,
      cell: (member) =>
        mayChange(member) ? (
          <RoleOf
            member={member}
            giveable={giveable}
            change={(role) => void askAndChange(member, role, own, changeRole)}
          />
        ) : (
          ROLE_WORDS[member.role].name
        ),
    },
    {
      id: 'actions',
      header: 'Actions',
      width: 110,
      isNumeric: true,
      cell: (member) =>
        mayChange(member) && member.id !== own ? (
          <Button
            aria-label={`Remove ${member.name}`}
            loading={isPending && variables.id === member.id}
            onClick={() => void askAndRemove(member, remove)}
          >
            Remove
          </Button>
        ) : null,
    },
  ];
}

function personColumn(own: string | undefined): Column {
  return {
    id: 'person',
    header: 'Person',
    minWidth: 180,
    cell: ({ id, name, email }) => (
      <TwoLines top={id === own ? `${name} (you)` : name} bottom={email} isStrong />
    ),
    csv: [
      { header: 'Person', value: ({ name }) => name },
      { header: 'Email', value: ({ email }) => email },
    ],
  };
}

const ROLE_COLUMN: Column = {
  id: 'role',
  header: 'Role',
  minWidth: 150,
  cell: ({ role }) => <TwoLines top={ROLE_WORDS[role].name} bottom={ROLE_WORDS[role].may} />,
  csv: [{ header: 'Role', value: ({ role }) => ROLE_WORDS[role].name }],
};

type RoleOfProps = { member: Member; giveable: Role[]; change: (role: Role) => void };

function RoleOf({ member, giveable, change }: RoleOfProps) {
  return (
    <Select
      aria-label={`Role of ${member.name}`}
      title={ROLE_WORDS[member.role].may}
      allowDeselect={false}
      maw={140}
      data={giveable.map((role) => ({ value: role, label: ROLE_WORDS[role].name }))}
      value={member.role}
      onChange={(role) => change(role as Role)}
    />
  );
}

/** Whoever lowers their own role cannot raise it again: that is asked first. */
async function askAndChange(
  member: Member,
  role: Role,
  own: string | undefined,
  change: ReturnType<typeof useChangeRole>,
): Promise<void> {
  const title = `Make yourself ${ROLE_WORDS[role].name.toLowerCase()}?`;
  const text = 'You lose what your role may do now, and someone else has to give it back.';
  if (member.id !== own || (await confirm({ title, text, confirm: 'Change my role' }))) {
    change({ member, role });
  }
}

async function askAndRemove(member: Member, remove: (member: Member) => void): Promise<void> {
  const title = `Remove ${member.name}?`;
  const text =
    'Their next request is refused. What they decided stays; open invitations of theirs end. You can invite them again.';
  if (await confirm({ title, text, confirm: 'Remove', isDestructive: true })) remove(member);
}
