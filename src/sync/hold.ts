import type { ChangeCount } from '../database/queries/merge.ts';
import { kindInWords } from './kinds.ts';

/** Up to this many removals of one kind are never suspicious (domain.md section 8). */
const REMOVED_MAX = 20;

/**
 * Why a sync is held: it would remove more than half of an integration's records of one kind, and more than 20.
 * @param stored how many records of a kind there are now, asked only for kinds that lose many.
 * @returns a sentence, or null where it may be merged.
 */
export async function holdReason(
  changes: readonly ChangeCount[],
  stored: (kind: string) => Promise<number>,
): Promise<string | null> {
  for (const { kind, change, count } of changes) {
    if (change !== 'removed' || count <= REMOVED_MAX) {
      continue;
    }
    const before = await stored(kind);
    if (count * 2 > before) {
      return (
        `This sync would remove ${count} of ${before} ${kindInWords(kind)}. The old data stay in place: ` +
        'release the sync if the vendor really lists that few, or discard it.'
      );
    }
  }
  return null;
}
