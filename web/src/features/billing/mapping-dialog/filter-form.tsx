import type { ReactNode } from 'react';
import type { MappingOptions } from '../../../api/types.ts';
import { DeviceFilterForm } from './device-filter-form.tsx';
import type { Integration } from './form-props.ts';
import { LicenseFilterForm } from './license-filter-form.tsx';
import { type FormProblems, type MappingForm, withFilter } from './mapping-form.ts';
import { SubscriptionFilterForm } from './subscription-filter-form.tsx';
import { UserFilterForm } from './user-filter-form.tsx';

type Props = {
  form: MappingForm;
  setForm: (form: MappingForm) => void;
  options: MappingOptions;
  integration: Integration | undefined;
  problems: FormProblems;
};

/** The filter form of the metric that is compared with. */
export function FilterForm({ form, setForm, ...rest }: Props): ReactNode {
  const { filters } = form;
  switch (form.metric) {
    case 'none':
      return null;
    case 'devices':
      return (
        <DeviceFilterForm
          {...rest}
          filter={filters.devices}
          onChange={(part) => setForm(withFilter(form, 'devices', part))}
        />
      );
    case 'users':
      return (
        <UserFilterForm
          {...rest}
          filter={filters.users}
          onChange={(part) => setForm(withFilter(form, 'users', part))}
        />
      );
    case 'licenses':
      return (
        <LicenseFilterForm
          {...rest}
          filter={filters.licenses}
          onChange={(part) => setForm(withFilter(form, 'licenses', part))}
        />
      );
    case 'subscriptions':
      return (
        <SubscriptionFilterForm
          {...rest}
          filter={filters.subscriptions}
          onChange={(part) => setForm(withFilter(form, 'subscriptions', part))}
        />
      );
  }
}
