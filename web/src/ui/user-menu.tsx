import { Menu, UnstyledButton } from '@mantine/core';
import { ChevronUp, Keyboard, LogOut, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './menus.module.css';

type UserMenuProps = {
  user: { name: string; email: string };
  onAccount: () => void;
  onKeys: () => void;
  onSignOut: () => void;
};

/** Who is signed in, below the navigation. */
export function UserMenu({ user, onAccount, onKeys, onSignOut }: UserMenuProps): ReactNode {
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
        <Menu.Item leftSection={<UserRound size={14} />} onClick={onAccount}>
          My account
        </Menu.Item>
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
