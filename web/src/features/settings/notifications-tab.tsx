import { Button, Checkbox, Fieldset, Group, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { MailX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Alerts } from '../../api/types.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { alertsQuery, useChooseAlerts } from './alerts.ts';
import { DeliveryPanel } from './delivery-panel.tsx';
import {
  DAYS_OF_MONTH,
  EVERY,
  HOURS,
  type NotificationsFormValues,
  toAlertsBody,
  toFormValues,
  WEEKDAYS,
} from './notifications-form.ts';

/** The e-mails that whoever is signed in gets from this workspace. */
export function NotificationsTab(): ReactNode {
  const { data, error, refetch } = useQuery(alertsQuery);
  if (data !== undefined) {
    return (
      <Stack>
        {data.sendsMail ? null : <NoMailServer />}
        <NotificationsForm alerts={data} />
        <DeliveryPanel alerts={data} />
      </Stack>
    );
  }
  return error === null ? (
    <Skeleton height={320} radius={10} role="status" aria-label="Loading your notifications" />
  ) : (
    <ErrorState error={error} retry={() => void refetch()} />
  );
}

function NoMailServer(): ReactNode {
  return (
    <Notice tone="under" title="No e-mails are sent yet" icon={<MailX size={16} aria-hidden />}>
      This Tieout has no mail server. You can choose already; nothing is sent until whoever runs it sets
      TIEOUT_SMTP_URL, TIEOUT_MAIL_FROM and TIEOUT_PUBLIC_URL, and starts it again.
    </Notice>
  );
}

function NotificationsForm({ alerts }: { alerts: Alerts }): ReactNode {
  const form = useForm<NotificationsFormValues>({ initialValues: toFormValues(alerts) });
  const choosing = useChooseAlerts();
  useUnsavedGuard(form.isDirty() && !choosing.isPending, 'They have not been saved.');
  const save = (values: NotificationsFormValues): void =>
    choosing.mutate(toAlertsBody(values), {
      onSuccess: (saved) => {
        form.setInitialValues(toFormValues(saved));
        form.setValues(toFormValues(saved));
      },
    });
  const { every } = form.values;
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack>
        <Text size="sm" c="dimmed">
          E-mails to you, about this workspace. Everybody chooses their own.
        </Text>
        <FormError error={choosing.error} />
        <Fieldset legend="Syncs">
          <Checkbox
            label="A sync fails or is held"
            description="Once, when it begins; again only after it has succeeded in between."
            {...form.getInputProps('syncProblems', { type: 'checkbox' })}
          />
        </Fieldset>
        <Fieldset legend="New discrepancies">
          <Text size="sm" c="dimmed" mb="sm">
            What became under-billed or over-billed since the last e-mail, and acceptances that reopened. No
            e-mail when nothing is new.
          </Text>
          <SimpleGrid cols={{ base: 1, xs: every === 'week' || every === 'month' ? 3 : 2 }} spacing="sm">
            <Select label="How often" allowDeselect={false} data={EVERY} {...form.getInputProps('every')} />
            {every === 'week' ? (
              <Select label="On" allowDeselect={false} data={WEEKDAYS} {...form.getInputProps('weekday')} />
            ) : null}
            {every === 'month' ? (
              <Select
                label="On"
                allowDeselect={false}
                data={DAYS_OF_MONTH}
                {...form.getInputProps('dayOfMonth')}
              />
            ) : null}
            {every === 'never' ? null : (
              <Select label="At" allowDeselect={false} data={HOURS} {...form.getInputProps('hour')} />
            )}
          </SimpleGrid>
          {every === 'never' ? null : (
            <Text size="sm" c="dimmed" mt="xs">
              By the clock of {alerts.timeZone}, the workspace’s time zone.
            </Text>
          )}
          {alerts.hasDigest ? null : (
            <Text size="sm" mt="xs">
              Billing reconciliation is part of the Pro and Enterprise plans. On the Free plan this e-mail is
              not sent.
            </Text>
          )}
        </Fieldset>
        <Group justify="flex-end" gap="xs">
          <Button disabled={!form.isDirty()} onClick={() => form.reset()}>
            Reset
          </Button>
          <Button type="submit" variant="filled" disabled={!form.isDirty()} loading={choosing.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
