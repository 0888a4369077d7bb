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
