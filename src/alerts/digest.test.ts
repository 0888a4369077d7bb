import { expect, test } from 'vitest';
import { DAILY, PUBLIC_URL, startAlertScene } from './testing.ts';

test('the digest tells what is new since the last one, with the totals of the page, once', async () => {
  const { inbox, recount, send, choose } = await startAlertScene();
  await choose(DAILY);
  await recount(13);
  await send(1);
  expect(inbox.letters).toHaveLength(1);
  const letter = await inbox.next();
  expect(letter).toContain('To: ada@people.example');
  expect(letter).toContain('Subject: Tieout: 2 new findings in A workspace');
  expect(letter).toMatch(/2 new findings in A workspace since \d+ \w+ \d{4}, \d\d:\d\d\./);
  expect(letter).toContain('Under-billed: $97.50 (2 lines)\n  Over-billed: $0.00 (0 lines)');
  // 125 and 200 are checked; the firewalls for 60 are not.
  expect(letter).toContain('$325.00 of $385.00 (84 %); not checked: unmapped $60.00');
  expect(letter).toContain(
    'Alder\n  Gold workstation: +3 (billed 10, counted 13), +$60.00 a month\n' +
      '  Managed workstation: +3 (billed 10, counted 13), +$37.50 a month',
  );
  expect(letter).toMatch(/The agreements are those of Vendor psa of \d+ \w+ \d{4}, \d\d:\d\d\.\n/);
  expect(letter).toContain(`${PUBLIC_URL}/billing/reconciliation/reconciliation?sort=-since`);
  expect(letter).toContain(`${PUBLIC_URL}/settings?tab=notifications`);

  await send(2);
  await recount(14);
  await send(3);
  expect(inbox.letters).toHaveLength(1);
});

test('what was there before it was chosen is no news, nor is a finding whose source was in doubt for a while', async () => {
  const { inbox, rmm, recount, send, choose, alerts } = await startAlertScene();
  await recount(13);
  await choose(DAILY);
  await send(1);
  expect(inbox.letters).toEqual([]);
  const { nothingNewAt } = await alerts();
  expect(Date.parse(nothingNewAt)).toBeGreaterThan(Date.now());
  rmm.beforeBatch = async () => {
    throw new Error('gone');
  };
  expect((await recount(13)).status).toBe('failed');
  await send(2);
  rmm.beforeBatch = async () => undefined;
  await recount(13);
  await send(3);
  expect(inbox.letters).toEqual([]);
});

test('over-billing is told with its own sign and never taken off what is under-billed', async () => {
  const { inbox, client, ids, recount, send, choose } = await startAlertScene();
  await choose(DAILY);
  await client.request('PUT', `/api/v1/line-items/${ids['3']}/mapping`, {
    integrationId: (await client.request('GET', '/api/v1/integrations')).body.items.find(
      ({ vendor }: { vendor: string }) => vendor === 'rmm',
    ).id,
    metric: 'devices',
  });
  await recount(7);
  await send(1);
  const letter = await inbox.next();
  expect(letter).toContain('Under-billed: $150.00 (1 line)\n  Over-billed: $97.50 (2 lines)');
  expect(letter).toContain('Firewall: +5 (billed 2, counted 7), +$150.00 a month');
  expect(letter).toContain('Gold workstation: −3 (billed 10, counted 7), −$60.00 a month');
});

test('an acceptance that reopened is told, with why', async () => {
  const { inbox, client, ids, recount, send, choose } = await startAlertScene();
  await recount(13);
  const acceptance = `/api/v1/reconciliation/${ids['1']}/acceptance`;
  await client.request('PUT', acceptance, { reason: 'agreed with the client' });
  await choose(DAILY);
  await recount(15);
  await send(1);
  const letter = await inbox.next();
  expect(letter).toContain('1 new finding in A workspace');
  expect(letter).toMatch(/Managed workstation: \+5 .*\n {4}Accepted before, and open again: .*variance.*/i);
});

test('unknown is said to be unknown, and the trouble of the PSA is in plain sight', async () => {
  const { inbox, client, ids, psa, psaId, rmmId, recount, send, choose } = await startAlertScene();
  await choose(DAILY);
  await recount(13);
  // A third line is compared with a source that never synced.
  const other = await client.request('POST', '/api/v1/integrations', {
    vendor: 'rmm',
    name: 'Another',
    credentials: { clientId: 'a', clientSecret: 'b' },
  });
  expect(rmmId).not.toBe(other.body.id);
  const mapping = { integrationId: other.body.id, metric: 'devices' };
  await client.request('PUT', `/api/v1/line-items/${ids['3']}/mapping`, mapping);
  psa.beforeBatch = async () => {
    throw new Error('gone');
  };
  await client.request('POST', `/api/v1/integrations/${psaId}/sync`);
  await expect
    .poll(async () => (await client.request('GET', `/api/v1/integrations/${psaId}`)).body.lastSync?.status)
    .toBe('failed')
    .catch(() => undefined);
  await send(1);
  const letter = await inbox.next();
  expect(letter).toContain('not checked: unknown $60.00');
  expect(letter).toContain('Of 1 line the count is unknown');
  expect(letter).toContain('Its last sync failed: what was changed there since is not in these numbers.');
  expect(letter).not.toMatch(/all clear/i);
});

test('a digest comes on the chosen weekday or day of the month by the workspace’s clock, which may change', async () => {
  const { client, choose, alerts } = await startAlertScene();
  await client.request('PATCH', '/api/v1/workspace', { timeZone: 'America/New_York' });
  await choose({ digest: { every: 'week', hour: 7, weekday: 1 } });
  const clock = (at: string) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/New_York',
      weekday: 'long',
      hour: '2-digit',
      day: 'numeric',
    }).formatToParts(new Date(at));
  const partOf = (at: string, type: string) => clock(at).find((part) => part.type === type)?.value;
  const weekly = await alerts();
  expect(weekly).toMatchObject({ timeZone: 'America/New_York', digest: { every: 'week', weekday: 1 } });
  expect([partOf(weekly.nextDigestAt, 'weekday'), partOf(weekly.nextDigestAt, 'hour')]).toEqual([
    'Monday',
    '07',
  ]);
  await choose({ digest: { every: 'month', hour: 23, dayOfMonth: 28 } });
  const monthly = await alerts();
  expect([partOf(monthly.nextDigestAt, 'day'), partOf(monthly.nextDigestAt, 'hour')]).toEqual(['28', '23']);
  await client.request('PATCH', '/api/v1/workspace', { timeZone: 'UTC' });
  expect(await alerts()).toMatchObject({ timeZone: 'UTC', nextDigestAt: null });
});
