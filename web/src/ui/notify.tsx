import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { ApiError, errorText } from '../api/api-error.ts';
import { randomId } from '../api/random-id.ts';

const UNDO_MS = 10_000;

/** A toast that says what was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, withBorder: true });
}

/** A toast that says what failed, in the server's words. */
export function notifyError(error: unknown, title?: string): void {
  const heading = title ?? (error instanceof ApiError ? error.title : 'That did not work');
  notifications.show({
    title: heading,
    message: errorText(error),
    color: 'red',
    withBorder: true,
    autoClose: 10_000,
  });
}

/** A toast that says what was done and offers to take it back for ten seconds. */
export function notifyUndo(message: string, undo: () => void): void {
  const id = randomId();
  const takeBack = (): void => {
    notifications.hide(id);
    undo();
  };
  notifications.show({ id, message: undoMessage(message, takeBack), withBorder: true, autoClose: UNDO_MS });
}

function undoMessage(message: string, undo: () => void): ReactNode {
  return (
    <Group justify="space-between" wrap="nowrap">
      <span>{message}</span>
      <Button size="compact-sm" flex="none" data-undo onClick={undo}>
        Undo
      </Button>
    </Group>
  );
}

/** Takes back what the newest toast offers to, before it goes. Answers whether there was anything. */
export function undoNewest(): boolean {
  const button = [...document.querySelectorAll<HTMLElement>('[data-undo]')].at(-1);
  button?.click();
  return button !== undefined;
}
