import type { Metric } from '../../domain/inventory.ts';
import type { FileRecord } from './rows.ts';
import type { Draft } from './transform.ts';

type Identified = { record: FileRecord | null; warning: string | null; error: string | null };

/** Gives the rows of one file ids that stay the same in the next file. */
export type Identities = { identify(kind: Metric, draft: Draft<FileRecord>, row: number): Identified };

/** Where an id was met first, how often since, and what it was of. */
type Met = { row: number; times: number; text: string };

/**
 * A row goes by its own id, else by what it is called, within its company. Whether a second row of the same name is a second
 * thing depends on what it is: a user is one however often they are listed; devices may share a name; quantities add up.
 */
export function createIdentities(): Identities {
  const met = new Map<string, Met>();
  return {
    identify(kind, { own, natural, record }, row) {
      const id = `${record.companyExternalId}:${own ?? natural}`;
      // Lists with a row for each licence name the user again and again; the names are only shown.
      const text = JSON.stringify({ ...record, licenseNames: undefined }).toLowerCase();
      const before = met.get(id);
      if (before === undefined) {
        met.set(id, { row, times: 1, text });
        return { record: { ...record, externalId: id } as FileRecord, warning: null, error: null };
      }
      if (own !== null || kind === 'users') {
        return again(kind, before, text);
      }
      before.times += 1;
      const warning = `the same ${kind === 'devices' ? 'device name' : 'product'} is in row ${before.row}; both count`;
      const externalId = `${id}#${before.times}`;
      return { record: { ...record, externalId } as FileRecord, warning, error: null };
    },
  };
}

/** The same thing a second time; where the two rows disagree, neither can be believed. */
function again(kind: Metric, before: Met, text: string): Identified {
  const thing = kind === 'users' ? 'user' : 'ID';
  if (before.text === text) {
    return {
      record: null,
      warning: `the same ${thing} is in row ${before.row}; it counts once`,
      error: null,
    };
  }
  return {
    record: null,
    warning: null,
    error: `the same ${thing} is in row ${before.row}, with other values`,
  };
}
