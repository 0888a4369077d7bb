import { ActionIcon, Button, Group, Input, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldGroup } from './field-group.tsx';
import { OPERATOR_WORDS, type Operator } from './words.ts';

type Condition<Field extends string> = { field: Field; operator: Operator; value: string };
type Match = 'all' | 'any';

const CONDITIONS_MAX = 20;
const OPERATORS = Object.entries(OPERATOR_WORDS).map(([value, label]) => ({ value, label }));

type ConditionsBuilderProps<Field extends string> = {
  fields: Record<Field, string>;
  conditions: readonly Condition<Field>[];
  match: Match;
  onChange: (change: { conditions?: Condition<Field>[]; match?: Match }) => void;
  problem: string | undefined;
};

/** Conditions on text, joined by all or any; case and surrounding space never matter. */
export function ConditionsBuilder<Field extends string>(props: ConditionsBuilderProps<Field>): ReactNode {
  const { fields, conditions, match, onChange, problem } = props;
  const [firstField] = Object.keys(fields) as Field[];
  const add = (): void => {
    if (firstField !== undefined) {
      onChange({ conditions: [...conditions, { field: firstField, operator: 'contains', value: '' }] });
    }
  };
  return (
    <FieldGroup
      label="Conditions"
      aside={
        conditions.length > 1 ? (
          <MatchControl match={match} onChange={(next) => onChange({ match: next })} />
        ) : null
      }
    >
      <Stack gap={8}>
        {conditions.map((condition, index) => (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no id, and every input is controlled
            key={index}
            number={index + 1}
            fields={fields}
            condition={condition}
            isWrong={problem !== undefined && condition.value.trim() === ''}
            onChange={(next) => onChange({ conditions: conditions.with(index, next) })}
            onRemove={() => onChange({ conditions: conditions.toSpliced(index, 1) })}
          />
        ))}
        {problem === undefined ? null : <Input.Error role="alert">{problem}</Input.Error>}
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Plus size={14} aria-hidden />}
            disabled={conditions.length >= CONDITIONS_MAX}
            onClick={add}
          >
            Condition
          </Button>
        </Group>
      </Stack>
    </FieldGroup>
  );
}

function MatchControl({ match, onChange }: { match: Match; onChange: (match: Match) => void }): ReactNode {
  return (
    <SegmentedControl
      size="xs"
      aria-label="How conditions are joined"
      data={[
        { value: 'all', label: 'all of' },
        { value: 'any', label: 'any of' },
      ]}
      value={match}
      onChange={(value) => onChange(value === 'any' ? 'any' : 'all')}
    />
  );
}

type ConditionRowProps<Field extends string> = {
  number: number;
  fields: Record<Field, string>;
  condition: Condition<Field>;
  isWrong: boolean;
  onChange: (condition: Condition<Field>) => void;
  onRemove: () => void;
};

function ConditionRow<Field extends string>(props: ConditionRowProps<Field>): ReactNode {
  const { number, fields, condition, isWrong, onChange, onRemove } = props;
  const fieldChoices = Object.entries<string>(fields).map(([value, label]) => ({ value, label }));
  return (
    <Group gap={6} align="flex-start">
      <Select
        aria-label={`Field of condition ${number}`}
        w={136}
        allowDeselect={false}
        data={fieldChoices}
        value={condition.field}
        onChange={(field) => field !== null && onChange({ ...condition, field: field as Field })}
      />
      <Select
        aria-label={`Operator of condition ${number}`}
        w={142}
        allowDeselect={false}
        data={OPERATORS}
        value={condition.operator}
        onChange={(operator) =>
          operator !== null && onChange({ ...condition, operator: operator as Operator })
        }
      />
      <TextInput
        aria-label={`Value of condition ${number}`}
        flex={1}
        miw={120}
        maxLength={200}
        error={isWrong}
        value={condition.value}
        onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={`Remove condition ${number}`}
        onClick={onRemove}
      >
        <X size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
