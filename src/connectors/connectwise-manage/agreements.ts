import type { VendorLineItem } from '../../domain/agreement.ts';
import type { Batch, RejectedRecord } from '../connector.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { AGREEMENTS_AT_ONCE, ChildLists } from './children.ts';
import type { Api } from './client.ts';
import { type Listing, listPages } from './listing.ts';
import { type AdditionRow, type AgreementRow, additionRow, adjustmentRow, agreementRow } from './schema.ts';
import { type Context, toAdjustmentLine, toAgreement, toCompany, toLineItem } from './transform.ts';

export const AGREEMENTS: Listing = { path: '/finance/agreements', what: "ConnectWise's list of agreements" };

/** Several, so that no place for a request is empty while a group waits for its last answers. */
const GROUPS_UNDER_WAY = 3;

/**
 * Agreements in groups, each complete with its lines: how far the reading is shows, and memory stays small.
 * @param told ids of the companies told of so far; those of agreements are added
 * @param total how many agreements there are, for the progress
 */
export async function* readAgreements(
  api: Api,
  context: Context,
  told: Set<string>,
  total: number,
): AsyncGenerator<Batch, void, undefined> {
  const reader = new LineReader(api, context);
  let done = 0;
  for await (const rows of listPages(api, AGREEMENTS)) {
    const { records, rejected } = parseRows(agreementRow, rows, 'agreements');
    done += rejected.length;
    yield { phase: 'agreements', done, total, rejected };
    const groups = inOrder(groupsOf(records), GROUPS_UNDER_WAY, (group) => reader.read(group));
    for await (const { group, lines, rejected: badLines } of groups) {
      done += group.length;
      const companies = companiesOf(group, told);
      const agreements = group.map((row) => toAgreement(row, lines.get(row.id) ?? [], context));
      yield { phase: 'agreements', done, total, companies, agreements, rejected: badLines };
    }
  }
  yield { phase: 'agreements', done, total, rejected: reader.homeless() };
}

type ReadGroup = { group: AgreementRow[]; lines: Map<string, VendorLineItem[]>; rejected: RejectedRecord[] };

/** Reads the lines of agreements and sees to it that each is of one agreement only. */
class LineReader {
  readonly #additions: ChildLists;
  readonly #adjustments: ChildLists;
  readonly #context: Context;
  readonly #agreementIds = new Set<string>();
  readonly #strays = new Map<string, AdditionRow>();

  constructor(api: Api, context: Context) {
    this.#additions = new ChildLists(api, 'additions');
    this.#adjustments = new ChildLists(api, 'adjustments');
    this.#context = context;
  }

  async read(group: AgreementRow[]): Promise<ReadGroup> {
    const ids = group.map(({ id }) => id);
    const [added, adjusted] = await Promise.all([this.#additions.read(ids), this.#adjustments.read(ids)]);
    const rejected: RejectedRecord[] = [];
    const lines = group.map((agreement) => {
      this.#agreementIds.add(agreement.id);
      const additions = parseRows(additionRow, added.get(agreement.id) ?? [], 'agreements');
      const adjustments = parseRows(adjustmentRow, adjusted.get(agreement.id) ?? [], 'agreements');
      rejected.push(...additions.rejected, ...adjustments.rejected);
      const items = [
        ...this.#own(additions.records, agreement).map((row) => toLineItem(row, this.#context)),
        ...adjustments.records.map((row) => toAdjustmentLine(row, agreement)),
      ];
      return [agreement.id, items] as const;
    });
    return { group, lines: new Map(lines), rejected };
  }

  /** Additions that name an agreement which no list had. */
  homeless(): RejectedRecord[] {
    return [...this.#strays.values()]
      .filter((row) => !this.#agreementIds.has(row.agreementId ?? ''))
      .map((row) =>
        rejectedRecord('agreements', row, `agreementId: ConnectWise lists no agreement ${row.agreementId}`),
      );
  }

  /** A parent shows the additions of its child agreements on screen; those that name another agreement are read there. */
  #own(rows: readonly AdditionRow[], agreement: AgreementRow): AdditionRow[] {
    return rows.filter((row) => {
      const isOwn = row.agreementId === null || row.agreementId === agreement.id;
      if (!isOwn) this.#strays.set(row.id, row);
      return isOwn;
    });
  }
}

/** Companies that were not told of yet: deleted ones are in no list, but what is billed to them is. */
function companiesOf(group: readonly AgreementRow[], told: Set<string>): ReturnType<typeof toCompany>[] {
  const companies = new Map(
    group
      .filter(({ company }) => !told.has(company.id))
      .map(({ company }) => [company.id, toCompany(company)]),
  );
  for (const id of companies.keys()) told.add(id);
  return [...companies.values()];
}

function groupsOf(rows: readonly AgreementRow[]): AgreementRow[][] {
  const count = Math.ceil(rows.length / AGREEMENTS_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    rows.slice(index * AGREEMENTS_AT_ONCE, (index + 1) * AGREEMENTS_AT_ONCE),
  );
}
