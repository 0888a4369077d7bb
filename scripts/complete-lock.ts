/**
 * Completes package-lock.json with the packages for other platforms:
 *   node scripts/complete-lock.ts
 * Where the registry in use is a mirror without them, `npm install` leaves them out of the lock, and `npm ci` then refuses
 * the lock everywhere. Nothing is fetched for an entry of another platform.
 */

import { readFile, writeFile } from 'node:fs/promises';

type Entry = {
  version: string;
  optionalDependencies?: Record<string, string>;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
};

const PATH = 'package-lock.json';
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const LIBRARIES: Record<string, string> = {
  musl: 'musl',
  musleabihf: 'musl',
  gnu: 'glibc',
  gnueabihf: 'glibc',
};

/** What the package runs on, read from its name: "@oxlint/binding-linux-arm-gnueabihf". */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> | null {
  const [system = '', processor, library = ''] = name.split(/[/-]/).slice(-3).join('-').split('-');
  const parts = SYSTEMS.includes(system) ? [system, processor, library] : [processor, library, ''];
  const [os = '', cpu, abi = ''] = parts;
  if (!SYSTEMS.includes(os) || cpu === undefined) {
    return null;
  }
  const libc = os === 'linux' ? LIBRARIES[abi] : undefined;
  return { os: [os], cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }) };
}

const lock = JSON.parse(await readFile(PATH, 'utf8')) as { packages: Record<string, Entry> };
const added: string[] = [];
for (const { optionalDependencies = {}, dev = false } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    const isExact = /^\d/.test(version);
    if (lock.packages[`node_modules/${name}`] === undefined && isExact && platform !== null) {
      lock.packages[`node_modules/${name}`] = {
        version,
        ...(dev ? { dev } : {}),
        optional: true,
        ...platform,
      };
      added.push(name);
    }
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'complete' : `added ${added.length}:\n${added.join('\n')}`);
