import { Button, Code, Group, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { May } from '../../api/may.tsx';
import { useSyncRunAction } from '../../api/sync-runs.ts';
import type { Integration, Permission, SyncRun } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import { plural } from '../../ui/format.ts';
import classes from './integrations.module.css';
import { syncAdvice } from './sync-advice.ts';

/** What a person can do about it. */
type Remedy = { label: string; act: () => void; needs: Permission };

/** What the last sync says is wrong: what happened, what still holds, what to do. Nothing where all is well. */
export function IntegrationProblems({
  integration,
  remedy,
}: {
  integration: Integration;
  remedy: Remedy;
}): ReactNode {
  const run = integration.lastSync;
  if (run === null) {
    return null;
  }
  return (
    <>
      {run.status === 'failed' ? <Failed run={run} integration={integration} remedy={remedy} /> : null}
      {run.status === 'held' ? <Held run={run} /> : null}
      <RunProblems run={run} />
    </>
  );
}

/** What a sync could not read or understand. */
export function RunProblems({ run }: { run: SyncRun }): ReactNode {
  return (
    <>
      <UnreadKinds run={run} />
      <FailedCompanies run={run} />
      <RejectedRecords run={run} />
    </>
  );
}

type FailedProps = { run: SyncRun; integration: Integration; remedy: Remedy };

function Failed({ run, integration, remedy }: FailedProps): ReactNode {
  const stands =
    integration.lastGoodSyncAt === null ? '' : 'The data of the last good sync stay as they are.';
  return (
    <Group className={classes.problem} data-tone="bad" justify="space-between" gap="sm" role="alert">
      <Text component="div" size="sm" flex={1} miw={220}>
        <strong>{run.error?.message ?? 'The sync failed.'}</strong> {stands}{' '}
        {syncAdvice(run.error?.code ?? '')}
      </Text>
      <May to={remedy.needs}>
        <Button onClick={remedy.act}>{remedy.label}</Button>
      </May>
    </Group>
  );
}

function Held({ run }: { run: SyncRun }): ReactNode {
  const act = useSyncRunAction();
  const release = async (): Promise<void> => {
    const isSure = await confirm({
      title: 'Take over what this sync read?',
      text: `${plural(run.rows.removed, 'record')} will be removed. The next sync brings back what the vendor still has.`,
      confirm: 'Release',
      isDestructive: true,
    });
    if (isSure) {
      act.mutate({ id: run.id, action: 'release' });
    }
  };
  return (
    <Group className={classes.problem} data-tone="under" justify="space-between" gap="sm" role="alert">
      <Text component="div" size="sm" flex={1} miw={220}>
        <strong>This sync is held.</strong>{' '}
        {run.error?.message ??
          `It would remove ${plural(run.rows.removed, 'record')}. The old data stay until you decide: release it if that is right, discard it if the vendor was wrong.`}
      </Text>
      <May to="work">
        <Group gap="xs">
          <Button onClick={() => void release()} loading={act.isPending}>
            Release…
          </Button>
          <Button onClick={() => act.mutate({ id: run.id, action: 'discard' })} loading={act.isPending}>
            Discard
          </Button>
        </Group>
      </May>
    </Group>
  );
}

function FailedCompanies({ run }: { run: SyncRun }): ReactNode {
  if (run.failedCompanies.length === 0) {
    return null;
  }
  return (
    <details className={classes.problem} data-tone="under">
      <summary>
        {plural(run.failedCompanies.length, 'company', 'companies')} could not be read: the data stay as they
        were, the counts are unknown
      </summary>
      <List size="sm" mt="xs" spacing={4}>
        {run.failedCompanies.map((company) => (
          <List.Item key={company.companyExternalId}>
            <strong>{company.name}</strong>: {company.message}
          </List.Item>
        ))}
      </List>
    </details>
  );
}

/** Lists that the credentials may not read; what to grant is said by the connector. */
function UnreadKinds({ run }: { run: SyncRun }): ReactNode {
  return run.unread.map(({ capability, message }) => (
    <Text
      key={capability}
      className={classes.problem}
      data-tone="under"
      component="div"
      size="sm"
      role="alert"
    >
      <strong>Counts of {capability} are unknown.</strong> {message}
    </Text>
  ));
}

function RejectedRecords({ run }: { run: SyncRun }): ReactNode {
  const { rejected } = run.rows;
  if (rejected === 0) {
    return null;
  }
  const rest = rejected - run.rejectedSamples.length;
  return (
    <details className={classes.problem} data-tone="under">
      <summary>{plural(rejected, 'record')} could not be understood and did not come in</summary>
      <Stack gap="xs" mt="xs">
        {run.rejectedSamples.map((record, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples have no id and never move
          <div key={index}>
            <Text size="sm">
              {record.kind}: {record.message}
            </Text>
            <Code block className={classes.sample} tabIndex={0}>
              {record.sample}
            </Code>
          </div>
        ))}
        {rest > 0 ? (
          <Text size="sm" c="dimmed">
            and {plural(rest, 'more', 'more')}
          </Text>
        ) : null}
      </Stack>
    </details>
  );
}
