import type { EvidenceRecord } from '../../../api/types.ts';

/** Records whose name, detail or reason contains the text. */
export function searchRecords(records: readonly EvidenceRecord[], text: string): readonly EvidenceRecord[] {
  const wanted = text.trim().toLowerCase();
  return wanted === ''
    ? records
    : records.filter((record) =>
        [record.name, record.detail, record.externalId, record.reason?.text ?? ''].some((part) =>
          part.toLowerCase().includes(wanted),
        ),
      );
}
