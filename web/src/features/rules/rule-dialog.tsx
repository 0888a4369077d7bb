import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { Rule } from '../../api/types.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../billing/mapping-dialog/mapping-dialog.module.css';
import { useRuleOptions } from './api.ts';
import { RuleEditor } from './rule-editor.tsx';
import { toSubject } from './rule-form.ts';
import { ruleName } from './rule-words.ts';
import { SubjectFields } from './subject-fields.tsx';

/** Makes a rule, or changes one. @param rule null: a new one */
export function RuleDialog({ rule, close }: { rule: Rule | null; close: () => void }): ReactNode {
  const isNarrow = useMediaQuery('(max-width: 60em)');
  return (
    <Modal
      opened
      onClose={close}
      size={980}
      yOffset={44}
      fullScreen={isNarrow}
      title={rule === null ? 'Make a rule' : `Rule for ${ruleName(rule)}`}
      styles={{ title: { alignSelf: 'center', fontWeight: 620 } }}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
    >
      <Body rule={rule} close={close} />
    </Modal>
  );
}

function Body({ rule, close }: { rule: Rule | null; close: () => void }): ReactNode {
  const [initial] = useState(() => toSubject(rule));
  const [subject, setSubject] = useState(initial);
  const [hasTried, setHasTried] = useState(false);
  const isChosen = subject.kind === 'pattern' || subject.productKey !== null;
  const productKey = subject.kind === 'product' ? subject.productKey : null;
  const options = useRuleOptions(productKey, null);
  const fields = (problem: string | null): ReactNode => (
    <SubjectFields subject={subject} setSubject={setSubject} isNew={rule === null} problem={problem} />
  );
  if (isChosen && options.data !== undefined) {
    return (
      <RuleEditor
        // Another product is counted another way: its mapping starts afresh.
        key={`${subject.kind} ${productKey}`}
        rule={rule}
        subject={subject}
        isSubjectChanged={JSON.stringify(subject) !== JSON.stringify(initial)}
        subjectFields={fields}
        options={options.data}
        hasTried={hasTried}
        onTry={() => setHasTried(true)}
        close={close}
      />
    );
  }
  return (
    <div className={classes.form}>
      {fields(null)}
      {options.error !== null ? (
        <ErrorState error={options.error} retry={() => void options.refetch()} />
      ) : isChosen ? (
        <Stack aria-hidden>
          <Skeleton height={32} />
          <Skeleton height={90} />
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          Choose what the rule is for; then what its lines are compared with.
        </Text>
      )}
    </div>
  );
}
