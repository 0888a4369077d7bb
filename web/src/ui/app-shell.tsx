import { Burger, AppShell as Frame, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './app-shell.module.css';
import { formatQuantity } from './format.ts';

export type NavItem = {
  label: string;
  /** Where it leads: a `to` of the router, with its params. */
  link: LinkProps;
  /** A number beside the label; none for undefined and 0. */
  count?: number | undefined;
  /** What the number counts, for those who do not see it: "discrepancies". */
  countLabel?: string;
};

type AppShellProps = {
  items: readonly NavItem[];
  workspace: ReactNode;
  user: ReactNode;
  children: ReactNode;
};

/** The frame of every page: navigation on the left, under a burger where the screen is narrow. */
export function AppShell({ items, workspace, user, children }: AppShellProps): ReactNode {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <Frame
      header={{ height: { base: 48, sm: 0 } }}
      navbar={{ width: 206, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <Frame.Header hiddenFrom="sm" className={classes.header}>
        <Group h="100%" px="sm" gap="sm">
          <Burger
            opened={isOpen}
            onClick={toggle}
            size="sm"
            aria-label={isOpen ? 'Close menu' : 'Open menu'}
          />
          <Text fw={600}>Tieout</Text>
        </Group>
      </Frame.Header>
      <Frame.Navbar className={classes.navbar} aria-label="Main">
        {workspace}
        {items.map((item) => (
          <NavAnchor key={item.label} item={item} onNavigate={close} />
        ))}
        <div className={classes.filler} />
        {user}
      </Frame.Navbar>
      <Frame.Main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </Frame.Main>
    </Frame>
  );
}

function NavAnchor({ item, onNavigate }: { item: NavItem; onNavigate: () => void }): ReactNode {
  const { label, link, count = 0, countLabel } = item;
  return (
    <Link {...link} className={classes.link} activeOptions={{ includeSearch: false }} onClick={onNavigate}>
      <span>{label}</span>
      {count === 0 ? null : (
        <span className={classes.count}>
          {formatQuantity(count)}
          {countLabel === undefined ? null : <span className={classes.hidden}> {countLabel}</span>}
        </span>
      )}
    </Link>
  );
}
