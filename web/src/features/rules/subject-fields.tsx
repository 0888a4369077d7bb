import { MultiSelect, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useAllOrganizations } from '../../api/organizations.ts';
import type { RuleProduct } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { useRuleProducts } from './api.ts';
import type { Subject } from './rule-form.ts';

const SEARCH_PAUSE_MS = 200;
const ORGANIZATIONS_SHOWN = 100;

type Props = {
  subject: Subject;
  setSubject: (subject: Subject) => void;
  /** A rule that is there keeps its product. */
  isNew: boolean;
  problem: string | null;
};

/** What a rule is for: a product, or names of products; of all organizations or some. */
export function SubjectFields(props: Props): ReactNode {
  const { subject, setSubject, isNew, problem } = props;
  return (
    <>
      {isNew ? (
        <SegmentedControl
          aria-label="What the rule is for"
          data={[
            { value: 'product', label: 'One product' },
            { value: 'pattern', label: 'Names of products' },
          ]}
          value={subject.kind}
          onChange={(value) => setSubject({ ...subject, kind: value === 'pattern' ? 'pattern' : 'product' })}
        />
      ) : null}
      {subject.kind === 'product' ? (
        <Product {...props} />
      ) : (
        <TextInput
          label="Name pattern"
          description="* stands for any run of characters, ? for one; case does not matter."
          placeholder="Managed workstation*"
          maxLength={200}
          value={subject.namePattern}
          onChange={({ currentTarget: { value } }) => setSubject({ ...subject, namePattern: value })}
          error={problem}
          data-autofocus
        />
      )}
      <Organizations subject={subject} setSubject={setSubject} />
    </>
  );
}

function Product({ subject, setSubject, isNew, problem }: Props): ReactNode {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text === subject.productName ? '' : text, SEARCH_PAUSE_MS);
  const products = useRuleProducts(asked);
  if (!isNew) {
    return (
      <div>
        <Text size="sm" c="dimmed">
          Product
        </Text>
        <Text size="sm" fw={550}>
          {subject.productName}
        </Text>
      </div>
    );
  }
  const choose = (key: string | null, chosen: RuleProduct | undefined): void =>
    setSubject({ ...subject, productKey: key, productName: chosen?.name ?? null });
  return (
    <Select
      label="Product"
      placeholder="Search by name"
      searchable
      openOnFocus={false}
      data-autofocus
      nothingFoundMessage="No line in effect sells such a product"
      // The server has searched already.
      filter={({ options }) => options}
      data={products.map(({ productKey, name }) => ({ value: productKey, label: name }))}
      renderOption={({ option }) => (
        <ProductOption
          label={option.label}
          product={products.find((one) => one.productKey === option.value)}
        />
      )}
      value={subject.productKey}
      onChange={(key) =>
        choose(
          key,
          products.find(({ productKey }) => productKey === key),
        )
      }
      searchValue={text}
      onSearchChange={setText}
      error={problem}
    />
  );
}

function ProductOption({ label, product }: { label: string; product: RuleProduct | undefined }): ReactNode {
  return (
    <div>
      <Text size="sm">{label}</Text>
      {product === undefined ? null : (
        <Text size="xs" c="dimmed">
          {plural(product.lines, 'line')}, {product.unmapped} unmapped
        </Text>
      )}
    </div>
  );
}

function Organizations({ subject, setSubject }: Pick<Props, 'subject' | 'setSubject'>): ReactNode {
  const organizations = useAllOrganizations();
  return (
    <MultiSelect
      label="Organizations"
      {...(subject.organizationIds.length === 0 ? { placeholder: 'All organizations' } : {})}
      description="None chosen: all, also those to come. A rule for some goes before one for all."
      searchable
      hidePickedOptions
      limit={ORGANIZATIONS_SHOWN}
      nothingFoundMessage="No organization of that name"
      data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...subject.organizationIds]}
      onChange={(organizationIds) => setSubject({ ...subject, organizationIds })}
    />
  );
}
