import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { SearchInput } from '../../ui/search-input.tsx';
import classes from './tab-toolbar.module.css';
import { useBillingSearch } from './use-billing-search.ts';

/** What the switch of a tab says whose lines are active otherwise. */
export const INACTIVE_WORDS = 'Show ended, upcoming and deleted';

type TabToolbarProps = {
  /** The switch for lines that the tab does not show by itself, by what it shows then; absent: none. */
  inactiveLabel?: string;
  /** TableTools of the tab's table. */
  tools?: ReactNode;
  children?: ReactNode;
};

/** Search, the switch for lines that are not active, and what else the tab offers. */
export function TabToolbar({ inactiveLabel, tools, children }: TabToolbarProps): ReactNode {
  const { search, change } = useBillingSearch();
  return (
    <div className={classes.toolbar}>
      <div className={classes.search}>
        <SearchInput
          label="Search product or client"
          width="100%"
          value={search.q}
          onChange={(q) => change({ q }, { replace: true })}
        />
      </div>
      {inactiveLabel === undefined ? null : (
        <Switch
          size="xs"
          label={inactiveLabel}
          checked={search.inactive === true}
          onChange={(event) => change({ inactive: event.currentTarget.checked ? true : undefined })}
        />
      )}
      <div className={classes.tools}>
        {children}
        {tools}
      </div>
    </div>
  );
}
