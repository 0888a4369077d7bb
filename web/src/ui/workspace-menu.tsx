import { Menu, UnstyledButton } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './menus.module.css';

type WorkspaceMenuProps = {
  current: { id: string; name: string };
  all: readonly { id: string; name: string }[];
  onSwitch: (id: string) => void;
};

/** The workspace on top of the navigation; a menu where the person has several. */
export function WorkspaceMenu({ current, all, onSwitch }: WorkspaceMenuProps): ReactNode {
  const face = (
    <>
      <span className={classes.initial} aria-hidden>
        {current.name.slice(0, 1).toUpperCase()}
      </span>
      <span className={classes.name}>{current.name}</span>
    </>
  );
  if (all.length < 2) {
    return <div className={classes.workspace}>{face}</div>;
  }
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.workspace}
          aria-label={`Workspace ${current.name}. Switch workspace`}
        >
          {face}
          <ChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {all.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === current.id ? <Check size={14} /> : null}
            onClick={() => onSwitch(id)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
