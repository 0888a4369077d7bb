import type { MappingOptions } from '../../../api/types.ts';
import type { FilterOf, FormProblems, Metric, NumberText } from './mapping-form.ts';

export type Integration = MappingOptions['integrations'][number];

/** What every metric's filter form takes. */
export type FilterFormProps<M extends Metric> = {
  filter: FilterOf<M>;
  onChange: (filter: Partial<FilterOf<M>>) => void;
  /** The options of the chosen integration. */
  options: MappingOptions;
  integration: Integration | undefined;
  problems: FormProblems;
};

/** What a number input reports as the form keeps it; while a person types "-" or "1." it may be text. */
export function toNumberText(value: number | string): NumberText {
  const number = Number(value);
  return value === '' || Number.isNaN(number) ? '' : number;
}
