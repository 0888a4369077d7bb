import { Burger } from '@mantine/core';
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
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <section className={classes.header} aria-label="Top bar">
        <Burger opened={isOpen} onClick={toggle} size="sm" aria-label={isOpen ? 'Close menu' : 'Open menu'} />
        <strong>Tieout</strong>
      </section>
      <nav
        className={classes.navbar}
        aria-label="Main"
        data-open={isOpen || undefined}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        {workspace}
        {items.map((item) => (
          <NavAnchor key={item.label} item={item} onNavigate={close} />
        ))}
        <div className={classes.filler} />
        {user}
      </nav>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
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
