import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import type { LineItem, Mapping } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { lineSuggestionQuery } from '../api/suggestions.ts';
import { confidenceWords } from '../unmapped/suggestion-words.ts';

/** More than these are no help any more. */
const SHOWN_MAX = 3;
/** What is less sure than this is a guess that only takes up room. */
const LEAST_CONFIDENCE = 0.05;

type SuggestedMappingsProps = { line: LineItem; onUse: (mapping: Mapping) => void };

/** What an unmapped line may be compared with, best first; one click fills the form, and nothing is saved by it. */
export function SuggestedMappings({ line, onUse }: SuggestedMappingsProps): ReactNode {
  const nameOf = useIntegrationName();
  const { data: suggestion } = useQuery({
    ...lineSuggestionQuery(line),
    enabled: line.state === 'unmapped' && line.mapping === null,
  });
  if (suggestion === undefined || suggestion === null) {
    return null;
  }
  const choices = [suggestion, ...suggestion.alternatives].flatMap(({ mapping, confidence, reasons }) =>
    mapping === null || confidence < LEAST_CONFIDENCE ? [] : [{ mapping, confidence, reasons }],
  );
  return choices.length === 0 ? null : (
    <Stack gap={6} component="section" aria-label="Suggestions">
      <Text size="sm" fw={600}>
        Suggested
      </Text>
      {choices.slice(0, SHOWN_MAX).map(({ mapping, confidence, reasons }) => (
        <Group
          key={JSON.stringify(mapping)}
          justify="space-between"
          gap="xs"
          wrap="nowrap"
          align="flex-start"
        >
          <div>
            <Text size="sm">
              {mapping.integrationId === null ? '' : `${nameOf(mapping.integrationId)}: `}
              {mapping.filterText}
              {mapping.unitsPerLine === 1 ? '' : `, ${formatQuantity(mapping.unitsPerLine)} units per line`}
            </Text>
            <Text size="xs" c="dimmed">
              {[confidenceWords(confidence), ...reasons.slice(0, 2)].join(' · ')}
            </Text>
          </div>
          <Button
            size="compact-sm"
            flex="none"
            aria-label={`Use the suggestion ${mapping.filterText}`}
            onClick={() => onUse(mapping)}
          >
            Use
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
