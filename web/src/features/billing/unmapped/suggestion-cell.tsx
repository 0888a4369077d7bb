import { ActionIcon, Button, Group, List, Popover, Text } from '@mantine/core';
import { CircleQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import { May } from '../../../api/may.tsx';
import type { LineItem, Suggestion } from '../../../api/types.ts';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { useShownSuggestions } from './suggestion-context.ts';
import { confidenceWords, suggestionWords } from './suggestion-words.ts';

/** What to do about a line, how sure that is and why; one click does it. */
export function SuggestionCell({ line }: { line: LineItem }): ReactNode {
  const { of, accept, isPending } = useShownSuggestions();
  const nameOf = useIntegrationName();
  const suggestion = of(line.id);
  if (suggestion === undefined || line.state !== 'unmapped') {
    return null;
  }
  if (suggestion.action === 'none') {
    return <span className="t-dim">No suggestion</span>;
  }
  const name = `${line.productName}, ${line.organizationName ?? line.agreementName}`;
  return (
    <Group gap={4} wrap="nowrap">
      <div style={{ flex: 1, minWidth: 0 }}>
        <TwoLines top={suggestionWords(suggestion, nameOf)} bottom={confidenceWords(suggestion.confidence)} />
      </div>
      <Reasons suggestion={suggestion} name={name} />
      <May to="work">
        <Button
          size="compact-sm"
          aria-label={`Accept the suggestion for ${name}`}
          disabled={isPending}
          onClick={() => accept([suggestion])}
        >
          Accept
        </Button>
      </May>
    </Group>
  );
}

function Reasons({ suggestion, name }: { suggestion: Suggestion; name: string }): ReactNode {
  return (
    <Popover width={340} position="bottom-end" withArrow>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Why this is suggested for ${name}`}>
          <CircleQuestionMark size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" fw={600} mb={4}>
          Why
        </Text>
        <List size="sm" spacing={4}>
          {suggestion.reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      </Popover.Dropdown>
    </Popover>
  );
}
