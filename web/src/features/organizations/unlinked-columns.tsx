import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Company } from '../../api/types.ts';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { bestSuggestion, scoreWords } from './suggestions.ts';
import type { CompanyActions } from './use-company-actions.ts';

type Options = {
  nameOf: (integrationId: string) => string;
  /** Undefined: whoever looks may not link. */
  actions: CompanyActions | undefined;
  onLinkTo: (company: Company) => void;
};

export function unlinkedColumns({ nameOf, actions, onLinkTo }: Options): DataTableColumn<Company>[] {
  return [
    {
      id: 'company',
      header: 'Company',
      minWidth: 180,
      cell: ({ name }) => <span className="t-strong">{name}</span>,
      csv: [{ header: 'Company', value: ({ name }) => name }],
    },
    {
      id: 'integration',
      header: 'Integration',
      width: 150,
      cell: ({ integrationId }) => <span className="t-muted">{nameOf(integrationId)}</span>,
      csv: [{ header: 'Integration', value: ({ integrationId }) => nameOf(integrationId) }],
    },
    {
      id: 'suggestion',
      header: 'Suggested organization',
      minWidth: 240,
      cell: (company) => <Suggestion company={company} />,
      csv: [
        { header: 'Suggested organization', value: (company) => bestSuggestion(company)?.name ?? null },
        { header: 'Reason', value: (company) => bestSuggestion(company)?.reason ?? null },
        { header: 'Score', value: (company) => bestSuggestion(company)?.score ?? null },
      ],
    },
    ...(actions === undefined
      ? []
      : [
          {
            id: 'actions',
            header: 'Actions',
            width: 200,
            isNumeric: true,
            cell: (company: Company) => (
              <RowActions company={company} actions={actions} onLinkTo={onLinkTo} />
            ),
          },
        ]),
  ];
}

function Suggestion({ company }: { company: Company }): ReactNode {
  const best = bestSuggestion(company);
  if (best === undefined) {
    return <span className="t-dim">None</span>;
  }
  return (
    <>
      <div className="t-truncate">{best.name}</div>
      <Text size="xs" c="dimmed">
        {scoreWords(best.score)} · {best.reason}
      </Text>
    </>
  );
}

function RowActions({
  company,
  actions,
  onLinkTo,
}: {
  company: Company;
  actions: CompanyActions;
  onLinkTo: Options['onLinkTo'];
}): ReactNode {
  const best = bestSuggestion(company);
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {best !== undefined ? (
        <Button
          aria-label={`Accept suggestion for ${company.name}`}
          onClick={() => actions.accept([company])}
        >
          Accept
        </Button>
      ) : (
        <Button aria-label={`Link ${company.name} to an organization`} onClick={() => onLinkTo(company)}>
          Link to…
        </Button>
      )}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={`More for ${company.name}`}>
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {best === undefined ? null : (
            <Menu.Item onClick={() => actions.reject([company])}>Reject: not {best.name}</Menu.Item>
          )}
          <Menu.Item onClick={() => onLinkTo(company)}>Link to…</Menu.Item>
          <Menu.Item onClick={() => actions.linkToNew([company])}>New organization</Menu.Item>
          <Menu.Item onClick={() => actions.ignore([company])}>Ignore</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
