/** PostgreSQL's COPY text format (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format"). */

export type CopyValue = string | number | boolean | null | readonly string[];

/** One row as a line of COPY input, the line break included. */
export function toCopyLine(values: readonly CopyValue[]): string {
  return `${values.map(toField).join('\t')}\n`;
}

/** One field of COPY input. */
export function toField(value: CopyValue): string {
  if (value === null) {
    return '\\N';
  }
  if (typeof value === 'string') {
    return escapeText(value);
  }
  return typeof value === 'object' ? escapeText(toArrayLiteral(value)) : String(value);
}

/** A list as the text of an array. */
export function toArrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };

/** PostgreSQL has no place for the NUL character in text; vendors send it by mistake only. */
function escapeText(text: string): string {
  return text.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? character);
}

/** Whether a line of COPY output has escaped characters; most have none. */
export function hasEscapes(line: string): boolean {
  return /\\[^N]/.test(line);
}

/** One field of a line without escapes. */
export function fromPlainField(field: string): string | null {
  return field === '\\N' ? null : field;
}

/** One field of COPY output. */
export function fromField(field: string): string | null {
  if (!field.includes('\\')) {
    return field;
  }
  return field === '\\N' ? null : field.replace(/\\(.)/g, (_, letter: string) => UNESCAPES[letter] ?? letter);
}

const UNESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
