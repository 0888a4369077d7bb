import { expect, onTestFinished, test } from 'vitest';
import {
  answer,
  type Script,
  type ScriptedServer,
  startScriptedServer,
  testContext,
} from '../kit/scripted-server.ts';
import { readAll } from '../kit/testing.ts';
import { connector } from './index.ts';

const credentials = {
  tenantId: 'partner',
  clientId: 'app',
  clientSecret: 'app-secret',
  refreshToken: 'refresh-0',
};

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

function sessionAt({ url }: ScriptedServer) {
  return connector.open({ ...credentials, loginUrl: url, baseUrl: url }, testContext());
}

test('a later sign-in uses the refresh token that the one before brought', async () => {
  let signIns = 0;
  let refusals = 0;
  const server = await serve((response, _nth, { path: asked }) => {
    if (asked === '/partner/oauth2/token') {
      signIns += 1;
      answer(response, {
        access_token: `access-${signIns}`,
        expires_in: '3600',
        refresh_token: `refresh-${signIns}`,
      });
    } else if (refusals === 0) {
      refusals += 1;
      answer(response, {}, 401);
    } else answer(response, { totalCount: 0, items: [] });
  });
  await sessionAt(server).test();
  const forms = server.requests
    .filter(({ path: asked }) => asked.includes('token'))
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  expect(forms.map(({ refresh_token }) => refresh_token)).toEqual(['refresh-0', 'refresh-1']);
  expect(forms[0]).toEqual({
    resource: 'https://api.partnercenter.microsoft.com',
    client_id: 'app',
    client_secret: 'app-secret',
    grant_type: 'refresh_token',
    refresh_token: 'refresh-0',
    scope: 'openid',
  });
  const last = server.requests.at(-1);
  expect(last?.headers).toMatchObject({ authorization: 'Bearer access-2', 'ms-contract-version': 'v1' });
  expect(last?.headers['ms-correlationid']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a refresh token that was handed out is in no message', async () => {
  const server = await serve((response, _nth, { path: asked }) => {
    if (asked.includes('token'))
      answer(response, { access_token: 'access-1', refresh_token: 'refresh-next' });
    else answer(response, { code: 1, description: 'refresh-next and access-1 are not allowed' }, 403);
  });
  const error = await sessionAt(server)
    .test()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'forbidden', vendorWords: '[hidden] and [hidden] are not allowed' });
});

test('the mark of the next page is sent back as a header', async () => {
  const headers = [{ key: 'ms-continuationtoken', value: 'mark-1' }];
  const server = await serve((response, _nth, { path: asked, headers: sent }) => {
    if (asked.includes('token')) answer(response, { access_token: 'access-1' });
    else if (asked.endsWith('/subscriptions')) answer(response, { items: [] });
    else if (sent['ms-continuationtoken'] === 'mark-1')
      answer(response, { totalCount: 1, items: [{ id: 'c2', relationshipToPartner: 'reseller' }] });
    else
      answer(response, {
        totalCount: 1,
        items: [{ id: 'c1' }],
        links: { next: { uri: '/customers', headers } },
      });
  });
  const { companies } = await readAll(sessionAt(server));
  expect(companies.map(({ externalId }) => externalId)).toEqual(['c1', 'c2']);
  const lists = server.requests.map(({ path: asked }) => asked).filter((asked) => asked.includes('size='));
  expect(lists).toEqual(['/v1/customers?size=500', '/v1/customers?size=500&seekOperation=Next']);
});

test.each([
  ['does not say how to ask for its next page', [], 'how to ask'],
  ['goes in circles', [{ key: 'MS-ContinuationToken', value: 'again' }], 'circles'],
])('a list that %s fails', async (_what, headers, words) => {
  let nth = 0;
  const server = await serve((response, _nth, { path: asked }) => {
    nth += 1;
    if (asked.includes('token')) answer(response, { access_token: 'access-1' });
    else answer(response, { items: [{ id: `c${nth}` }], links: { next: { uri: '/customers', headers } } });
  });
  await expect(readAll(sessionAt(server))).rejects.toMatchObject({
    code: 'incomplete_listing',
    message: expect.stringContaining(words),
  });
});
