import { SegmentedControl, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ConditionsBuilder } from './conditions-builder.tsx';
import { FieldGroup } from './field-group.tsx';
import type { FilterFormProps } from './form-props.ts';
import { USER_FIELD_WORDS } from './words.ts';

const SCOPE_NOTES = {
  licensed:
    'Enabled users with at least one licence that is neither free nor a trial; no guests, no shared mailboxes.',
  active: 'All enabled users; no guests, no shared mailboxes.',
};

/** Which users count: licensed or active ones, and conditions on name and department. */
export function UserFilterForm({ filter, onChange, problems }: FilterFormProps<'users'>): ReactNode {
  return (
    <Stack gap="md">
      <FieldGroup label="Users" note={SCOPE_NOTES[filter.scope]}>
        <SegmentedControl
          aria-label="Which users count"
          data={[
            { value: 'licensed', label: 'Licensed' },
            { value: 'active', label: 'Active' },
          ]}
          value={filter.scope}
          onChange={(scope) => onChange({ scope: scope === 'active' ? 'active' : 'licensed' })}
        />
      </FieldGroup>
      <ConditionsBuilder
        fields={USER_FIELD_WORDS}
        conditions={filter.conditions}
        match={filter.match}
        onChange={onChange}
        problem={problems.conditions}
      />
    </Stack>
  );
}
