import { expect, test } from 'vitest';
import type { Company } from '../../api/types.ts';
import { reviewMatches, scoreWords } from './suggestions.ts';

function company(id: string, scores: Record<string, number>, integrationId = 'rmm'): Company {
  return {
    id,
    integrationId,
    externalId: id,
    name: id,
    state: 'unlinked',
    organizationId: null,
    organizationName: null,
    linkedBy: null,
    suggestions: Object.entries(scores).map(([organizationId, score]) => ({
      organizationId,
      name: organizationId,
      score,
      reason: 'A similar name',
    })),
  };
}

const idsOf = (matches: { company: Company }[]) => matches.map((match) => match.company.id);

test('suggestions of at least the score are accepted, the others are counted', () => {
  const review = reviewMatches(
    [
      company('a', { alpha: 0.95, beta: 0.7 }),
      company('b', { beta: 0.9 }),
      company('c', { gamma: 0.89 }),
      company('d', {}),
    ],
    0.9,
  );
  expect(idsOf(review.sure)).toEqual(['a', 'b']);
  expect(review.doubtful).toEqual([]);
  expect(review.rest).toBe(2);
});

test('a company that two organizations suit as well is left to a person', () => {
  const review = reviewMatches([company('a', { alpha: 0.98, beta: 0.98 })], 0.9);
  expect(review.sure).toEqual([]);
  expect(idsOf(review.doubtful)).toEqual(['a']);
});

test('two companies of one integration for one organization are left to a person, those of two are not', () => {
  const companies = [
    company('a', { alpha: 0.98 }),
    company('b', { alpha: 0.95 }),
    company('c', { alpha: 0.95 }, 'edr'),
  ];
  const review = reviewMatches(companies, 0.9);
  expect(idsOf(review.sure)).toEqual(['c']);
  expect(idsOf(review.doubtful)).toEqual(['a', 'b']);
  expect(idsOf(reviewMatches(companies, 0.97).sure)).toEqual(['a']);
});

test('scores are said in percent', () => {
  expect(scoreWords(0.874)).toBe('87 %');
});
