import { Chip, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatQuantity } from '../../../ui/format.ts';
import { ConditionsBuilder } from './conditions-builder.tsx';
import { FieldGroup } from './field-group.tsx';
import type { FilterFormProps } from './form-props.ts';
import { CATEGORY_WORDS, DEVICE_FIELD_WORDS, type DeviceCategory } from './words.ts';

/** What people ask for most; a source that lacks one of them says so. */
const ASKED_FOR: readonly DeviceCategory[] = ['desktop', 'laptop', 'server'];
const CATEGORIES = Object.keys(CATEGORY_WORDS) as DeviceCategory[];

/** Which devices count: categories, and conditions on OS and name. */
export function DeviceFilterForm(props: FilterFormProps<'devices'>): ReactNode {
  const { filter, onChange, problems } = props;
  return (
    <Stack gap="md">
      <Categories {...props} />
      <ConditionsBuilder
        fields={DEVICE_FIELD_WORDS}
        conditions={filter.conditions}
        match={filter.match}
        onChange={onChange}
        problem={problems.conditions}
      />
    </Stack>
  );
}

function Categories({ filter, onChange, options, integration }: FilterFormProps<'devices'>): ReactNode {
  const countOf = new Map(options.categories.map(({ id, count }) => [id, count]));
  // Where no company is linked nobody knows how many there are: that is no zero.
  const countIn = (id: DeviceCategory): number | null =>
    integration?.hasCompany === false ? null : (countOf.get(id) ?? 0);
  const known = new Set(integration?.deviceCategories);
  const shown = CATEGORIES.filter((id) => known.has(id) || filter.categories.includes(id));
  return (
    <FieldGroup label="Device categories" note={categoryNote(filter.categories, known, integration?.name)}>
      <Chip.Group
        multiple
        value={filter.categories}
        onChange={(categories) => onChange({ categories: categories as DeviceCategory[] })}
      >
        <Group gap={6}>
          {shown.map((id) => (
            <Chip key={id} value={id} variant="outline" size="sm" radius={7}>
              {CATEGORY_WORDS[id]} {formatQuantity(countIn(id))}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </FieldGroup>
  );
}

/** What choosing none means, and what the integration cannot tell apart. */
function categoryNote(
  chosen: readonly DeviceCategory[],
  known: ReadonlySet<DeviceCategory>,
  name: string | undefined,
): string {
  const none = chosen.length === 0 ? 'None chosen: devices of every category count. ' : '';
  const missing = [...new Set([...ASKED_FOR, ...chosen])].filter((id) => !known.has(id));
  if (name === undefined || missing.length === 0) {
    return none;
  }
  const words = missing.map((id) => CATEGORY_WORDS[id].toLowerCase()).join(', ');
  return `${none}${name} cannot tell apart: ${words}.`;
}
