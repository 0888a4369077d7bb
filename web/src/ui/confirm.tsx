import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';

type Question = {
  title: string;
  /** What will happen, and what still holds. */
  text: string;
  /** The verb on the button: "Remove", "Discard changes". */
  confirm: string;
  cancel?: string;
  isDestructive?: boolean;
};

/** Asks before something that cannot be undone. Answers true when the person says yes. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: question.title,
      centered: true,
      children: <Text size="sm">{question.text}</Text>,
      labels: { confirm: question.confirm, cancel: question.cancel ?? 'Cancel' },
      confirmProps: { variant: 'filled', color: question.isDestructive === true ? 'red' : 'accent' },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}

let isAsking = false;

/** What is asked where somebody leaves with something that was not saved. */
const ENTERED = { title: 'Discard what you entered?', text: 'It has not been saved.' };

/** Whether something may be left: asks where something was entered and not saved. */
export async function mayDiscard(
  isDirty: boolean,
  question: Pick<Question, 'title' | 'text'> = ENTERED,
): Promise<boolean> {
  if (!isDirty) return true;
  // One question is enough: the Escape that answers it reaches the dialog below it too.
  if (isAsking) return false;
  isAsking = true;
  const discards = await confirm({
    ...question,
    confirm: 'Discard',
    cancel: 'Keep editing',
    isDestructive: true,
  });
  setTimeout(() => {
    isAsking = false;
  });
  return discards;
}
