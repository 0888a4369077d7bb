import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { fieldErrors } from '../../../api/api-error.ts';
import type { LineItem, MappingOptions, Result } from '../../../api/types.ts';
import { useUnsavedGuard } from '../../../ui/use-unsaved-guard.ts';
import { useStoredResult } from '../api/findings.ts';
import { useMappingOptions, usePreview } from '../api/mapping.ts';
import { ComparisonFields } from './comparison-fields.tsx';
import { DialogFooter } from './dialog-footer.tsx';
import { FilterForm } from './filter-form.tsx';
import classes from './mapping-dialog.module.css';
import {
  type FormProblems,
  formProblems,
  integrationsFor,
  isSameForm,
  type MappingForm,
  toBody,
  toForm,
} from './mapping-form.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { QuantityFields } from './quantity-fields.tsx';
import { SuggestedMappings } from './suggested-mappings.tsx';
import { useSave } from './use-save.ts';

/** How long typing rests before the preview is asked for. */
const PREVIEW_PAUSE_MS = 250;

type MappingEditorProps = { line: LineItem; options: MappingOptions; close: () => void };

/** The form on the left, what it gives on the right, live. */
export function MappingEditor({ line, options, close }: MappingEditorProps): ReactNode {
  const [initial] = useState(() => toForm(line.mapping, options));
  const [form, setForm] = useState(initial);
  const [hasTried, setHasTried] = useState(false);
  const isDirty = !isSameForm(form, initial);
  const settle = useUnsavedGuard(isDirty, 'The mapping was changed and not saved.');
  const leave = (): void => {
    settle();
    close();
  };
  const save = useSave(line, leave);
  const stored = useStoredResult(line);
  const problems = formProblems(form);
  const isValid = Object.keys(problems).length === 0;
  const body = toBody(form);
  const submit = (run: typeof save.one) => () => {
    setHasTried(true);
    if (isValid && body !== null) {
      run(body);
    }
  };
  return (
    <>
      <div className={classes.columns}>
        <Fields
          line={line}
          form={form}
          setForm={setForm}
          base={options}
          problems={hasTried ? problems : {}}
          errors={{ unitsPerLine: problems.unitsPerLine, ...fieldErrors(save.error) }}
        />
        <LivePreview line={line} form={form} isSaved={!isDirty && line.mapping !== null} stored={stored} />
      </div>
      <DialogFooter
        line={line}
        result={stored}
        isDirty={isDirty}
        isDisabled={form.metric !== 'none' && integrationsFor(form.metric, options).length === 0}
        sameProductLines={options.sameProductLines}
        save={save}
        onSave={submit(save.one)}
        onSaveAll={(others) => submit((valid) => save.all(valid, others))()}
      />
    </>
  );
}

type FieldsProps = {
  line: LineItem;
  form: MappingForm;
  setForm: (form: MappingForm) => void;
  base: MappingOptions;
  problems: FormProblems;
  errors: Readonly<Record<string, string | undefined>>;
};

function Fields({ line, form, setForm, base, problems, errors }: FieldsProps): ReactNode {
  const { data: narrowed = base } = useMappingOptions(line.id, form.integrationId);
  // Without an integration that can count there is nothing to fill in yet.
  const isComparable = integrationsFor(form.metric, base).length > 0;
  const integration = base.integrations.find((one) => one.id === form.integrationId);
  return (
    <div className={classes.form}>
      <SuggestedMappings line={line} onUse={(mapping) => setForm(toForm(mapping, base))} />
      <ComparisonFields form={form} setForm={setForm} options={base} problem={problems.integrationId} />
      {isComparable ? (
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
      ) : null}
    </div>
  );
}

function LivePreview({
  line,
  form,
  isSaved,
  stored,
}: {
  line: LineItem;
  form: MappingForm;
  isSaved: boolean;
  stored: Result | undefined;
}): ReactNode {
  const key = JSON.stringify(toBody(form));
  const [asked] = useDebouncedValue(key, PREVIEW_PAUSE_MS);
  const body = useMemo(() => JSON.parse(asked) as ReturnType<typeof toBody>, [asked]);
  const preview = usePreview(line.id, body);
  return (
    <PreviewPanel
      lineItemId={line.id}
      preview={preview}
      stored={stored}
      isSaved={isSaved}
      isStale={key !== asked || preview.isPlaceholderData}
      isIncomplete={key === 'null'}
    />
  );
}
