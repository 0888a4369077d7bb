import { Alert, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Alerts, TestMail } from '../../api/types.ts';
import { FormError } from '../../ui/form-error.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useTestMail } from './alerts.ts';

/** Where the e-mails go, what became of the last ones, and whether one arrives. */
export function DeliveryPanel({ alerts }: { alerts: Alerts }): ReactNode {
  const testing = useTestMail();
  return (
    <Fieldset legend="Delivery">
      <Stack gap="sm">
        <Text size="sm">
          They go to <strong>{alerts.email}</strong>, the address that you sign in with.
        </Text>
        <Times alerts={alerts} />
        <LastFailure alerts={alerts} />
        <FormError error={testing.error} />
        {testing.data === undefined ? null : <TestAnswer answer={testing.data} email={alerts.email} />}
        <Group justify="flex-end">
          <Button
            disabled={!alerts.sendsMail}
            loading={testing.isPending}
            onClick={() => testing.mutate(undefined)}
          >
            Send me a test e-mail
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

const ABOUT = { sync: 'about a sync', digest: 'about new discrepancies' } as const;

function Times({ alerts }: { alerts: Alerts }): ReactNode {
  const { lastSent, nothingNewAt, nextDigestAt, sendsMail, hasDigest } = alerts;
  return (
    <Text component="div" size="sm" c="dimmed">
      {lastSent === null ? (
        'None has been sent yet.'
      ) : (
        <>
          The last one, {ABOUT[lastSent.about]}, was sent <RelativeTime at={lastSent.at} />.
        </>
      )}
      {nothingNewAt === null ? null : (
        <>
          {' '}
          Looked for new discrepancies <RelativeTime at={nothingNewAt} />: nothing was new, so none was sent.
        </>
      )}
      {nextDigestAt === null || !sendsMail || !hasDigest ? null : (
        <>
          {' '}
          New discrepancies are looked for again <RelativeTime at={nextDigestAt} />.
        </>
      )}
    </Text>
  );
}

/** Of no use any more once one has been sent after it. */
function LastFailure({ alerts: { lastFailure, lastSent } }: { alerts: Alerts }): ReactNode {
  if (lastFailure === null || (lastSent !== null && lastSent.at > lastFailure.at)) {
    return null;
  }
  const { about, at, message, retriesAt } = lastFailure;
  return (
    <Alert
      variant="outline"
      color="red"
      icon={<TriangleAlert size={16} aria-hidden />}
      title={`An e-mail ${ABOUT[about]} could not be sent`}
    >
      <RelativeTime at={at} />: {message}{' '}
      {retriesAt === null ? (
        'It is not tried again.'
      ) : (
        <>
          It is tried again <RelativeTime at={retriesAt} />.
        </>
      )}
    </Alert>
  );
}

function TestAnswer({ answer, email }: { answer: TestMail; email: string }): ReactNode {
  return (
    <Alert
      variant="outline"
      color={answer.ok ? 'green' : 'red'}
      role={answer.ok ? 'status' : 'alert'}
      icon={answer.ok ? <Check size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
      title={answer.ok ? `The mail server took the e-mail to ${email}` : 'The e-mail could not be sent'}
    >
      {answer.ok ? `It said: ${answer.message}` : answer.message}
    </Alert>
  );
}
