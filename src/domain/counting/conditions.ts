import { type Condition, normalizeText } from '../measure.ts';

/** Tells whether the text of a field satisfies a condition; a missing text is an empty one. */
type TextTest = (text: string) => boolean;

/**
 * Compiles text conditions into one test (domain.md section 3: case and surrounding white space never matter;
 * wildcards `*` and `?` in `matches`; no regular expressions from users).
 * @param textOf reads a condition's field from a record.
 * @returns the first condition that fails, or null when the record satisfies them. Without conditions all records do.
 */
export function compileConditions<R, Field extends string>(
  conditions: readonly Condition<Field>[],
  match: 'all' | 'any',
  textOf: (record: R, field: Field) => string | null,
): (record: R) => Condition<Field> | null {
  const tests = conditions.map((condition) => ({ condition, test: compileCondition(condition) }));
  const first = tests[0];
  if (first === undefined) {
    return () => null;
  }
  const passes = (record: R, { condition, test }: (typeof tests)[number]) =>
    test(normalizeText(textOf(record, condition.field) ?? ''));
  if (match === 'all') {
    return (record) => tests.find((one) => !passes(record, one))?.condition ?? null;
  }
  return (record) => (tests.some((one) => passes(record, one)) ? null : first.condition);
}

function compileCondition({ operator, value }: Condition): TextTest {
  const wanted = normalizeText(value);
  switch (operator) {
    case 'contains':
      return (text) => text.includes(wanted);
    case 'notContains':
      return (text) => !text.includes(wanted);
    case 'is':
      return (text) => text === wanted;
    case 'isNot':
      return (text) => text !== wanted;
    case 'startsWith':
      return (text) => text.startsWith(wanted);
    case 'endsWith':
      return (text) => text.endsWith(wanted);
    case 'matches':
      return (text) => matchesWildcards(text, wanted);
  }
}

/**
 * Whether the whole text matches a pattern of `*` (any run) and `?` (one character).
 * Linear backtracking to the last star only, so that no pattern is slow.
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const symbol = pattern[next];
    if (symbol === '*') {
      star = next++;
      resume = at;
    } else if (symbol === '?' || symbol === text[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[next] === '*') {
    next++;
  }
  return next === pattern.length;
}
