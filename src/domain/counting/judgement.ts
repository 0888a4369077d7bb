/** Why a record does not count, for people. `code` is stable; `text` completes "left out: …". */
export type LeftOutReason = { code: string; text: string };

/** Decides of one record whether it counts. null: it counts. */
export type Judge<R> = (record: R) => LeftOutReason | null;
