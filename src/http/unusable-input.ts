import { type FieldProblem, Problem } from '../problem.ts';
import type { App } from './context.ts';

/** Deeper than anything the API reads, and far from where functions that call themselves run out of stack. */
const DEPTH_MAX = 50;

/**
 * Refuses what no part of the product can use, before any of them sees it: texts that PostgreSQL cannot store (with a NUL
 * character, or half of a surrogate pair), and values nested so deep that whoever walks them fails.
 */
export function refuseUnusableInput(app: App): void {
  app.addHook('preValidation', async ({ body, query }) => {
    const found = findUnusable(query) ?? (Buffer.isBuffer(body) ? null : findUnusable(body));
    if (found !== null) {
      throw new Problem('invalid-input', `The input ${found.message}.`, [found]);
    }
  });
}

/** Without calling itself, for the same reason. */
function findUnusable(root: unknown): FieldProblem | null {
  const waiting: { path: string; depth: number; value: unknown }[] = [{ path: '', depth: 0, value: root }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { path, depth, value } = one;
    if (typeof value === 'string' && !isStorable(value)) {
      return { path, message: 'has a text with a NUL character or half of a surrogate pair' };
    }
    if (typeof value !== 'object' || value === null) {
      continue;
    }
    if (depth > DEPTH_MAX) {
      return { path, message: `is nested deeper than ${DEPTH_MAX} levels` };
    }
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name)) {
        return { path, message: 'has a name with a NUL character or half of a surrogate pair' };
      }
      waiting.push({ path: path === '' ? name : `${path}.${name}`, depth: depth + 1, value: inner });
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
