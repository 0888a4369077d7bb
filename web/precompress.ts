import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:css|html|js|svg)$/;
/** Below this, the headers weigh more than what is saved. */
const MIN_BYTES = 1024;

/** Writes `.br` and `.gz` beside every text file of the build, so that the server compresses nothing while serving. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir !== undefined) {
        await compressAll(dir);
      }
    },
  };
}

async function compressAll(dir: string): Promise<void> {
  const names = await readdir(dir, { recursive: true });
  await Promise.all(
    names
      .filter((name) => TEXT.test(name))
      .map(async (name) => {
        const file = join(dir, name);
        const content = await readFile(file);
        if (content.length >= MIN_BYTES) {
          await writeFile(`${file}.br`, await promisify(brotliCompress)(content));
          await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
        }
      }),
  );
}
