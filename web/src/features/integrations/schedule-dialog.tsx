import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { updateIntegration } from '../../api/integrations.ts';
import { useChange } from '../../api/mutation.ts';
import type { Integration } from '../../api/types.ts';
import { useWorkspace } from '../../api/workspace.ts';
import { mayDiscard } from '../../ui/confirm.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { notifyDone } from '../../ui/notify.tsx';
import { HOURS, type ScheduleFormValues, scheduleWords, toCron, toScheduleForm } from './schedule-words.ts';

/** When an integration syncs by itself. */
export function ScheduleDialog({
  integration,
  close,
}: {
  integration: Integration;
  close: () => void;
}): ReactNode {
  const timeZone = useWorkspace()?.timeZone ?? '';
  const form = useForm<ScheduleFormValues>({
    initialValues: toScheduleForm(integration.schedule?.cron ?? null),
    validate: { time: (time, { kind }) => (kind === 'nightly' && time === '' ? 'A time' : null) },
  });
  const save = useChange(
    (values: ScheduleFormValues) => updateIntegration(integration.id, { schedule: toCron(values) }),
    {
      showsError: true,
      onSuccess: ({ name, schedule }) => {
        notifyDone(
          schedule === null
            ? `${name} no longer syncs by itself.`
            : `${name} syncs ${scheduleWords(schedule.cron)}.`,
        );
        close();
      },
    },
  );
  const submit = (values: ScheduleFormValues): void =>
    save.mutate(values, { onError: (error) => form.setErrors(fieldErrors(error, () => 'cron')) });
  const leave = async (): Promise<void> => {
    if (await mayDiscard(form.isDirty())) close();
  };
  const { kind } = form.values;
  return (
    <Modal opened onClose={() => void leave()} title={`Schedule of ${integration.name}`}>
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack gap="md">
          {kind === 'cron' ? null : <FormError error={save.error} />}
          <Radio.Group label="Sync by itself" {...form.getInputProps('kind')}>
            <Stack gap="xs" mt="xs">
              <Radio value="nightly" label="Every day at a time" />
              <Radio value="hourly" label="Every few hours" />
              <Radio value="cron" label="By a cron expression" />
              <Radio value="off" label="Never: only when somebody starts it" />
            </Stack>
          </Radio.Group>
          {kind === 'nightly' ? <TextInput type="time" label="Time" {...form.getInputProps('time')} /> : null}
          {kind === 'hourly' ? (
            <Select
              label="Hours between two syncs"
              allowDeselect={false}
              data={HOURS}
              {...form.getInputProps('hours')}
            />
          ) : null}
          {kind === 'cron' ? (
            <TextInput
              label="Cron expression"
              description="Minute, hour, day of month, month, day of week; at most every 15 minutes"
              {...form.getInputProps('cron')}
            />
          ) : null}
          <Text size="sm" c="dimmed">
            By the clock of {timeZone}, the workspace’s time zone.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button onClick={() => void leave()}>Cancel</Button>
            <Button type="submit" variant="filled" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
