import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useIntegrations } from '../../api/integrations.ts';

type IntegrationFilterProps = { value: string | undefined; onChange: (id: string | undefined) => void };

/** Narrows a list to one integration. */
export function IntegrationFilter({ value, onChange }: IntegrationFilterProps): ReactNode {
  const integrations = useIntegrations();
  return (
    <Select
      aria-label="Integration"
      placeholder="All integrations"
      w={200}
      clearable
      searchable={integrations.length > 8}
      data={integrations.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
