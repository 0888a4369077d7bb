import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openTestBrowser, type TestBrowser } from '../../accounts/testing-browser.ts';
import { startInbox } from '../../accounts/testing-mail.ts';
import { loadConnectors } from '../../connectors/registry.ts';
import { untilEnd } from '../../sync/testing.ts';
import { startTestInstance, type TestClient } from '../testing.ts';
import { ECHO_MODES, HEARD, startEchoVendor } from './testing-echo.ts';
import { dumpDatabase } from './testing-rows.ts';
import { markVendors, VENDOR_SECRET } from './testing-vendors.ts';
import { ask, fill, from, listRoutes } from './testing-walk.ts';
import { fillWorkspace } from './testing-workspace.ts';

const MINTED = 'canary-minted-by-the-vendor-4f8a';
const PASSWORD = 'canary password of the owner';
const WRONG_PASSWORD = 'canary password that is wrong';
const NEW_PASSWORD = 'canary password that is new';
/** What every dress of a secret (JSON, a form, an address) writes differently. */
const SPECIAL = ' "\\/ü+&\'(!~*';
const EMAIL = 'ada@northwind.example';

async function startScene() {
  const marked = await markVendors();
  const connectors = new Map([...(await loadConnectors()), ...marked.connectors]);
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const inbox = await startInbox();
  const mail = { smtpUrl: inbox.smtpUrl, from: 'Tieout <tieout@northwind.example>' };
  const accounts = { mail, publicUrl: 'http://tieout.northwind.example' };
  const instance = await startTestInstance(connectors, accounts, { logger: log });
  return {
    instance,
    marked,
    connectors,
    lines,
    inbox,
    /** What is to be found nowhere, by what it is. */
    canaries: new Map<string, string>(),
    seen: [] as string[],
  };
}
type Scene = Awaited<ReturnType<typeof startScene>>;

/** Connects every vendor there is to one that repeats what it hears, and tests and syncs it in every mood. */
async function tryVendors({ connectors, canaries, seen }: Scene, client: TestClient): Promise<void> {
  const echo = await startEchoVendor(MINTED);
  canaries.set('the token a vendor gave', MINTED);
  for (const connector of connectors.values()) {
    const secrets = connector.credentialFields.filter(({ secret }) => secret);
    for (const { name } of secrets) {
      canaries.set(`${connector.id} ${name}`, `canary-${connector.id}-${name}-9b1d`);
    }
    for (const mode of ECHO_MODES) {
      const credentials = Object.fromEntries(
        connector.credentialFields.map(({ name, secret, default: usual }) => {
          const address = name.endsWith('Url') ? echo.urlFor(mode) : (usual ?? 'canary-free');
          return [name, secret ? `canary-${connector.id}-${name}-9b1d${SPECIAL}` : address];
        }),
      );
      const made = await client.request('POST', '/api/v1/integrations', {
        vendor: connector.id,
        credentials,
      });
      const { id } = made.body;
      const path = `/api/v1/integrations/${id}`;
      seen.push(JSON.stringify([made, await client.request('POST', `${path}/test`)]));
      const { body } = await client.request('POST', `${path}/sync`);
      if (body.syncRunId !== undefined) {
        seen.push(JSON.stringify(await untilEnd(client, body.syncRunId)));
      }
      seen.push(JSON.stringify(await client.request('PATCH', path, { credentials })));
    }
  }
}

