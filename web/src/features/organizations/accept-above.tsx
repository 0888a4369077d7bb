import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type CompanyFilter, fetchCompanies } from '../../api/companies.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatQuantity, plural } from '../../ui/format.ts';
import { MatchList } from './match-list.tsx';
import { type Review, reviewMatches, scoreWords } from './suggestions.ts';
import type { CompanyActions } from './use-company-actions.ts';

/** Of suggestions of 90 % and more, hardly one in a thousand is wrong (bench/results/companies.md). */
const USUAL_SCORE = 0.9;
const SCORES = [0.98, 0.95, USUAL_SCORE, 0.85, 0.8];

type Props = { filter: CompanyFilter; actions: CompanyActions };

/** Accepts every suggestion of the view that has at least a score, after showing them. */
export function AcceptAbove(props: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button disabled={props.actions.isBusy} onClick={() => setOpen(true)}>
        Accept above a score…
      </Button>
      {isOpen ? <ReviewDialog {...props} close={() => setOpen(false)} /> : null}
    </>
  );
}

function ReviewDialog({ filter, actions, close }: Props & { close: () => void }): ReactNode {
  const [least, setLeast] = useState(USUAL_SCORE);
  const { data, error, refetch } = useQuery({
    queryKey: ['/api/v1/companies', 'review', filter],
    queryFn: () => fetchCompanies(filter),
  });
  const review = data === undefined ? undefined : reviewMatches(data, least);
  const accept = (): void => {
    actions.accept(review?.sure.map(({ company }) => company) ?? []);
    close();
  };
  return (
    <Modal opened onClose={close} title="Accept suggestions above a score" size={640}>
      <Stack>
        <Select
          label="Score of at least"
          w={160}
          allowDeselect={false}
          data={SCORES.map((score) => ({ value: String(score), label: scoreWords(score) }))}
          value={String(least)}
          onChange={(value) => setLeast(Number(value ?? USUAL_SCORE))}
        />
        {error !== null ? <ErrorState error={error} retry={() => void refetch()} /> : null}
        {review === undefined ? null : <ReviewWords review={review} />}
        {review === undefined ? null : <MatchList matches={review.sure} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" disabled={(review?.sure.length ?? 0) === 0} onClick={accept}>
            Link {formatQuantity(review?.sure.length ?? 0)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ReviewWords({ review: { sure, doubtful, rest } }: { review: Review }): ReactNode {
  const doubt = doubtful.length === 0 ? '' : `${doubtWords(doubtful.length)} `;
  const others =
    rest === 0 ? '' : `${plural(rest, 'company has', 'companies have')} no suggestion that sure.`;
  return (
    <Text size="sm" aria-live="polite">
      Links {plural(sure.length, 'company', 'companies')}. {doubt}
      {others}
    </Text>
  );
}

function doubtWords(count: number): string {
  const subject = plural(count, 'suggestion is', 'suggestions are');
  return `${subject} left to you: another one is as good, or another company of the integration has the same.`;
}
