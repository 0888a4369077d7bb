import { Button, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { errorText, fieldErrors } from '../../api/api-error.ts';
import type { MappingOptions, Rule } from '../../api/types.ts';
import { Notice } from '../../ui/notice.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { ComparisonFields } from '../billing/mapping-dialog/comparison-fields.tsx';
import { FilterForm } from '../billing/mapping-dialog/filter-form.tsx';
import classes from '../billing/mapping-dialog/mapping-dialog.module.css';
import {
  type FormProblems,
  formOf,
  formProblems,
  integrationsFor,
  isSameForm,
  type MappingForm,
  toBody,
  toForm,
} from '../billing/mapping-dialog/mapping-form.ts';
import { QuantityFields } from '../billing/mapping-dialog/quantity-fields.tsx';
import { type RuleTrial, useRuleOptions } from './api.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { type Subject, subjectProblem, toRuleBody, toRuleChange } from './rule-form.ts';
import { useSaveRule } from './use-save-rule.ts';
import { useTrialPreview } from './use-trial-preview.ts';

type RuleEditorProps = {
  rule: Rule | null;
  subject: Subject;
  isSubjectChanged: boolean;
  subjectFields: (problem: string | null) => ReactNode;
  /** Of the product, over all integrations. */
  options: MappingOptions;
  hasTried: boolean;
  onTry: () => void;
  close: () => void;
};

/** The form on the left; on the right what the rule would do, which must be known before it is saved. */
export function RuleEditor(props: RuleEditorProps): ReactNode {
  const { rule, subject, isSubjectChanged, subjectFields, options, hasTried, onTry, close } = props;
  const [initial] = useState(() => (rule === null ? toForm(null, options) : formOf(rule.mapping)));
  const [form, setForm] = useState(initial);
  const isDirty = isSubjectChanged || !isSameForm(form, initial);
  const settle = useUnsavedGuard(isDirty, 'The rule was changed and not saved.');
  const save = useSaveRule(rule, () => {
    settle();
    close();
  });
  const problems = formProblems(form);
  const trial = toTrial(rule, subject, form, problems);
  const preview = useTrialPreview(trial);
  const shown = hasTried ? problems : {};
  const submit = (): void => {
    onTry();
    const body = toBody(form);
    if (trial !== null && body !== null) {
      save.run(subject, body);
    }
  };
  return (
    <>
      <div className={classes.columns}>
        <div className={classes.form}>
          {subjectFields(hasTried ? subjectProblem(subject) : null)}
          <MappingFields
            form={form}
            setForm={setForm}
            base={options}
            productKey={subject.kind === 'product' ? subject.productKey : null}
            problems={shown}
            errors={{ unitsPerLine: problems.unitsPerLine, ...fieldErrors(save.error) }}
          />
        </div>
        <PreviewPanel preview={preview} isIncomplete={trial === null} />
      </div>
      <div className={classes.footer}>
        {save.error === null ? null : (
          <Notice tone="bad" role="alert" title="Not saved">
            <Text size="sm">{errorText(save.error)}</Text>
          </Notice>
        )}
        <span className={classes.filler} />
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="filled"
          loading={save.isPending}
          disabled={!isDirty || (trial !== null && !preview.isKnown)}
          onClick={submit}
        >
          Save rule
        </Button>
      </div>
    </>
  );
}

function toTrial(
  rule: Rule | null,
  subject: Subject,
  form: MappingForm,
  problems: FormProblems,
): RuleTrial | null {
  const mapping = toBody(form);
  if (mapping === null || subjectProblem(subject) !== null || Object.keys(problems).length > 0) {
    return null;
  }
  return rule === null ? toRuleBody(subject, mapping) : { ...toRuleChange(subject, mapping), id: rule.id };
}

type MappingFieldsProps = {
  form: MappingForm;
  setForm: (form: MappingForm) => void;
  base: MappingOptions;
  productKey: string | null;
  problems: FormProblems;
  errors: Readonly<Record<string, string | undefined>>;
};

function MappingFields({ form, setForm, base, productKey, problems, errors }: MappingFieldsProps): ReactNode {
  const { data: narrowed = base } = useRuleOptions(productKey, form.integrationId);
  const integration = base.integrations.find((one) => one.id === form.integrationId);
  return (
    <>
      <ComparisonFields
        form={form}
        setForm={setForm}
        options={base}
        problem={problems.integrationId}
        whose="No organization is linked to a company"
      />
      {integrationsFor(form.metric, base).length === 0 ? null : (
        <>
          <FilterForm
            form={form}
            setForm={setForm}
            options={narrowed}
            integration={integration}
            problems={problems}
          />
          <QuantityFields form={form} integration={integration} setForm={setForm} errors={errors} />
        </>
      )}
    </>
  );
}
