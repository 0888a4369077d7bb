import { describe, expect, test } from 'vitest';
import { indexOrganizations, type KnownOrganization } from './company-index.ts';
import { findExactPairs, matchCompany } from './match-companies.ts';

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

  test('put the name with the same legal form before the name without one, and that before another form', () => {
    const forms = indexOrganizations([
      organization('inc', 'Northwind Inc'),
      organization('none', 'Northwind'),
      organization('llc', 'Northwind, L.L.C.'),
    ]);
    const found = matchCompany(forms, company('NORTHWIND LLC'));
    expect(found.map(({ organizationId, isExact }) => [organizationId, isExact])).toEqual([
      ['llc', true],
      ['none', true],
      ['inc', false],
    ]);
    expect(found[2]?.reason).toBe('The same name with another legal form, "Northwind Inc"');
  });

  test('find initials, and the words of a name they stand for', () => {
    const some = indexOrganizations([
      organization('a', 'Atlantic Building Contractors LLC'),
      organization('b', 'TWT'),
    ]);
    expect(matchCompany(some, company('ABC'))[0]).toMatchObject({ organizationId: 'a', isExact: false });
    expect(matchCompany(some, company('Tail Wind Toys'))[0]).toMatchObject({
      organizationId: 'b',
      reason: 'One name is the initials of the other, "TWT"',
    });
  });

  test('find a name behind a number and a note, in another order, joined, and cut short', () => {
    const some = indexOrganizations([
      organization('lit', 'Litware Engineering'),
      organization('con', 'Contoso Marine Engineering'),
      organization('fab', 'Fabrikam Foods'),
    ]);
    const best = (name: string) => matchCompany(some, company(name))[0]?.organizationId;
    expect(best('0117 - Litware Engineering (main office)')).toBe('lit');
    expect(best('Engineering, Litware')).toBe('lit');
    expect(best('LitwareEngineeringLLC')).toBe('lit');
    expect(best('Litware Eng.')).toBe('lit');
  });

  test('say of a name that is the same how far it is', () => {
    const one = indexOrganizations([organization('o', 'Café Contoso LLC')]);
    const best = (name: string) => matchCompany(one, company(name))[0]?.reason;
    expect(best('Café Contoso LLC')).toBe('The same name');
    expect(best('Cafe Contoso, L.L.C.')).toBe('The same name, written differently');
    expect(best('Cafe Contoso')).toBe('The same name apart from spelling and legal form');
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

  test('are not those with one name and two legal forms', () => {
    const llc = indexOrganizations([organization('o1', 'Contoso LLC')]);
    expect(findExactPairs(llc, [company('Contoso, Inc.')]).size).toBe(0);
    expect(findExactPairs(llc, [company('Contoso, L.L.C.')]).size).toBe(1);
    expect(findExactPairs(llc, [company('contoso')]).size).toBe(1);
  });

  test('are not those of a sister company under the same domain', () => {
    expect(pairs(company('Contoso North', { domains: ['contoso.com'] }))).toEqual({});
    expect(pairs(company('HQ', { domains: ['contoso.com'] }))).toEqual({ HQ: 'o1' });
    expect(matchCompany(index, company('Contoso North', { domains: ['contoso.com'] }))[0]).toMatchObject({
      organizationId: 'o1',
      isExact: false,
      reason: 'The same domain, contoso.com, but a name that differs',
    });
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
