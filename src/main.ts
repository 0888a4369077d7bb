/** Starts the product. What is compiled is kept beside the packages, so that only a first start compiles it. */

import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
const { started } = await import('./composition.ts');
await started;
// Not at the end alone: a process that is killed has none.
flushCompileCache();
