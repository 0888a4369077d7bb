import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, '..');

/** Where the code is that results depend on. */
const FOLDERS = ['domain', 'reconciliation', 'database/queries'];

/** Another one for other code: results of an older program are worked out anew, also where nothing else has changed. */
export const CODE_DIGEST = digestOfCode();

function digestOfCode(): string {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .sort()
      .map((name) => join(SOURCE, folder, name)),
  );
  const digest = createHash('md5');
  for (const file of [...files, join(SOURCE, '../package-lock.json')]) digest.update(readFileSync(file));
  return digest.digest('base64url');
}
