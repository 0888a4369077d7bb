import { Anchor, Badge, Card, Group, SegmentedControl, Skeleton } from '@mantine/core';
import { Link, type LinkProps, useNavigate, useSearch } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import type { NewItems as NewItemsAnswer } from '../../api/types.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDay, formatQuantity, plural } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { useNewItems } from './api.ts';
import { dayOfSince, holdingsWords } from './new-since.ts';
import classes from './overview.module.css';

/** What syncs brought since a day that somebody has to map or link, each with its money a month and the way to it. */
export function NewItems(): ReactNode {
  const { since } = useSearch({ from: '/shell/overview' });
  const day = dayOfSince(since, new Date());
  const { data, error, refetch } = useNewItems(day);
  return (
    <Card withBorder component="section" aria-labelledby="new">
      <Group justify="space-between" gap="xs">
        <h2 id="new" className={classes.heading}>
          New since {formatDay(day)}
        </h2>
        <SinceControl />
      </Group>
      {error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={80} mt="sm" role="status" aria-label="Loading what is new" />
      ) : data.products.total + data.companies.total === 0 ? (
        <p className={classes.calm}>
          <CircleCheck size={16} aria-hidden /> Nothing new has to be mapped or linked.
        </p>
      ) : (
        <NewTable news={data} />
      )}
    </Card>
  );
}

function SinceControl(): ReactNode {
  const { since } = useSearch({ from: '/shell/overview' });
  const navigate = useNavigate({ from: '/overview' });
  const change = (value: string): void =>
    void navigate({
      search: ({ since: _before, ...rest }) =>
        value === 'week' || value === 'yesterday' ? { ...rest, since: value } : rest,
      replace: true,
    });
  return (
    <SegmentedControl
      size="xs"
      aria-label="New since"
      value={since ?? 'month'}
      onChange={change}
      data={[
        { value: 'yesterday', label: 'Yesterday' },
        { value: 'week', label: '7 days' },
        { value: 'month', label: 'Last month' },
      ]}
    />
  );
}

function NewTable({ news: { products, companies } }: { news: NewItemsAnswer }): ReactNode {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-labelledby="new">
        <thead>
          <tr>
            <th scope="col">To map or link</th>
            <th scope="col">Has</th>
            <th scope="col" data-numeric>
              Money a month
            </th>
          </tr>
        </thead>
        <tbody>
          {products.items.map((product) => (
            <ProductRow key={product.productKey} product={product} />
          ))}
          <Rest
            total={products.total}
            shown={products.items.length}
            noun="product"
            link={{ to: '/billing/reconciliation/$tab', params: { tab: 'unmapped' } }}
          />
          {companies.items.map((company) => (
            <CompanyRow key={company.companyId} company={company} />
          ))}
          <Rest
            total={companies.total}
            shown={companies.items.length}
            noun="company"
            link={{ to: '/organizations', search: { tab: 'unlinked' } }}
          />
        </tbody>
      </table>
    </div>
  );
}

type Product = NewItemsAnswer['products']['items'][number];

function ProductRow({ product }: { product: Product }): ReactNode {
  const { productName, isNew, lines, organizations, monthlyAmounts, linesWithoutAmount } = product;
  return (
    <tr>
      <th scope="row">
        <Group gap="0 6px">
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link
                to="/billing/reconciliation/$tab"
                params={{ tab: 'unmapped' }}
                search={{ q: productName }}
                {...props}
              />
            )}
          >
            {productName}
          </Anchor>
          {isNew ? (
            <Badge size="xs" variant="default">
              New product
            </Badge>
          ) : null}
        </Group>
      </th>
      <td>
        {plural(lines, 'unmapped line')}, {plural(organizations, 'organization')}
      </td>
      <td data-numeric>
        <Money value={monthlyAmounts.length === 0 ? null : monthlyAmounts} />
        {linesWithoutAmount === 0 ? null : (
          <span className="t-dim"> {formatQuantity(linesWithoutAmount)} unknown</span>
        )}
      </td>
    </tr>
  );
}

type Company = NewItemsAnswer['companies']['items'][number];

function CompanyRow({ company }: { company: Company }): ReactNode {
  const nameOf = useIntegrationName();
  const { companyName, integrationId, monthlyAmounts } = company;
  return (
    <tr>
      <th scope="row">
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/organizations" search={{ tab: 'unlinked', q: companyName }} {...props} />
          )}
        >
          {companyName}
        </Anchor>{' '}
        <span className="t-dim">unlinked in {nameOf(integrationId)}</span>
      </th>
      <td>{holdingsWords(company)}</td>
      <td data-numeric>
        {monthlyAmounts.length === 0 ? (
          <span className="t-dim">unknown</span>
        ) : (
          <Money value={monthlyAmounts} />
        )}
      </td>
    </tr>
  );
}

type RestProps = { total: number; shown: number; noun: 'product' | 'company'; link: LinkProps };

function Rest({ total, shown, noun, link }: RestProps): ReactNode {
  if (total <= shown) return null;
  return (
    <tr>
      <td colSpan={3}>
        <Anchor size="sm" renderRoot={(props) => <Link {...link} {...props} />}>
          {plural(total - shown, `more ${noun}`, noun === 'company' ? 'more companies' : undefined)}
        </Anchor>
      </td>
    </tr>
  );
}
