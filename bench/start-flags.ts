import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What `npm start` gives Node.js: what is measured runs as the product does. */
export const START_FLAGS: readonly string[] = scripts.start
  .split(' ')
  .filter((part: string) => part.startsWith('--'));
