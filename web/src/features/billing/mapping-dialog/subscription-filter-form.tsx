import { Stack, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatQuantity } from '../../../ui/format.ts';
import type { FilterFormProps } from './form-props.ts';
import { Picker } from './picker.tsx';

const COMMON_TERMS = ['Monthly', 'Annual', '1-Year', '3-Year'];

/** Which subscriptions count: products and billing terms. */
export function SubscriptionFilterForm({
  filter,
  onChange,
  options,
  integration,
}: FilterFormProps<'subscriptions'>): ReactNode {
  return (
    <Stack gap="md">
      <Picker
        label="Products"
        offered={options.products.map(({ id, name, quantity }) => ({
          id,
          name,
          detail: formatQuantity(quantity),
        }))}
        chosen={filter.productIds}
        onChange={(productIds) => onChange({ productIds })}
        note="None chosen: subscriptions to every product count."
        isKnown={integration?.hasCompany !== false}
      />
      <TagsInput
        label="Billing terms"
        description="As the source names them. None: every term."
        data={COMMON_TERMS}
        value={filter.billingTerms}
        onChange={(billingTerms) => onChange({ billingTerms })}
      />
    </Stack>
  );
}
