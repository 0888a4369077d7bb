import { manageOf } from '../../../sandbox/connectwise-manage/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const manage = manageOf(msp);
    manage.agreements.length = 14;
    const ids = new Set(manage.agreements.map(({ id }) => id));
    manage.additions = manage.additions.filter(({ agreementId }) => ids.has(agreementId));
    manage.adjustments = manage.adjustments.filter(({ agreementId }) => ids.has(agreementId));
    manage.companies = manage.companies.filter(({ id }) =>
      manage.agreements.some(({ company }) => company.id === id),
    );
    manage.products.length = 5;
  },
  clear: (msp) => {
    const manage = manageOf(msp);
    for (const rows of [manage.companies, manage.products, manage.agreements]) rows.length = 0;
  },
  expectedIds: (msp) => manageOf(msp).agreements.map(({ id }) => String(id)),
  rows: (msp) => manageOf(msp).agreements,
  kind: 'agreements',
  listPath: '/finance/agreements?',
  optionalFields: [
    'name',
    'parentAgreement',
    'startDate',
    'endDate',
    'noEndingDateFlag',
    'cancelledFlag',
    'dateCancelled',
    'billingCycle',
    'billOneTimeFlag',
    'applicationUnits',
    'currency',
    'agreementStatus',
  ],
  essentialField: 'company',
  wrongEntries: [
    ['companyId', 'southwind', /company ID/],
    ['publicKey', 'someone-else', /public key/],
    ['privateKey', 'not-the-secret', /private key/],
    ['clientId', 'another-client', /client ID/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.billingCycle = { id: 98_765, name: 'Every blue moon' };
    return 'Every blue moon';
  },
  mintsTokens: false,
};
