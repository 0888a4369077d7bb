import {
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { useMay } from '../../api/session.ts';
import type { Workspace } from '../../api/types.ts';
import { useUpdateWorkspace, workspaceQuery } from '../../api/workspace.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { notifyDone } from '../../ui/notify.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { toFormField, toFormValues, toWorkspacePatch, type WorkspaceFormValues } from './workspace-form.ts';

const HOURS_MAX = 24 * 365;

/** Name, currency, time zone, tolerance, and when data are old. */
export function WorkspaceTab(): ReactNode {
  const { data, error, refetch } = useQuery(workspaceQuery);
  if (data !== undefined) {
    return <WorkspaceForm key={data.id} workspace={data} />;
  }
  return error === null ? (
    <Skeleton height={320} radius={10} role="status" aria-label="Loading settings" />
  ) : (
    <ErrorState error={error} retry={() => void refetch()} />
  );
}

function WorkspaceForm({ workspace }: { workspace: Workspace }): ReactNode {
  const form = useForm<WorkspaceFormValues>({
    initialValues: toFormValues(workspace),
    validate: {
      name: (value) => (value.trim() === '' ? 'A name to know it by' : null),
      staleAfterHours: (value) => (Number(value) >= 1 ? null : 'At least 1 hour'),
    },
  });
  const isReadOnly = !useMay('administer');
  const update = useUpdateWorkspace(() => notifyDone('The settings have been saved.'));
  useUnsavedGuard(form.isDirty() && !update.isPending, 'They have not been saved.');
  const save = (values: WorkspaceFormValues): void =>
    update.mutate(toWorkspacePatch(values), {
      onSuccess: (saved) => {
        form.setInitialValues(toFormValues(saved));
        form.setValues(toFormValues(saved));
      },
      onError: (error) => form.setErrors(fieldErrors(error, toFormField)),
    });
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack>
        <FormError error={update.error} />
        {isReadOnly ? (
          <Text size="sm" c="dimmed">
            Owners and admins of the workspace change these.
          </Text>
        ) : null}
        <Fieldset legend="Workspace" disabled={isReadOnly}>
          <Stack gap="sm">
            <TextInput label="Name" {...form.getInputProps('name')} />
            <CurrencySelect {...form.getInputProps('currency')} />
            <TimeZoneSelect {...form.getInputProps('timeZone')} />
          </Stack>
        </Fieldset>
        <Fieldset legend="Tolerance" disabled={isReadOnly}>
          <Text size="sm" c="dimmed" mb="sm">
            A variance within so many units, or so many percent of the billed ones, is shown as matched. The
            numbers stay as they are. Empty: every variance counts.
          </Text>
          <Group grow align="flex-start">
            <NumberInput label="Units" min={0} {...form.getInputProps('toleranceUnits')} />
            <NumberInput label="Percent" min={0} max={100} {...form.getInputProps('tolerancePercent')} />
          </Group>
        </Fieldset>
        <Fieldset legend="Old data" disabled={isReadOnly}>
          <NumberInput
            label="Data are old after (hours)"
            description="Counts from a source that has not synced for longer are unknown, never guessed."
            min={1}
            max={HOURS_MAX}
            allowDecimal={false}
            {...form.getInputProps('staleAfterHours')}
          />
        </Fieldset>
        <Group justify="flex-end" gap="xs">
          <Button disabled={!form.isDirty()} onClick={() => form.reset()}>
            Reset
          </Button>
          <Button type="submit" variant="filled" disabled={!form.isDirty()} loading={update.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const OPTIONS_SHOWN = 200;

function CurrencySelect(props: object): ReactNode {
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(undefined, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({
      value: code,
      label: `${code} · ${names.of(code) ?? code}`,
    }));
  }, []);
  return (
    <Select
      label="Currency"
      description="For agreements whose PSA names none"
      searchable
      allowDeselect={false}
      limit={OPTIONS_SHOWN}
      data={data}
      {...props}
    />
  );
}

function TimeZoneSelect({ value, ...props }: { value?: string }): ReactNode {
  const data = useMemo(() => {
    const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
    return [...(value === undefined ? zones : zones.add(value))].sort();
  }, [value]);
  return (
    <Select
      label="Time zone"
      description="Decides which day it is: when lines begin, end, and acceptances run out"
      searchable
      allowDeselect={false}
      limit={OPTIONS_SHOWN}
      data={data}
      value={value ?? null}
      {...props}
    />
  );
}
