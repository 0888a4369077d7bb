import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Rule } from '../../api/types.ts';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { formatQuantity } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { measureWords, organizationWords, ruleName } from './rule-words.ts';

type Options = {
  integrationName: (id: string) => string;
  organizationName: (id: string) => string | undefined;
  /** From 1: the first that is about a line maps it. */
  placeOf: (rule: Rule) => number;
  /** Undefined: whoever looks may not change rules. */
  actions: { edit: (rule: Rule) => void; remove: (rule: Rule) => void } | undefined;
};

export function ruleColumns({
  integrationName,
  organizationName,
  placeOf,
  actions,
}: Options): DataTableColumn<Rule>[] {
  return [
    {
      id: 'place',
      header: 'Order',
      width: 72,
      isNumeric: true,
      cell: (rule) => <span className="t-muted">{formatQuantity(placeOf(rule))}</span>,
      csv: [{ header: 'Order', value: placeOf }],
    },
    {
      id: 'for',
      header: 'Product or pattern',
      isName: true,
      minWidth: 200,
      cell: (rule) => <TwoLines top={ruleName(rule)} bottom={kindWords(rule)} isStrong />,
      csv: [
        { header: 'Product or pattern', value: ruleName },
        { header: 'Kind', value: kindWords },
      ],
    },
    {
      id: 'mapping',
      header: 'Compared with',
      minWidth: 200,
      cell: ({ mapping }) => (
        <TwoLines
          top={measureWords(mapping)}
          bottom={mapping.integrationId === null ? null : integrationName(mapping.integrationId)}
        />
      ),
      csv: [
        { header: 'Compared with', value: ({ mapping }) => measureWords(mapping) },
        {
          header: 'Integration',
          value: ({ mapping: { integrationId } }) =>
            integrationId === null ? null : integrationName(integrationId),
        },
      ],
    },
    {
      id: 'organizations',
      header: 'Organizations',
      minWidth: 150,
      cell: ({ organizationIds }) => organizationWords(organizationIds, organizationName),
      csv: [
        {
          header: 'Organizations',
          value: ({ organizationIds }) =>
            organizationIds === null
              ? 'All'
              : organizationIds.map((id) => organizationName(id) ?? id).join('; '),
        },
      ],
    },
    {
      id: 'lines',
      header: 'Lines',
      width: 80,
      isNumeric: true,
      cell: ({ lines }) => formatQuantity(lines),
      csv: [{ header: 'Lines', value: ({ lines }) => lines }],
    },
    {
      id: 'made',
      header: 'Made',
      width: 150,
      cell: ({ madeBy, madeAt }) => <TwoLines top={madeBy} bottom={<RelativeTime at={madeAt} />} />,
      csv: [
        { header: 'Made by', value: ({ madeBy }) => madeBy },
        { header: 'Made at', value: ({ madeAt }) => madeAt },
      ],
    },
    ...(actions === undefined
      ? []
      : [
          {
            id: 'actions',
            header: 'Actions',
            width: 80,
            isNumeric: true,
            cell: (rule: Rule) => <RowActions rule={rule} {...actions} />,
          },
        ]),
  ];
}

const kindWords = ({ productKey }: Rule): string => (productKey === null ? 'Name pattern' : 'Product');

function RowActions({ rule, edit, remove }: { rule: Rule } & NonNullable<Options['actions']>): ReactNode {
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`More for ${ruleName(rule)}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => edit(rule)}>Edit…</Menu.Item>
        <Menu.Item onClick={() => remove(rule)}>Remove…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
