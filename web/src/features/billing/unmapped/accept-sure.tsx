import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { confirm } from '../../../ui/confirm.tsx';
import { notifyDone, notifyError } from '../../../ui/notify.tsx';
import { fetchSuggestions } from '../api/suggestions.ts';
import { useBillingSearch } from '../use-billing-search.ts';
import { useShownSuggestions } from './suggestion-context.ts';
import { actionable, effectWords, SURE } from './suggestion-words.ts';

/** Accepts every suggestion of the view that is sure enough, after saying what that does. */
export function AcceptSure(): ReactNode {
  const { search } = useBillingSearch();
  const { accept, isPending } = useShownSuggestions();
  const [isReading, setReading] = useState(false);
  const ask = async (): Promise<void> => {
    setReading(true);
    try {
      const all = actionable(await fetchSuggestions(search));
      const sure = all.filter(({ confidence }) => confidence >= SURE);
      if (sure.length === 0) {
        notifyDone(
          'No suggestion here is sure enough to be accepted unseen. Accept them by product or one by one.',
        );
      } else if (
        await confirm({
          title: 'Accept what is at least 90 % sure?',
          text: `${effectWords(sure)} ${restWords(all.length - sure.length)} All of it can be taken back.`,
          confirm: 'Accept',
        })
      ) {
        accept(sure);
      }
    } catch (error) {
      notifyError(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <Button loading={isReading} disabled={isPending} onClick={() => void ask()}>
      Accept what is sure…
    </Button>
  );
}

function restWords(rest: number): string {
  return rest === 0 ? '' : `${rest} less sure ones are left to you.`;
}
