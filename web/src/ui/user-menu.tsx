import { Menu, UnstyledButton } from '@mantine/core';
import { ChevronUp, Keyboard, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './menus.module.css';

type UserMenuProps = {
  user: { name: string; email: string };
  onKeys: () => void;
  onSignOut: () => void;
};

/** Who is signed in, below the navigation. */
export function UserMenu({ user, onKeys, onSignOut }: UserMenuProps): ReactNode {
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={`Account: ${user.name}`}>
          <span className={classes.name}>{user.name}</span>
          <ChevronUp size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item leftSection={<Keyboard size={14} />} onClick={onKeys}>
          Keys
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
