import { Group, Select, type SelectProps, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { integrationsQuery } from '../../../api/integrations.ts';
import { allOrganizationsQuery } from '../../../api/organizations.ts';
import type { Integration } from '../../../api/types.ts';
import { formatQuantity, plural } from '../../../ui/format.ts';
import { useBillingSearch } from '../use-billing-search.ts';

const ALL = 'all';
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

function OrganizationFilter(): ReactNode {
  const { search, change } = useBillingSearch();
  const { data = [] } = useQuery(allOrganizationsQuery);
  const choices = data.map(({ id, name, lineItems }) => ({
    value: id,
    label: name,
    count: formatQuantity(lineItems),
  }));
  return (
    <ScopeSelect
      label="Organization"
      all={{ value: ALL, label: 'All organizations', count: formatQuantity(data.length) }}
      choices={choices}
      value={search.organizationId}
      onChange={(organizationId) => change({ organizationId })}
    />
  );
}

function IntegrationFilter(): ReactNode {
  const { search, change } = useBillingSearch();
  const { data = [] } = useQuery(integrationsQuery);
  const choices = data.map((one) => ({ value: one.id, label: one.name, count: countWords(one) }));
  return (
    <ScopeSelect
      label="Integration"
      all={{ value: ALL, label: 'All integrations', count: formatQuantity(data.length) }}
      choices={choices}
      value={search.integrationId}
      onChange={(integrationId) => change({ integrationId })}
    />
  );
}

type ScopeSelectProps = {
  label: string;
  all: Choice;
  choices: readonly Choice[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

function ScopeSelect({ label, all, choices, value, onChange }: ScopeSelectProps): ReactNode {
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
