import { describe, expect, test } from 'vitest';
import {
  findExactPairs,
  indexOrganizations,
  type KnownOrganization,
  matchCompany,
} from './match-companies.ts';

function organization(id: string, name: string, more: Partial<KnownOrganization> = {}): KnownOrganization {
  return { id, name, companyNames: [], domains: [], tenantIds: [], ...more };
}

function company(name: string, more: { id?: string; domains?: string[]; tenantId?: string | null } = {}) {
  return { id: more.id ?? name, name, domains: more.domains ?? [], tenantId: more.tenantId ?? null };
}

const index = indexOrganizations([
  organization('o1', 'Contoso', { domains: ['contoso.com'], tenantIds: ['11111111-AAAA'] }),
  organization('o2', 'Fabrikam Holdings', {
    domains: ['fabrikam.com', 'shared.com'],
    companyNames: ['Fabrikam'],
  }),
  organization('o3', 'Adventure Works', { domains: ['shared.com'] }),
  organization('o4', 'Litware North'),
]);

describe('suggestions for a company', () => {
  test('name the tenant, the domain or the name as the reason', () => {
    const best = (subject: Parameters<typeof matchCompany>[1]) => matchCompany(index, subject)[0];
    expect(best(company('Anything', { tenantId: '11111111-aaaa' }))).toMatchObject({
      organizationId: 'o1',
      score: 1,
      isExact: true,
      reason: 'The same Microsoft tenant',
    });
    expect(best(company('HQ', { domains: ['www.contoso.com'] }))).toMatchObject({
      organizationId: 'o1',
      reason: 'The same domain, contoso.com',
    });
    expect(best(company('CONTOSO, Ltd.'))).toMatchObject({ organizationId: 'o1', isExact: true });
    expect(best(company('fabrikam inc'))).toMatchObject({ organizationId: 'o2', isExact: true });
  });

  test('find misspelt and longer names, which are no exact match', () => {
    expect(matchCompany(index, company('Contosso'))[0]).toMatchObject({
      organizationId: 'o1',
      isExact: false,
    });
    const longer = matchCompany(index, company('Adventure Works Bicycles'))[0];
    expect(longer).toMatchObject({ organizationId: 'o3', isExact: false });
    expect(longer?.reason).toContain('Adventure Works');
  });

  test('leave out names that are not alike', () => {
    expect(matchCompany(index, company('Wingtip Toys'))).toEqual([]);
  });

  test('show every organization of a shared domain, and are sorted by score', () => {
    const found = matchCompany(index, company('Adventure Work', { domains: ['shared.com'] }));
    expect(found.map(({ organizationId }) => organizationId).sort()).toEqual(['o2', 'o3']);
    expect(found.map(({ score }) => score)).toEqual(
      found.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });
});

describe('companies that can be linked without asking', () => {
  const pairs = (...companies: ReturnType<typeof company>[]) =>
    Object.fromEntries(findExactPairs(index, companies));

  test('have one exact match that is no other company’s', () => {
    expect(pairs(company('Contoso Inc'), company('Litware North LLC'))).toEqual({
      'Contoso Inc': 'o1',
      'Litware North LLC': 'o4',
    });
  });

  test('are none of two that read the same', () => {
    expect(pairs(company('Contoso Inc'), company('contoso'))).toEqual({});
  });

  test('are not those whose tenant says one thing and whose name another', () => {
    expect(pairs(company('Litware North', { tenantId: '11111111-aaaa' }))).toEqual({});
  });

  test('are not those with a domain that two organizations share', () => {
    expect(pairs(company('Shared', { domains: ['shared.com'] }))).toEqual({});
  });

  test('are not those that are only similar', () => {
    expect(pairs(company('Contosso'), company('Adventure Works Bicycles'))).toEqual({});
  });
});

test('five thousand companies are matched against five thousand organizations within seconds', () => {
  const words = ['Blue', 'Summit', 'River', 'Oak', 'Harbor', 'Granite', 'Cedar', 'Vista', 'Union', 'Prairie'];
  const nameOf = (at: number) =>
    `${words[at % 10]} ${words[Math.floor(at / 10) % 10]} ${words[Math.floor(at / 100) % 10]} ${at}`;
  const many = indexOrganizations(
    Array.from({ length: 5000 }, (_, at) => organization(`o${at}`, nameOf(at))),
  );
  const companies = Array.from({ length: 5000 }, (_, at) => company(`${nameOf(at)} LLC`, { id: `c${at}` }));
  const before = performance.now();
  expect(findExactPairs(many, companies).size).toBe(5000);
  expect(performance.now() - before).toBeLessThan(3000);
});
