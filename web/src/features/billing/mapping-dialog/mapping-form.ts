import type { Mapping, MappingBody, MappingOptions } from '../../../api/types.ts';

export type Metric = MappingOptions['metrics'][number];

type FilterInput<M extends Metric> = NonNullable<Extract<MappingBody, { metric: M }>['filter']>;

/** A metric's filter with every field filled in. */
export type FilterOf<M extends Metric> = {
  [Key in keyof FilterInput<M>]-?: Exclude<FilterInput<M>[Key], undefined>;
};

/** A number being typed; empty while there is none. */
export type NumberText = number | '';

/** What the dialog holds while a person edits. Each metric keeps its own filter, so that changing back loses nothing. */
export type MappingForm = {
  /** `none`: compared with nothing. */
  metric: Metric | 'none';
  integrationId: string | null;
  filters: { [M in Metric]: FilterOf<M> };
  unitsPerLine: NumberText;
  minimum: NumberText;
  toleranceUnits: NumberText;
  tolerancePercent: NumberText;
};

const EMPTY_FILTERS: MappingForm['filters'] = {
  devices: { categories: [], conditions: [], match: 'all', seenWithinDays: null, mergeDuplicates: false },
  users: { scope: 'licensed', conditions: [], match: 'all' },
  licenses: { skuIds: [], basis: 'purchased', includeTrials: false, includeSuspended: false },
  subscriptions: { productIds: [], billingTerms: [] },
};

/** The form of a stored mapping, or of a new one that counts everything of the line's metric. */
export function toForm(mapping: Mapping | null, options: MappingOptions): MappingForm {
  if (mapping === null) {
    const metric = options.mode === 'manual' ? 'none' : (options.metrics[0] ?? 'none');
    return emptyForm(metric, likelyIntegration(metric, options));
  }
  return formOf(mapping);
}

/** The form of a mapping, of a line or of a rule. */
export function formOf(mapping: Omit<Mapping, 'mode' | 'origin'>): MappingForm {
  const { integrationId, metric, filter, unitsPerLine, minimum, tolerance } = mapping;
  const form = emptyForm(metric ?? 'none', integrationId);
  return {
    ...form,
    filters:
      metric === null ? form.filters : { ...form.filters, [metric]: { ...form.filters[metric], ...filter } },
    unitsPerLine,
    minimum: minimum ?? '',
    toleranceUnits: tolerance?.units ?? '',
    tolerancePercent: tolerance?.percent ?? '',
  };
}

function emptyForm(metric: MappingForm['metric'], integrationId: string | null): MappingForm {
  return {
    metric,
    integrationId,
    filters: EMPTY_FILTERS,
    unitsPerLine: 1,
    minimum: '',
    toleranceUnits: '',
    tolerancePercent: '',
  };
}

/** Integrations that deliver a metric. */
export function integrationsFor(
  metric: MappingForm['metric'],
  options: MappingOptions,
): MappingOptions['integrations'] {
  return metric === 'none' ? [] : options.integrations.filter((one) => one.metrics.includes(metric));
}

/** The first integration that the line's organization is linked to, else the first at all. */
export function likelyIntegration(metric: MappingForm['metric'], options: MappingOptions): string | null {
  const able = integrationsFor(metric, options);
  return (able.find((one) => one.hasCompany) ?? able[0])?.id ?? null;
}

/** Another comparison; the integration stays if it can deliver it. */
export function withMetric(
  form: MappingForm,
  metric: MappingForm['metric'],
  options: MappingOptions,
): MappingForm {
  const stays = integrationsFor(metric, options).some((one) => one.id === form.integrationId);
  return { ...form, metric, integrationId: stays ? form.integrationId : likelyIntegration(metric, options) };
}

export function withFilter<M extends Metric>(
  form: MappingForm,
  metric: M,
  filter: Partial<FilterOf<M>>,
): MappingForm {
  return { ...form, filters: { ...form.filters, [metric]: { ...form.filters[metric], ...filter } } };
}

/** The parts of the form that something can be wrong with. */
export type FormProblems = Partial<Record<'integrationId' | 'unitsPerLine' | 'conditions', string>>;

/** What keeps a form from being saved, in words, by field. Nothing: it can be. */
export function formProblems(form: MappingForm): FormProblems {
  if (form.metric === 'none') {
    return {};
  }
  return {
    ...(form.integrationId === null ? { integrationId: 'Choose an integration.' } : {}),
    ...(isPositive(form.unitsPerLine) ? {} : { unitsPerLine: 'Enter a number above 0.' }),
    ...(conditionsOf(form).some(isBlank) ? { conditions: 'Fill in the empty condition, or remove it.' } : {}),
  };
}

/** The API's body; conditions still empty are left out. Null: too little is known to ask the server. */
export function toBody(form: MappingForm): MappingBody | null {
  const { metric, integrationId, unitsPerLine } = form;
  if (metric === 'none') {
    return { integrationId: null };
  }
  if (integrationId === null || !isPositive(unitsPerLine)) {
    return null;
  }
  return {
    integrationId,
    metric,
    filter: filterBody(form, metric),
    unitsPerLine,
    minimum: form.minimum === '' ? null : form.minimum,
    tolerance: toleranceOf(form),
    // The union pairs each metric with its filter; a metric held in a variable cannot show that it does.
  } as MappingBody;
}

/** Whether two forms would store the same. */
export function isSameForm(a: MappingForm, b: MappingForm): boolean {
  return JSON.stringify(stored(a)) === JSON.stringify(stored(b));
}

function stored(form: MappingForm): unknown {
  const { metric } = form;
  return metric === 'none' ? { metric } : { ...form, filters: form.filters[metric] };
}

function filterBody(form: MappingForm, metric: Metric): FilterOf<Metric> {
  const filter = form.filters[metric];
  return 'conditions' in filter
    ? ({ ...filter, conditions: conditionsOf(form).filter((one) => !isBlank(one)) } as FilterOf<Metric>)
    : filter;
}

function conditionsOf({ metric, filters }: MappingForm): readonly { value: string }[] {
  return metric === 'devices' || metric === 'users' ? filters[metric].conditions : [];
}

/** Both empty: the workspace's tolerance. An explicit 0 is none at all. */
function toleranceOf({
  toleranceUnits,
  tolerancePercent,
}: MappingForm): { units?: number; percent?: number } | null {
  return toleranceUnits === '' && tolerancePercent === ''
    ? null
    : {
        ...(toleranceUnits === '' ? {} : { units: toleranceUnits }),
        ...(tolerancePercent === '' ? {} : { percent: tolerancePercent }),
      };
}

const isBlank = ({ value }: { value: string }): boolean => value.trim() === '';
const isPositive = (value: NumberText): value is number => value !== '' && value > 0;
