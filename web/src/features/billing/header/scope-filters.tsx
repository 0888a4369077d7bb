import { Group, Select, type SelectProps, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { countedIntegrationsQuery, integrationsQuery } from '../../../api/integrations.ts';
import { foundOrganizationsQuery, organizationQuery } from '../../../api/organizations.ts';
import type { Integration, Organization } from '../../../api/types.ts';
import { formatQuantity, plural } from '../../../ui/format.ts';
import { useBillingSearch } from '../use-billing-search.ts';

const ALL = 'all';
const ALL_ORGANIZATIONS = 'All organizations';
/** More than this, and one types to find the rest. */
const OPTIONS_SHOWN_MAX = 200;

/** The two filters of the page: they apply to every tab and every number on them. */
export function ScopeFilters(): ReactNode {
  return (
    <Group gap="xs" flex="1 1 auto">
      <OrganizationFilter />
      <IntegrationFilter />
    </Group>
  );
}

type Choice = { value: string; label: string; count: string };

/** There may be thousands: they are asked for when it is opened, and found by the server. */
function OrganizationFilter(): ReactNode {
  const { search, change } = useBillingSearch();
  const { organizationId } = search;
  const [isOpened, { open }] = useDisclosure(false);
  const [text, setText] = useState('');
  const chosen = useQuery({
    ...organizationQuery(organizationId ?? ''),
    enabled: organizationId !== undefined,
  }).data;
  // What is chosen stands in the field: it is no text to search.
  const q = [ALL_ORGANIZATIONS, chosen?.name].includes(text) ? '' : text.trim();
  const found = useQuery({ ...foundOrganizationsQuery(q, OPTIONS_SHOWN_MAX), enabled: isOpened }).data;
  const items = found?.items ?? [];
  const isFound = items.some(({ id }) => id === organizationId);
  return (
    <ScopeSelect
      label="Organization"
      all={{
        value: ALL,
        label: ALL_ORGANIZATIONS,
        count: q === '' && found !== undefined ? formatQuantity(found.total) : '',
      }}
      choices={[...(chosen === undefined || isFound ? [] : [chosen]), ...items].map(toChoice)}
      value={organizationId}
      onChange={(id) => change({ organizationId: id })}
      onOpen={open}
      onSearch={setText}
    />
  );
}

function toChoice({ id, name, lineItems }: Organization): Choice {
  return { value: id, label: name, count: plural(lineItems, 'line') };
}

function IntegrationFilter(): ReactNode {
  const { search, change } = useBillingSearch();
  const [isOpened, { open }] = useDisclosure(false);
  const { data = [] } = useQuery(integrationsQuery);
  const counted = useQuery({ ...countedIntegrationsQuery, enabled: isOpened }).data;
  const countOf = new Map(counted?.map((one) => [one.id, countWords(one)]));
  const choices = data.map(({ id, name }) => ({ value: id, label: name, count: countOf.get(id) ?? '' }));
  return (
    <ScopeSelect
      label="Integration"
      all={{ value: ALL, label: 'All integrations', count: formatQuantity(data.length) }}
      choices={choices}
      value={search.integrationId}
      onChange={(integrationId) => change({ integrationId })}
      onOpen={open}
    />
  );
}

type ScopeSelectProps = {
  label: string;
  all: Choice;
  choices: readonly Choice[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  onOpen: () => void;
  /** Finds the choices for what is typed; absent: those given are all. */
  onSearch?: (text: string) => void;
};

function ScopeSelect({
  label,
  all,
  choices,
  value,
  onChange,
  onOpen,
  onSearch,
}: ScopeSelectProps): ReactNode {
  const countOf = new Map([all, ...choices].map((choice) => [choice.value, choice.count]));
  const renderOption: NonNullable<SelectProps['renderOption']> = ({ option }) => (
    <Group justify="space-between" wrap="nowrap" flex={1} gap="sm">
      <Text size="sm" truncate>
        {option.label}
      </Text>
      <Text size="xs" c="dimmed">
        {countOf.get(option.value)}
      </Text>
    </Group>
  );
  return (
    <Select
      aria-label={label}
      flex="1 1 150px"
      miw={150}
      maw={190}
      searchable
      allowDeselect={false}
      limit={OPTIONS_SHOWN_MAX}
      nothingFoundMessage="Nothing of this name"
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      maxDropdownHeight={360}
      data={[all, ...choices].map((choice) => ({ value: choice.value, label: choice.label }))}
      value={value ?? ALL}
      onChange={(next) => onChange(next === null || next === ALL ? undefined : next)}
      onDropdownOpen={onOpen}
      {...(onSearch === undefined ? {} : { onSearchChange: onSearch })}
      onFocus={(event) => event.currentTarget.select()}
      renderOption={renderOption}
    />
  );
}

/** What an integration holds, in its largest number: "1,204 devices". */
function countWords({ counts }: Integration): string {
  const held = [
    plural(counts.agreements, 'agreement'),
    plural(counts.devices, 'device'),
    plural(counts.users, 'user'),
    plural(counts.licenses, 'licence'),
    plural(counts.subscriptions, 'subscription'),
  ];
  return held.filter((words) => !words.startsWith('0 ')).join(', ') || 'nothing yet';
}
