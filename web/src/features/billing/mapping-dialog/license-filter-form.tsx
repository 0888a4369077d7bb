import { Group, SegmentedControl, Stack, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MappingOptions } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { FieldGroup } from './field-group.tsx';
import type { FilterFormProps } from './form-props.ts';
import { Picker } from './picker.tsx';

/** Which licence seats count: SKUs, and whether bought or in use. */
export function LicenseFilterForm({
  filter,
  onChange,
  options,
  integration,
}: FilterFormProps<'licenses'>): ReactNode {
  return (
    <Stack gap="md">
      <Picker
        label="SKUs"
        offered={options.skus.map(toPick)}
        chosen={filter.skuIds}
        onChange={(skuIds) => onChange({ skuIds })}
        note="None chosen: the seats of every SKU count."
        isKnown={integration?.hasCompany !== false}
      />
      <Basis filter={filter} onChange={onChange} integration={integration} />
      <Group gap="lg">
        <Switch
          size="xs"
          label="Count trials"
          checked={filter.includeTrials}
          onChange={(event) => onChange({ includeTrials: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label="Count suspended"
          checked={filter.includeSuspended}
          onChange={(event) => onChange({ includeSuspended: event.currentTarget.checked })}
        />
      </Group>
    </Stack>
  );
}

function toPick({ id, name, purchased, assigned }: MappingOptions['skus'][number]) {
  const seats = `${formatQuantity(purchased)} purchased`;
  return { id, name, detail: assigned === null ? seats : `${seats}, ${formatQuantity(assigned)} assigned` };
}

type BasisProps = Pick<FilterFormProps<'licenses'>, 'filter' | 'onChange' | 'integration'>;

/** Only some integrations know which seats are in use. */
function Basis({ filter, onChange, integration }: BasisProps): ReactNode {
  const knowsAssigned = integration?.knowsAssignedSeats ?? false;
  const note =
    knowsAssigned || integration === undefined
      ? ''
      : `${integration.name} does not say which seats are assigned.`;
  return (
    <FieldGroup label="Seats" note={note}>
      <SegmentedControl
        aria-label="Which seats count"
        data={[
          { value: 'purchased', label: 'Purchased' },
          { value: 'assigned', label: 'Assigned', disabled: !knowsAssigned && filter.basis !== 'assigned' },
        ]}
        value={filter.basis}
        onChange={(basis) => onChange({ basis: basis === 'assigned' ? 'assigned' : 'purchased' })}
      />
    </FieldGroup>
  );
}
