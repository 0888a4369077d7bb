import { expect, test } from 'vitest';
import { startTestInstance } from '../testing.ts';

const PATH = '/api/v1/members';

async function startScene() {
  const instance = await startTestInstance(new Map());
  const { workspaceId } = await instance.client();
  const [ada, abe, ben] = await Promise.all([
    instance.person('Ada', 'owner', workspaceId),
    instance.person('Abe', 'admin', workspaceId),
    instance.person('Ben', 'biller', workspaceId),
  ]);
  const roles = async () => {
    const { body } = await ada.request('GET', PATH);
    return Object.fromEntries(body.items.map(({ name, role }: Record<string, string>) => [name, role]));
  };
  return { instance, workspaceId, ada, abe, ben, roles };
}

test('a member gets another role, which holds from their next request on', async () => {
  const { ada, ben } = await startScene();
  expect((await ben.request('GET', '/api/v1/api-keys')).status).toBe(403);
  const { status, body } = await ada.request('PATCH', `${PATH}/${ben.id}`, { role: 'admin' });
  expect([status, body]).toEqual([200, { id: ben.id, name: 'Ben', email: ben.email, role: 'admin' }]);
  expect((await ben.request('GET', '/api/v1/api-keys')).status).toBe(200);
  await ada.request('PATCH', `${PATH}/${ben.id}`, { role: 'viewer' });
  expect((await ben.request('POST', '/api/v1/organizations', { name: 'Alder' })).status).toBe(403);
  const { items } = (await ada.request('GET', `/api/v1/audit?subjectId=${ben.id}`)).body;
  expect(items).toMatchObject([
    { action: 'member.update', before: { role: 'admin' }, after: { role: 'viewer' } },
    { action: 'member.update', subject: { name: 'Ben' }, actor: { name: 'Ada' } },
  ]);
});

test('the page that a removed member left open is refused at once, though the session lasts', async () => {
  const { ada, ben } = await startScene();
  expect((await ben.request('GET', '/api/v1/workspace')).status).toBe(200);
  expect((await ada.request('DELETE', `${PATH}/${ben.id}`)).status).toBe(204);
  const refused = await ben.request('GET', '/api/v1/workspace');
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('not belong')]);
  expect((await ben.request('GET', '/api/v1/session')).body).toMatchObject({
    state: 'signed_in',
    workspaces: [],
  });
  const [entry] = (await ada.request('GET', '/api/v1/audit')).body.items;
  expect(entry).toMatchObject({
    action: 'member.remove',
    subject: { name: 'Ben' },
    before: { role: 'biller' },
  });
  expect((await ada.request('DELETE', `${PATH}/${ben.id}`)).status).toBe(404);
});

test('the last owner stays one', async () => {
  const { ada, ben, roles } = await startScene();
  const demoted = await ada.request('PATCH', `${PATH}/${ada.id}`, { role: 'admin' });
  expect([demoted.status, demoted.body.detail]).toEqual([422, expect.stringContaining('last owner')]);
  expect((await ada.request('DELETE', `${PATH}/${ada.id}`)).status).toBe(422);
  expect((await ada.request('PATCH', `${PATH}/${ada.id}`, { role: 'owner' })).status).toBe(200);
  await ada.request('PATCH', `${PATH}/${ben.id}`, { role: 'owner' });
  expect((await ada.request('PATCH', `${PATH}/${ada.id}`, { role: 'viewer' })).status).toBe(200);
  expect(await roles()).toEqual({ Ada: 'viewer', Abe: 'admin', Ben: 'owner' });
});

test('two owners who remove each other at the same moment leave one', async () => {
  const { instance, workspaceId, roles, ada } = await startScene();
  const eve = await instance.person('Eve', 'owner', workspaceId);
  const answers = await Promise.all([
    ada.request('PATCH', `${PATH}/${eve.id}`, { role: 'viewer' }),
    eve.request('PATCH', `${PATH}/${ada.id}`, { role: 'viewer' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect(Object.values(await roles()).filter((role) => role === 'owner')).toHaveLength(1);
});

test('an admin changes no owner and makes none', async () => {
  const { instance, workspaceId, abe, ben, roles } = await startScene();
  const eve = await instance.person('Eve', 'owner', workspaceId);
  expect((await abe.request('PATCH', `${PATH}/${eve.id}`, { role: 'viewer' })).status).toBe(403);
  expect((await abe.request('DELETE', `${PATH}/${eve.id}`)).status).toBe(403);
  expect((await abe.request('PATCH', `${PATH}/${ben.id}`, { role: 'owner' })).status).toBe(403);
  expect((await abe.request('PATCH', `${PATH}/${abe.id}`, { role: 'owner' })).status).toBe(403);
  expect(await roles()).toEqual({ Ada: 'owner', Eve: 'owner', Abe: 'admin', Ben: 'biller' });
  expect((await abe.request('DELETE', `${PATH}/${ben.id}`)).status).toBe(204);
});

test('what someone invited others to ends when they are removed or may no longer invite', async () => {
  const { ada, abe, instance, workspaceId } = await startScene();
  const carl = await instance.person('Carl', 'admin', workspaceId);
  for (const [person, email] of [
    [abe, 'one@people.example'],
    [carl, 'two@people.example'],
    [ada, 'three@people.example'],
  ] as const) {
    await person.request('POST', '/api/v1/invitations', { email, role: 'admin' });
  }
  await ada.request('DELETE', `${PATH}/${abe.id}`);
  await ada.request('PATCH', `${PATH}/${carl.id}`, { role: 'biller' });
  const { items } = (await ada.request('GET', '/api/v1/invitations')).body;
  expect(items.map(({ email }: { email: string }) => email)).toEqual(['three@people.example']);
});

test('another workspace changes nobody here', async () => {
  const { instance, ben, roles } = await startScene();
  const other = await instance.client();
  expect((await other.request('PATCH', `${PATH}/${ben.id}`, { role: 'viewer' })).status).toBe(404);
  expect((await other.request('DELETE', `${PATH}/${ben.id}`)).status).toBe(404);
  expect(await roles()).toMatchObject({ Ben: 'biller' });
});
