import { expect, test } from 'vitest';
import { subjectProblem, toRuleBody, toRuleChange, toSubject } from './rule-form.ts';

const mapping = { integrationId: null };
const pattern = { ...toSubject(null), kind: 'pattern' as const, namePattern: ' Managed* ' };

test('a rule needs a product, or a pattern that says something', () => {
  expect(subjectProblem(toSubject(null))).toBe('Choose a product.');
  expect(subjectProblem({ ...pattern, namePattern: '**' })).toContain('at least one letter');
  expect(subjectProblem(pattern)).toBeNull();
});

test('no organization chosen means all of them', () => {
  expect(toRuleBody(pattern, mapping)).toEqual({ namePattern: 'Managed*', organizationIds: null, mapping });
  expect(toRuleBody({ ...pattern, organizationIds: ['o1'] }, mapping)).toMatchObject({
    organizationIds: ['o1'],
  });
});

test('the product of a rule that is there is not sent again', () => {
  const subject = { ...toSubject(null), productKey: 'id:7' };
  expect(toRuleChange(subject, mapping)).toEqual({ organizationIds: null, mapping });
  expect(toRuleChange(pattern, mapping)).toEqual({ namePattern: 'Managed*', organizationIds: null, mapping });
});
