/** A failure that whoever runs the instance can mend: the message is all they need. */
export class PlainError extends Error {}

/** What a terminal says of a failure: where it is no plain one, with its trace. */
export function wordsOf(error: unknown): string {
  if (error instanceof PlainError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
