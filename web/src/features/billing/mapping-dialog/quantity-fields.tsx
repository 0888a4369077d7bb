import { Collapse, Group, NumberInput, Stack, Switch, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatQuantity } from '../../../ui/format.ts';
import { UNIT_WORDS } from '../lines/words.ts';
import { type Integration, toNumberText } from './form-props.ts';
import classes from './mapping-dialog.module.css';
import { type MappingForm, withFilter } from './mapping-form.ts';

type Props = {
  form: MappingForm;
  integration: Integration | undefined;
  setForm: (form: MappingForm) => void;
  /** By field of the API's body. */
  errors: Readonly<Record<string, string | undefined>>;
};

/** How many units one billed line covers, and under More what rarely differs. */
export function QuantityFields(props: Props): ReactNode {
  const { form, setForm, errors } = props;
  return (
    <>
      <div>
        <NumberInput
          label="Units per line item"
          w={140}
          min={0}
          value={form.unitsPerLine}
          onChange={(value) => setForm({ ...form, unitsPerLine: toNumberText(value) })}
          error={errors.unitsPerLine}
        />
        <Text size="xs" c="dimmed" mt={5}>
          {unitsNote(form)}
        </Text>
      </div>
      <More {...props} />
    </>
  );
}

function unitsNote({ metric, unitsPerLine }: MappingForm): string {
  if (metric === 'none' || unitsPerLine === '') {
    return '';
  }
  const [one, many] = UNIT_WORDS[metric];
  return `One billed line covers ${formatQuantity(unitsPerLine)} ${unitsPerLine === 1 ? one : many}.`;
}

function More(props: Props): ReactNode {
  const { form, setForm, errors } = props;
  const [isOpen, { toggle }] = useDisclosure(isSet(form));
  return (
    <div>
      <UnstyledButton className={classes.more} aria-expanded={isOpen} onClick={toggle}>
        <ChevronRight size={14} aria-hidden /> More: minimum, tolerance
        {form.metric === 'devices' ? ', duplicates, seen within' : ''}
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Stack gap="md" pt="sm">
          <NumberInput
            label="Minimum"
            description="Lines the contract never falls below. Empty: the PSA's own."
            min={0}
            maw={300}
            value={form.minimum}
            onChange={(value) => setForm({ ...form, minimum: toNumberText(value) })}
            error={errors.minimum}
          />
          <Tolerance {...props} />
          {form.metric === 'devices' ? <DeviceExtras {...props} /> : null}
        </Stack>
      </Collapse>
    </div>
  );
}

function Tolerance({ form, setForm, errors }: Props): ReactNode {
  return (
    <div>
      <Group gap="sm" align="flex-end">
        <NumberInput
          label="Tolerance, units"
          w={140}
          min={0}
          value={form.toleranceUnits}
          onChange={(value) => setForm({ ...form, toleranceUnits: toNumberText(value) })}
          error={errors['tolerance.units'] ?? errors.tolerance}
        />
        <NumberInput
          label="Tolerance, percent"
          w={140}
          min={0}
          max={100}
          value={form.tolerancePercent}
          onChange={(value) => setForm({ ...form, tolerancePercent: toNumberText(value) })}
          error={errors['tolerance.percent']}
        />
      </Group>
      <Text size="xs" c="dimmed" mt={5}>
        A variance within either counts as matched. Empty: the workspace's tolerance; 0: none.
      </Text>
    </div>
  );
}

function DeviceExtras({ form, integration, setForm, errors }: Props): ReactNode {
  const { seenWithinDays, mergeDuplicates } = form.filters.devices;
  const knowsLastSeen = integration?.knowsLastSeen ?? true;
  const setSeen = (value: number | string): void => {
    const days = toNumberText(value);
    setForm(withFilter(form, 'devices', { seenWithinDays: days === '' ? null : days }));
  };
  return (
    <>
      <NumberInput
        label="Seen within, days"
        description={
          knowsLastSeen
            ? 'Devices seen longer ago are left out. Empty: all count.'
            : `${integration?.name} does not say when a device was last seen.`
        }
        disabled={!knowsLastSeen && seenWithinDays === null}
        min={1}
        max={3650}
        allowDecimal={false}
        maw={300}
        value={seenWithinDays ?? ''}
        onChange={setSeen}
        error={errors['filter.seenWithinDays']}
      />
      <Switch
        size="xs"
        label="Merge duplicates: of devices with one serial number only the last seen counts"
        checked={mergeDuplicates}
        onChange={(event) =>
          setForm(withFilter(form, 'devices', { mergeDuplicates: event.currentTarget.checked }))
        }
      />
    </>
  );
}

/** Whether something under More is set: then it is open from the start. */
function isSet({ minimum, toleranceUnits, tolerancePercent, metric, filters }: MappingForm): boolean {
  const { seenWithinDays, mergeDuplicates } = filters.devices;
  const isDeviceSet = metric === 'devices' && (seenWithinDays !== null || mergeDuplicates);
  return minimum !== '' || toleranceUnits !== '' || tolerancePercent !== '' || isDeviceSet;
}
