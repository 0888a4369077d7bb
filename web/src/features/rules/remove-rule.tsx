import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Rule } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { notifyDone, notifyUndo } from '../../ui/notify.tsx';
import { formOf, toBody } from '../billing/mapping-dialog/mapping-form.ts';
import { useCreateRule, useRemoveRule } from './api.ts';
import { toRuleBody, toSubject } from './rule-form.ts';
import { ruleName } from './rule-words.ts';

/** Removes a rule, and asks what becomes of the lines it mapped. */
export function RemoveRule({ rule, close }: { rule: Rule; close: () => void }): ReactNode {
  const [mappings, setMappings] = useState<'keep' | 'remove'>('keep');
  const remove = useRemoveRule();
  const restore = useCreateRule();
  const name = ruleName(rule);
  const run = (): void =>
    remove.mutate(
      { id: rule.id, mappings },
      {
        onSuccess: () => {
          close();
          const body = toBody(formOf(rule.mapping));
          // Kept mappings are people's own from then on: making the rule again would not give them back to it.
          if (body === null || (mappings === 'keep' && rule.lines > 0)) {
            notifyDone(`Removed the rule for ${name}. Its lines stay mapped.`);
          } else {
            notifyUndo(`Removed the rule for ${name}.`, () =>
              restore.mutate(toRuleBody(toSubject(rule), body)),
            );
          }
        },
      },
    );
  return (
    <Modal opened onClose={close} title={`Remove the rule for ${name}?`}>
      <Stack>
        {rule.lines === 0 ? (
          <Text size="sm">It maps no line now. New lines are not mapped by it any more.</Text>
        ) : (
          <Radio.Group
            label={`It maps ${plural(rule.lines, 'line')} now. New lines are not mapped by it any more.`}
            value={mappings}
            onChange={(value) => setMappings(value === 'remove' ? 'remove' : 'keep')}
          >
            <Stack gap={8} mt={8}>
              <Radio value="keep" label="Its lines stay mapped as they are" />
              <Radio value="remove" label="Its lines become unmapped, unless another rule maps them" />
            </Stack>
          </Radio.Group>
        )}
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" color="red" loading={remove.isPending} onClick={run}>
            Remove rule
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
