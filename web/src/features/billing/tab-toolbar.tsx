import { Group, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { SearchInput } from '../../ui/search-input.tsx';
import { useBillingSearch } from './use-billing-search.ts';

type TabToolbarProps = {
  /** Whether the tab can show ended, upcoming and deleted lines. */
  hasInactiveSwitch?: boolean;
  /** TableTools of the tab's table. */
  tools?: ReactNode;
  children?: ReactNode;
};

/** Search, what else the tab offers, and the switch for lines that are not active. */
export function TabToolbar({ hasInactiveSwitch = false, tools, children }: TabToolbarProps): ReactNode {
  const { search, change } = useBillingSearch();
  return (
    <Group gap="sm" justify="space-between">
      <Group gap="sm">
        <SearchInput
          label="Search product or client"
          width={216}
          value={search.q}
          onChange={(q) => change({ q }, { replace: true })}
        />
        {hasInactiveSwitch ? (
          <Switch
            size="xs"
            label="Show ended, upcoming and deleted"
            checked={search.inactive === true}
            onChange={(event) => change({ inactive: event.currentTarget.checked ? true : undefined })}
          />
        ) : null}
      </Group>
      <Group gap="sm">
        {children}
        {tools}
      </Group>
    </Group>
  );
}
