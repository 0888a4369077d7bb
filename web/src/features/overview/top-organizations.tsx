import { Anchor, Card, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';
import type { OrganizationFindings } from '../../api/types.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatQuantity } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { useTopOrganizations } from './api.ts';
import classes from './overview.module.css';

/** The organizations with the most money at stake: a table whose cells are bars. */
export function TopOrganizations(): ReactNode {
  const { data, error, refetch } = useTopOrganizations();
  return (
    <Card withBorder component="section" aria-labelledby="top">
      <h2 id="top" className={classes.heading}>
        Most money at stake
      </h2>
      {error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={240} role="status" aria-label="Loading organizations" />
      ) : data.length === 0 ? (
        <p className={classes.calm}>No discrepancy is known.</p>
      ) : (
        <OrganizationsTable rows={data} />
      )}
    </Card>
  );
}

function OrganizationsTable({ rows }: { rows: readonly OrganizationFindings[] }): ReactNode {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-labelledby="top">
        <thead>
          <tr>
            <th scope="col">Organization</th>
            <th scope="col" data-numeric>
              Lines
            </th>
            <th scope="col" data-numeric>
              Under-billed
            </th>
            <th scope="col" data-numeric>
              Over-billed
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <OrganizationRow
              key={`${row.organizationId} ${row.underBilled.currency}`}
              row={row}
              largest={largestOf(rows, row.underBilled.currency)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OrganizationRow({ row, largest }: { row: OrganizationFindings; largest: number }): ReactNode {
  const { organizationId, organizationName, discrepancies, underBilled, overBilled } = row;
  const bar = (amount: string): CSSProperties =>
    ({ '--share': largest === 0 ? 0 : Number(amount) / largest }) as CSSProperties;
  return (
    <tr>
      <th scope="row">
        {organizationId === null ? (
          'No organization'
        ) : (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link
                to="/billing/reconciliation/$tab"
                params={{ tab: 'reconciliation' }}
                search={{ organizationId }}
                {...props}
              />
            )}
          >
            {organizationName}
          </Anchor>
        )}
      </th>
      <td data-numeric>{formatQuantity(discrepancies)}</td>
      <td data-numeric data-bar="under" style={bar(underBilled.amount)}>
        <Money value={underBilled} />
      </td>
      <td data-numeric data-bar="over" style={bar(overBilled.amount)}>
        <Money value={overBilled} />
      </td>
    </tr>
  );
}

/** Bars are comparable within a currency only. */
function largestOf(rows: readonly OrganizationFindings[], currency: string): number {
  const ofCurrency = rows.filter(({ underBilled }) => underBilled.currency === currency);
  return Math.max(
    ...ofCurrency.flatMap(({ underBilled, overBilled }) => [
      Number(underBilled.amount),
      Number(overBilled.amount),
    ]),
  );
}
