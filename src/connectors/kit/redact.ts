const SECRET_FIELD =
  /pass(word|wd|phrase)|secret|token|credential|(api|private|access|public)[-_]?key|authorization|^key$/i;
const HIDDEN = '[hidden]';

/** Secrets shorter than this are not searched for: they would blot out ordinary words. */
const SECRET_LENGTH_MIN = 4;

/**
 * A vendor's row as text for people: fields that look like secrets are hidden, and the rest is cut.
 * @param lengthMax in characters
 */
export function sampleOf(row: unknown, lengthMax: number): string {
  const text = JSON.stringify(row, (field, value: unknown) =>
    SECRET_FIELD.test(field) && value ? HIDDEN : value,
  );
  return cutText(text ?? String(row), lengthMax);
}

/** The text without any of the secrets, in whatever dress they were sent or come back in. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter((secret) => secret.length >= SECRET_LENGTH_MIN)
      .flatMap(formsOf)
      // One form may begin another.
      .sort((a, b) => b.length - a.length)
      .reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), text)
  );
}

/** As it is, in an address, in a form, in JSON, and in JSON that is quoted in JSON. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, encodeURIComponent(secret), inForm, inJson, JSON.stringify(inJson).slice(1, -1)];
}

/** The text in one line and not longer than `lengthMax` characters. */
export function cutText(text: string, lengthMax: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1)}…`;
}
