import { Anchor, Card, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUnlinkedCount } from '../../api/companies.ts';
import { integrationsQuery } from '../../api/integrations.ts';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import type { Summary } from '../../api/types.ts';
import { useWorkspace } from '../../api/workspace.ts';
import { attentionItems } from './attention.ts';
import classes from './overview.module.css';

/** What needs someone before invoices go out, each with the way to it. Says nothing before all of it is known. */
export function AttentionList({ summary }: { summary: Summary | undefined }): ReactNode {
  const integrations = useQuery(integrationsQuery).data;
  const counts = useLineItemCounts().data;
  const unlinked = useUnlinkedCount();
  const workspace = useWorkspace();
  if (
    integrations === undefined ||
    counts === undefined ||
    unlinked === undefined ||
    workspace === undefined ||
    summary === undefined
  ) {
    return null;
  }
  const { staleAfterHours } = workspace;
  const items = attentionItems({ integrations, counts, unlinked, summary, staleAfterHours, now: Date.now() });
  return (
    <Card withBorder component="section" aria-labelledby="attention">
      <h2 id="attention" className={classes.heading}>
        Needs attention
      </h2>
      {items.length === 0 ? (
        <p className={classes.calm}>
          <CircleCheck size={16} aria-hidden /> Nothing: all sources are fresh, every line is mapped or
          ignored.
        </p>
      ) : (
        <ul className={classes.attention}>
          {items.map(({ id, text, consequence, link, action }) => (
            <li key={id}>
              <TriangleAlert size={16} aria-hidden className={classes.warning} />
              <div>
                <Text size="sm" fw={500}>
                  {text}
                </Text>
                <Text size="sm" c="dimmed">
                  {consequence}
                </Text>
              </div>
              <Anchor size="sm" renderRoot={(props) => <Link {...link} {...props} />}>
                {action}
              </Anchor>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
