import { Anchor, Select, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MappingOptions } from '../../../api/types.ts';
import { Notice } from '../../../ui/notice.tsx';
import { integrationsFor, type MappingForm, withMetric } from './mapping-form.ts';
import { COMPARISON_WORDS } from './words.ts';

type Props = {
  form: MappingForm;
  setForm: (form: MappingForm) => void;
  options: MappingOptions;
  problem: string | undefined;
  /** Who lacks a company in the integration: the line's organization, or all of them. */
  whose?: string;
};

const LINES_OWN = 'This organization is linked to no company';

/** What a line is compared with: for a manual line the metric, or nothing; and the integration that counts. */
export function ComparisonFields({ form, setForm, options, problem, whose }: Props): ReactNode {
  return (
    <>
      <Text size="sm" c="dimmed">
        {options.modeReason}
      </Text>
      {options.mode === 'manual' ? <MetricSelect form={form} setForm={setForm} options={options} /> : null}
      {form.metric === 'none' ? (
        <Text size="sm" c="dimmed">
          The quantity is taken as it is: the line counts as not compared, and not as checked.
        </Text>
      ) : (
        <IntegrationSelect
          form={form}
          setForm={setForm}
          options={options}
          problem={problem}
          whose={whose ?? LINES_OWN}
        />
      )}
    </>
  );
}

function MetricSelect({ form, setForm, options }: Omit<Props, 'problem' | 'whose'>): ReactNode {
  const metrics: MappingForm['metric'][] = ['none', ...options.metrics];
  const choose = (value: string | null): void => {
    const metric = metrics.find((one) => one === value);
    if (metric !== undefined) {
      setForm(withMetric(form, metric, options));
    }
  };
  return (
    <Select
      label="Compared with"
      allowDeselect={false}
      data={metrics.map((value) => ({ value, label: COMPARISON_WORDS[value] }))}
      value={form.metric}
      onChange={choose}
    />
  );
}

function IntegrationSelect({ form, setForm, options, problem, whose = LINES_OWN }: Props): ReactNode {
  const able = integrationsFor(form.metric, options);
  const chosen = able.find((one) => one.id === form.integrationId);
  if (able.length === 0) {
    return (
      <Notice tone="under" title="Nothing to compare with">
        No connected integration delivers {COMPARISON_WORDS[form.metric].toLowerCase()}. Add one under{' '}
        <Anchor component={Link} to="/integrations" inherit underline="always">
          Integrations
        </Anchor>
        .
      </Notice>
    );
  }
  return (
    <div>
      <Select
        label="Integration"
        placeholder="Choose an integration"
        allowDeselect={false}
        data={able.map(({ id, name, hasCompany }) => ({
          value: id,
          label: hasCompany ? name : `${name} (no company linked)`,
        }))}
        value={chosen === undefined ? null : form.integrationId}
        onChange={(integrationId) => setForm({ ...form, integrationId })}
        error={problem}
        data-autofocus
      />
      {chosen === undefined || chosen.hasCompany ? null : (
        <Text size="xs" mt={5}>
          {whose} in {chosen.name}, so what it counts is unknown. Link one under{' '}
          <Anchor component={Link} to="/organizations" inherit underline="always">
            Organizations
          </Anchor>
          .
        </Text>
      )}
    </div>
  );
}