/** What an owner does about their account: each secret that is made on the way becomes a canary. */
async function useAccount({ instance, inbox, canaries, seen }: Scene): Promise<TestBrowser> {
  const browser = openTestBrowser(instance.url);
  const keep = (name: string, secret: string) => canaries.set(name, secret);
  const act = async (path: string, body: unknown, by = browser) => {
    const answer = await by.request('POST', path, body);
    seen.push(JSON.stringify(answer.body));
    return answer;
  };
  for (const [name, secret] of Object.entries({ PASSWORD, WRONG_PASSWORD, NEW_PASSWORD })) {
    keep(name, secret);
  }
  const person = { name: 'Ada', email: EMAIL, workspaceName: 'Northwind' };
  await act('/api/v1/setup', { ...person, code: instance.setUpCode.code, password: PASSWORD });
  await act(
    '/api/auth/sign-in/email',
    { email: EMAIL, password: WRONG_PASSWORD },
    openTestBrowser(instance.url),
  );
  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  expect((await act('/api/auth/change-password', change)).status).toBe(200);
  await browser.request('POST', '/api/auth/request-password-reset', { email: EMAIL });
  keep('the link for a new password', /token=(\S+)/.exec(await inbox.next())?.[1] ?? '');
  const { body } = await browser.request('POST', '/api/auth/two-factor/enable', { password: NEW_PASSWORD });
  keep('the secret of the second factor', new URL(body.totpURI).searchParams.get('secret') ?? '');
  for (const [at, code] of body.backupCodes.entries()) {
    keep(`recovery code ${at}`, code);
  }
  await act('/api/auth/two-factor/verify-totp', { code: '000000' });
  for (const [name, cookie] of browser.cookies) {
    keep(`the cookie ${name}`, decodeURIComponent(cookie));
  }
  const key = await browser.request('POST', '/api/v1/api-keys', { name: 'Script', role: 'viewer' });
  keep('an API key', key.body.key);
  const wanted = { email: 'ben@northwind.example', role: 'viewer' };
  const invitation = await browser.request('POST', '/api/v1/invitations', wanted);
  keep(
    'the link of an invitation',
    new URLSearchParams(invitation.body.path.split('?')[1]).get('token') ?? '',
  );
  return browser;
}

/** Every route once, with a whole workspace behind it. */
async function askEverything({ instance, marked, canaries, seen }: Scene): Promise<void> {
  const full = await fillWorkspace(instance, marked, 'Tailspin');
  canaries.set('the secret of the scripted vendors', VENDOR_SECRET);
  canaries.set('the key of the requests', full.client.key);
  canaries.set('the cookie of an owner', decodeURIComponent(full.owner.cookie.split('=').slice(1).join('=')));
  const headers = { authorization: `Bearer ${full.client.key}` };
  for (const route of await listRoutes(instance)) {
    const { operation, operationId } = route;
    if (operation.needs !== 'open' && operation.needs !== 'operator' && operationId !== 'createApiKey') {
      seen.push((await ask(instance, fill(route, from(full.things)), headers)).text);
    }
  }
}

/** A secret as it is, and in the dresses in which it could go unseen; Base64 also where other bytes come before it. */
function formsOf(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.from('x'.repeat(before) + secret).toString('base64');
    // Without the characters at the ends that other bytes have a part in.
    return text.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1);
  });
  const others = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = Buffer.from(secret).toString('hex');
  return [...new Set([secret, encodeURIComponent(secret), hex, ...inBase64, ...others])];
}

test('no secret is in any answer, log line or row of the database', { timeout: 120_000 }, async () => {
  const scene = await startScene();
  const { instance, canaries, lines, seen } = scene;
  const person = await useAccount(scene);
  await tryVendors(scene, await instance.client());
  await askEverything(scene);
  for (const path of [
    '/api/v1/session',
    '/api/v1/audit?limit=500',
    '/api/v1/integrations',
    '/api/v1/api-keys',
  ]) {
    seen.push(JSON.stringify((await person.request('GET', path)).body));
  }
  canaries.set('the secret of the instance', instance.context.config.secret);
  canaries.set("the operator's key", instance.context.config.operatorKey ?? '');
  const places = {
    answers: seen.join('\n'),
    log: lines.join('\n'),
    database: await dumpDatabase(instance.context.db),
  };

  // The search would find them: what is not secret is there, and what the vendors repeated.
  expect(places.answers).toContain(HEARD);
  expect(places.answers).toContain('canary-free');
  expect(places.database).toContain('canary-free');
  expect(lines.length).toBeGreaterThan(0);
  expect([...canaries.values()].filter((secret) => secret.length < 8)).toEqual([]);
  expect(canaries.size).toBeGreaterThan(30);
  const found = [...canaries].flatMap(([name, secret]) =>
    Object.entries(places).flatMap(([place, text]) =>
      formsOf(secret).flatMap((form) => {
        const at = text.indexOf(form);
        return at < 0 ? [] : [`${name} in ${place}: ${text.slice(Math.max(0, at - 200), at + form.length)}`];
      }),
    ),
  );
  expect(found).toEqual([]);
});
