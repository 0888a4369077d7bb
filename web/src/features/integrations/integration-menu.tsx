import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CalendarClock, Ellipsis, Pause, Pencil, Play, PlugZap, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { testIntegration, useRemoveIntegration } from '../../api/integrations.ts';
import { useChange } from '../../api/mutation.ts';
import type { Integration } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import { notifyDone, notifyError } from '../../ui/notify.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { type Pausing, usePause } from './use-pause.ts';

/** What else can be done with an integration. */
export function IntegrationMenu({
  integration,
  isFile,
  onEdit,
}: {
  integration: Integration;
  isFile: boolean;
  onEdit: () => void;
}): ReactNode {
  const { id, name } = integration;
  const remove = useRemoveIntegration(() => notifyDone(`${name} has been removed.`));
  const test = useChange(() => testIntegration(id), {
    onSuccess: ({ ok, message }) =>
      ok
        ? notifyDone(`${name}: ${message}`)
        : notifyError(new Error(message), `${name} refused the connection`),
  });
  const askAndRemove = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Remove ${name}?`,
      text: 'What was read from it is deleted, and lines mapped to it become unknown. Nothing changes at the vendor. This cannot be undone.',
      confirm: 'Remove',
      isDestructive: true,
    });
    if (isSure) {
      remove.mutate(id);
    }
  };
  const pausing = usePause(integration);
  const [isScheduling, schedule] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={`More for ${name}`}
            loading={test.isPending || remove.isPending || pausing.isPending}
          >
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={14} />} onClick={onEdit}>
            Edit…
          </Menu.Item>
          {isFile ? null : (
            <Menu.Item leftSection={<PlugZap size={14} />} onClick={() => test.mutate()}>
              Test connection
            </Menu.Item>
          )}
          {isFile ? null : (
            <Menu.Item leftSection={<CalendarClock size={14} />} onClick={schedule.open}>
              Schedule…
            </Menu.Item>
          )}
          {isFile ? null : <PauseItem isPaused={integration.pausedAt !== null} {...pausing} />}
          <Menu.Divider />
          <Menu.Item leftSection={<Trash2 size={14} />} onClick={() => void askAndRemove()}>
            Remove…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isScheduling ? <ScheduleDialog integration={integration} close={schedule.close} /> : null}
    </>
  );
}

function PauseItem({ isPaused, pause, resume }: Pausing & { isPaused: boolean }): ReactNode {
  return isPaused ? (
    <Menu.Item leftSection={<Play size={14} />} onClick={resume}>
      Resume
    </Menu.Item>
  ) : (
    <Menu.Item leftSection={<Pause size={14} />} onClick={pause}>
      Pause
    </Menu.Item>
  );
}
