import { expect, test } from 'vitest';
import type { Alerts } from '../../api/types.ts';
import { toAlertsBody, toFormValues } from './notifications-form.ts';

function alertsWith(digest: Alerts['digest']): Alerts {
  return {
    ...{ syncProblems: true, digest, email: 'ada@x.example', sendsMail: true, hasDigest: true },
    ...{ timeZone: 'UTC', nextDigestAt: null, lastSent: null, lastFailure: null, nothingNewAt: null },
  };
}

test.each<[string, Alerts['digest']]>([
  ['never', null],
  ['every day', { every: 'day', hour: 0 }],
  ['every week', { every: 'week', hour: 7, weekday: 5 }],
  ['every month', { every: 'month', hour: 23, dayOfMonth: 28 }],
])('a digest %s goes into the form and comes out as it was', (_, digest) => {
  expect(toAlertsBody(toFormValues(alertsWith(digest)))).toEqual({ syncProblems: true, digest });
});

test('whoever turns the digest on is proposed a time, and sends only what belongs to it', () => {
  const values = { ...toFormValues(alertsWith(null)), every: 'week' as const };
  expect(toAlertsBody(values).digest).toEqual({ every: 'week', hour: 8, weekday: 1 });
});
