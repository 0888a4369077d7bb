import type { MappingBody, Rule } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { notifyUndo } from '../../ui/notify.tsx';
import { formOf, toBody } from '../billing/mapping-dialog/mapping-form.ts';
import { useCreateRule, useRemoveRule, useUpdateRule } from './api.ts';
import { type Subject, toRuleBody, toRuleChange, toSubject } from './rule-form.ts';
import { ruleName } from './rule-words.ts';

export type SaveRule = {
  run: (subject: Subject, mapping: MappingBody) => void;
  error: Error | null;
  isPending: boolean;
};

/** Makes or changes a rule; `leave` closes the dialog once it is done. Both can be taken back. */
export function useSaveRule(rule: Rule | null, leave: () => void): SaveRule {
  const create = useCreateRule({ showsError: true });
  const update = useUpdateRule({ showsError: true });
  const remove = useRemoveRule();
  const back = useUpdateRule();

  const done = (saved: Rule, verb: string, undo: () => void): void => {
    leave();
    notifyUndo(`${verb} the rule for ${ruleName(saved)}. It maps ${plural(saved.lines, 'line')}.`, undo);
  };
  const run = (subject: Subject, mapping: MappingBody): void => {
    if (rule === null) {
      create.mutate(toRuleBody(subject, mapping), {
        onSuccess: (made) => done(made, 'Made', () => remove.mutate({ id: made.id, mappings: 'remove' })),
      });
      return;
    }
    const before = toBody(formOf(rule.mapping));
    update.mutate(
      { id: rule.id, ...toRuleChange(subject, mapping) },
      {
        onSuccess: (changed) =>
          done(changed, 'Changed', () => {
            if (before !== null) {
              back.mutate({ id: rule.id, ...toRuleChange(toSubject(rule), before) });
            }
          }),
      },
    );
  };
  return { run, error: create.error ?? update.error, isPending: create.isPending || update.isPending };
}
