import { Group, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useUnlinkedCount } from '../../api/companies.ts';
import { useOrganizations } from '../../api/organizations.ts';
import { formatQuantity } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { IntegrationFilter } from '../integrations/integration-filter.tsx';
import { LinksTab } from './links-tab.tsx';
import { OrganizationDialog } from './organization-dialog.tsx';
import type { OrganizationsSearch, OrganizationTab } from './organizations-search.ts';
import { OrganizationsTab } from './organizations-tab.tsx';
import { UnlinkedTab } from './unlinked-tab.tsx';

const TAB_WORDS: Record<OrganizationTab, string> = {
  organizations: 'By organization',
  unlinked: 'Unlinked companies',
  links: 'All links',
};

/** Your clients, and the companies in each integration that belong to them. */
export function OrganizationsPage(): ReactNode {
  const search = useSearch({ from: '/shell/organizations' });
  const navigate = useNavigate({ from: '/organizations' });
  const { tab = 'organizations', q, integrationId } = search;
  const change = (part: { [Key in keyof OrganizationsSearch]: OrganizationsSearch[Key] | undefined }): void =>
    void navigate({
      search: (before) => withoutAbsent({ ...before, ...part }),
      replace: part.tab === undefined,
    });
  return (
    <Page
      title="Organizations"
      description="Your clients, and the companies in each integration that belong to them."
    >
      <Group gap="xs">
        <SearchInput
          label={tab === 'organizations' ? 'Search organizations' : 'Search companies'}
          value={q}
          onChange={(next) => change({ q: next })}
        />
        {tab === 'organizations' ? null : (
          <IntegrationFilter value={integrationId} onChange={(next) => change({ integrationId: next })} />
        )}
      </Group>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => change({ tab: next === 'organizations' ? undefined : (next as OrganizationTab) })}
      >
        <OrganizationTabs />
        <Tabs.Panel value="organizations" pt="sm">
          <OrganizationsTab q={q} onOpen={({ id }) => change({ open: id })} />
        </Tabs.Panel>
        <Tabs.Panel value="unlinked" pt="sm">
          <UnlinkedTab q={q} integrationId={integrationId} />
        </Tabs.Panel>
        <Tabs.Panel value="links" pt="sm">
          <LinksTab
            q={q}
            integrationId={integrationId}
            isIgnored={search.ignored === true}
            onIgnoredChange={(isIgnored) => change({ ignored: isIgnored ? true : undefined })}
          />
        </Tabs.Panel>
      </Tabs>
      {search.open === undefined ? null : (
        <OrganizationDialog key={search.open} id={search.open} close={() => change({ open: undefined })} />
      )}
    </Page>
  );
}

function OrganizationTabs(): ReactNode {
  const counts: Partial<Record<OrganizationTab, number | null | undefined>> = {
    organizations: useOrganizations({}).total,
    unlinked: useUnlinkedCount(),
  };
  return (
    <Tabs.List aria-label="Organizations">
      {(Object.keys(TAB_WORDS) as OrganizationTab[]).map((tab) => (
        <Tabs.Tab key={tab} value={tab}>
          {TAB_WORDS[tab]}
          {counts[tab] == null ? null : <span className="t-dim"> {formatQuantity(counts[tab])}</span>}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}

function withoutAbsent(
  search: { [Key in keyof OrganizationsSearch]: OrganizationsSearch[Key] | undefined },
): OrganizationsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
