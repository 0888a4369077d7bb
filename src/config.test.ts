import { mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tieout-config-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('without any variable it listens on this machine alone and embeds its database', async () => {
  const folder = await temporaryFolder();
  const config = loadConfig({ TIEOUT_DATA_DIR: folder });
  expect(config).toMatchObject({ port: 4180, host: '127.0.0.1', dataDir: folder, databaseUrl: null });
  expect(config).toMatchObject({ allowPrivateVendorUrls: false, bootstrapApiKey: null });
});

test('an empty variable counts as absent', async () => {
  const names = ['PORT', 'TIEOUT_HOST', 'DATABASE_URL', 'TIEOUT_SECRET', 'TIEOUT_ALLOW_PRIVATE_VENDOR_URLS'];
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  const config = loadConfig({ ...empty, TIEOUT_DATA_DIR: await temporaryFolder() });
  expect(config).toMatchObject({
    port: 4180,
    host: '127.0.0.1',
    databaseUrl: null,
    allowPrivateVendorUrls: false,
  });
});

test('every problem is said at once, and nothing is created', async () => {
  const dataDir = join(await temporaryFolder(), 'data');
  const environment = {
    TIEOUT_DATA_DIR: dataDir,
    PORT: '99999',
    DATABASE_URL: 'mysql://db',
    TIEOUT_SECRET: 'short',
    TIEOUT_ALLOW_PRIVATE_VENDOR_URLS: 'maybe',
    TIEOUT_BOOTSTRAP_API_KEY: 'too short',
    TIEOUT_TRUSTED_PROXIES: '127.0.0.1, proxy',
    TIEOUT_KEY_REQUESTS_PER_MINUTE: '0',
  };
  const attempt = () => loadConfig(environment);
  expect(attempt).toThrow(ConfigError);
  for (const name of Object.keys(environment).slice(1)) {
    expect(attempt).toThrow(name);
  }
  await expect(stat(dataDir)).rejects.toThrow('ENOENT');
});

test('the secret is made once, for its owner alone', async () => {
  const folder = await temporaryFolder();
  const { secret } = loadConfig({ TIEOUT_DATA_DIR: folder });
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
  expect(loadConfig({ TIEOUT_DATA_DIR: folder }).secret).toBe(secret);
});

test('an instance of its own has a folder inside, through which a database server of another account can get', async () => {
  const folder = await temporaryFolder();
  const { dataDir } = loadConfig({ TIEOUT_DATA_DIR: folder }, 'demo');
  expect(dataDir).toBe(join(folder, 'demo'));
  const modes = await Promise.all([folder, dataDir].map(async (path) => (await stat(path)).mode & 0o777));
  const expected = process.getuid?.() === 0 ? 0o711 : 0o700;
  expect(modes).toEqual([expected, expected]);
});

test('a given secret is used, and none is stored', async () => {
  const folder = await temporaryFolder();
  const secret = 'x'.repeat(32);
  expect(loadConfig({ TIEOUT_DATA_DIR: folder, TIEOUT_SECRET: secret }).secret).toBe(secret);
  await expect(readFile(join(folder, 'secret'))).rejects.toThrow('ENOENT');
});

test('an emptied secret file is refused rather than replaced', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'secret'), '');
  expect(() => loadConfig({ TIEOUT_DATA_DIR: folder })).toThrow('holds no secret');
});

test('a data directory that cannot be made is named', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  expect(() => loadConfig({ TIEOUT_DATA_DIR: join(file, 'data') })).toThrow('TIEOUT_DATA_DIR');
});

test('letters need a sender and the address that their links lead to', async () => {
  const environment = {
    TIEOUT_DATA_DIR: await temporaryFolder(),
    TIEOUT_SMTP_URL: 'smtp://mail.example.com',
  };
  expect(() => loadConfig(environment)).toThrow(
    /TIEOUT_MAIL_FROM: is needed with TIEOUT_SMTP_URL\n.*PUBLIC_URL/,
  );
  const publicUrl = 'https://tieout.example.com/';
  const whole = { ...environment, TIEOUT_MAIL_FROM: 't@example.com', TIEOUT_PUBLIC_URL: publicUrl };
  expect(loadConfig(whole).accounts).toMatchObject({
    publicUrl: 'https://tieout.example.com',
    mail: { smtpUrl: 'smtp://mail.example.com', from: 't@example.com' },
  });
  expect(() => loadConfig({ ...whole, TIEOUT_PUBLIC_URL: `${publicUrl}here` })).toThrow('without a path');
});

test('a sign-in provider needs its client, and HTTPS unless it is on this machine', async () => {
  const issuer = 'https://login.example.com/tenant/';
  const environment = { TIEOUT_DATA_DIR: await temporaryFolder(), TIEOUT_OIDC_ISSUER: issuer };
  expect(() => loadConfig(environment)).toThrow(/PUBLIC_URL: is needed[^$]*CLIENT_ID[^$]*CLIENT_SECRET/);
  const whole = {
    ...environment,
    TIEOUT_PUBLIC_URL: 'https://tieout.example.com',
    TIEOUT_OIDC_CLIENT_ID: 'tieout',
    TIEOUT_OIDC_CLIENT_SECRET: 'secret',
  };
  expect(loadConfig(whole).accounts.provider).toEqual({
    issuer: 'https://login.example.com/tenant',
    clientId: 'tieout',
    clientSecret: 'secret',
    name: 'single sign-on',
  });
  const over = (address: string) => loadConfig({ ...whole, TIEOUT_OIDC_ISSUER: address });
  expect(() => over('http://login.example.com')).toThrow('must begin with https://');
  expect(over('http://127.0.0.1:9000').accounts.provider?.issuer).toBe('http://127.0.0.1:9000');
});
