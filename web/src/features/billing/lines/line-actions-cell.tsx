import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { Ellipsis, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import { useMay } from '../../../api/session.ts';
import type { LineItem } from '../../../api/types.ts';
import { useOpenLine } from '../use-billing-search.ts';
import { ACTION_WORDS, allowedActions, type LineAction } from './allowed-actions.ts';
import { useLineActions, useLineDialogs } from './line-context.ts';

/** The likeliest thing to do with a line as a button, everything else in a menu beside it. */
export function LineActionsCell({ line }: { line: LineItem }): ReactNode {
  const run = useRunAction(line);
  const psaName = useIntegrationName()(line.integrationId);
  const actions = useMay('work') ? allowedActions(line) : [];
  // Deleting is never one slip away: it is in the menu, also where there is nothing else to do.
  const first = actions.find((action) => action !== 'delete');
  const name = `${line.productName}, ${line.organizationName ?? line.agreementName}`;
  return (
    <Group gap={2} justify="flex-end" wrap="nowrap">
      {first === undefined ? null : <ActionButton action={first} name={name} onClick={() => run(first)} />}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More actions for ${name}`}>
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions
            .filter((action) => action !== first)
            .map((action) => (
              <Menu.Item
                key={action}
                onClick={() => run(action)}
                {...(action === 'delete' ? { c: 'var(--t-bad)' } : {})}
              >
                {ACTION_WORDS[action]}
              </Menu.Item>
            ))}
          <OpenInPsa url={line.url} psaName={psaName} />
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function ActionButton({
  action,
  name,
  onClick,
}: {
  action: LineAction;
  name: string;
  onClick: () => void;
}): ReactNode {
  const words = ACTION_WORDS[action];
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={`${words.replace('…', '')}: ${name}`}
      onClick={onClick}
    >
      {words}
    </Button>
  );
}

function OpenInPsa({ url, psaName }: { url: string | null; psaName: string }): ReactNode {
  if (url === null) {
    return <Menu.Item disabled>{psaName} gives no link to this line</Menu.Item>;
  }
  return (
    <Menu.Item
      component="a"
      href={url}
      target="_blank"
      rel="noreferrer"
      rightSection={<ExternalLink size={14} aria-hidden />}
    >
      Open in {psaName}
    </Menu.Item>
  );
}

function useRunAction(line: LineItem): (action: LineAction) => void {
  const openLine = useOpenLine();
  const { askIgnore, askLink } = useLineDialogs();
  const actions = useLineActions();
  const runs: Record<LineAction, () => void> = {
    map: () => openLine(line.id),
    editMapping: () => openLine(line.id),
    link: () => askLink(line),
    relink: () => askLink(line),
    unlink: () => actions.unlink(line),
    ignore: () => askIgnore([line]),
    unignore: () => actions.unignore([line]),
    unmap: () => actions.unmap([line]),
    delete: () => actions.remove([line]),
    restore: () => actions.restore([line]),
  };
  return (action) => runs[action]();
}
