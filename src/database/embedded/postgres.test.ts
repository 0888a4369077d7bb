import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres.ts';

/** Small, and without waiting for the disk: several servers run beside the suite's own. */
const SMALL = { shared_buffers: '16MB', fsync: 'off', max_connections: '10' };
/** Line of PostgreSQL's lock file that holds the first TCP address, counted from 0. */
const TCP_ADDRESS_LINE = 5;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tieout-embedded-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: SMALL });
  onTestFinished(() => server.stop());
  return server;
}

async function query<Row extends pg.QueryResultRow>(
  { connection }: Pick<EmbeddedPostgres, 'connection'>,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function lockOf({ folder }: Pick<EmbeddedPostgres, 'folder'>): Promise<string[]> {
  return (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
}

/** A process that has ended, but that nobody has waited for, does not run. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) [ZX] /.test(stat);
}

type Instance = { process: ChildProcess; server: Pick<EmbeddedPostgres, 'connection' | 'folder'> };

/** Another process with a server of its own, as an instance of Tieout is. */
async function startInstance(dataDir: string): Promise<Instance> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)});
    const options = { dataDir: ${JSON.stringify(dataDir)}, settings: ${JSON.stringify(SMALL)} };
    const { connection, folder } = await startEmbeddedPostgres(options);
    console.log(JSON.stringify({ connection, folder }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, server: JSON.parse(chunk.toString()) };
}

test('what was stored is there after a stop and a start', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  await query(first, `CREATE TABLE note AS SELECT 'kept' AS text`);
  await first.stop();
  const second = await start(dataDir);
  expect(second.folder).toBe(first.folder);
  expect(await query(second, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
});

test('no TCP port is opened, and the socket goes with the server', async () => {
  const server = await start(await temporaryFolder());
  expect((await lockOf(server))[TCP_ADDRESS_LINE]).toBe('');
  expect(await query(server, 'SELECT inet_server_port() AS port')).toEqual([{ port: null }]);
  await server.stop();
  expect(existsSync(server.connection.host)).toBe(false);
});

test('the server of a killed instance is stopped, and what it stored is there', async () => {
  const dataDir = await temporaryFolder();
  const { process: instance, server: orphan } = await startInstance(dataDir);
  await query(orphan, `CREATE TABLE note AS SELECT 'kept' AS text`);
  const orphanPid = Number((await lockOf(orphan))[0]);
  instance.kill('SIGKILL');
  await once(instance, 'exit');
  expect(await isRunning(orphanPid)).toBe(true);

  const server = await start(dataDir);
  expect(await isRunning(orphanPid)).toBe(false);
  expect(existsSync(orphan.connection.host)).toBe(false);
  expect(await query(server, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
});

test('instance and server killed together leave nothing in the way', async () => {
  const dataDir = await temporaryFolder();
  const { process: instance, server: dead } = await startInstance(dataDir);
  await query(dead, `CREATE TABLE note AS SELECT 'kept' AS text`);
  const deadPid = Number((await lockOf(dead))[0]);
  instance.kill('SIGKILL');
  process.kill(deadPid, 'SIGKILL');
  await once(instance, 'exit');
  const server = await start(dataDir);
  expect(await query(server, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
});

test('a program that has taken over the number in a lock file neither blocks nor is stopped', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  const [, ...lines] = await lockOf(first);
  await first.stop();
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void bystander.kill('SIGKILL'));
  await once(bystander, 'spawn');
  await writeFile(join(first.folder, 'postmaster.pid'), [bystander.pid, ...lines].join('\n'));

  const second = await start(dataDir);
  expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await isRunning(bystander.pid ?? 0)).toBe(true);
});

test('a server that ends by itself is reported with what it said', async () => {
  const server = await start(await temporaryFolder());
  process.kill(Number((await lockOf(server))[0]), 'SIGINT');
  expect(await server.ended).toContain('shut down');
});

test('a server that does not start says why', async () => {
  const dataDir = await temporaryFolder();
  const attempt = startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } });
  await expect(attempt).rejects.toThrow(/did not start.*shared_buffers/s);
});

test('a first start that was killed half way is begun anew', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(join(dataDir, 'postgres.new'));
  await writeFile(join(dataDir, 'postgres.new', 'PG_VERSION'), 'half');
  const server = await start(dataDir);
  expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
});

test('files of another major version are refused and left as they are', async () => {
  const dataDir = await temporaryFolder();
  const folder = join(dataDir, 'postgres');
  await mkdir(folder);
  await writeFile(join(folder, 'PG_VERSION'), '15\n');
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('made by PostgreSQL 15');
  expect(await readFile(join(folder, 'PG_VERSION'), 'utf8')).toBe('15\n');
});
