import type { Agreement, LineItem } from '../../../api/types.ts';

export type TreeRow =
  | {
      kind: 'organization';
      id: string;
      line: null;
      name: string | null;
      agreements: number;
      isExpanded: boolean;
    }
  | { kind: 'agreement'; id: string; line: null; agreement: Agreement; isExpanded: boolean }
  | { kind: 'line'; id: string; line: LineItem; depth: number };

type TreeOptions = {
  /** By row id; an organization's or agreement's children are shown when it says so. */
  isExpanded: (id: string) => boolean;
  /** Deleted lines to show among the others. */
  deleted?: readonly LineItem[];
};

/**
 * The tree organization › agreement › line item as rows, closed branches left out.
 * @param agreements in the order to show, those of one organization together, each with its lines.
 */
export function treeRows(
  agreements: readonly Agreement[],
  { isExpanded, deleted = [] }: TreeOptions,
): TreeRow[] {
  const deletedOf = Map.groupBy(deleted, (line) => line.agreementId);
  const byOrganization = Map.groupBy(agreements, organizationRowId);
  return [...byOrganization].flatMap(([id, own]): TreeRow[] => {
    const isOpen = isExpanded(id);
    const name = own[0]?.organizationName ?? null;
    const heading: TreeRow = {
      kind: 'organization',
      id,
      line: null,
      name,
      agreements: own.length,
      isExpanded: isOpen,
    };
    const children = isOpen
      ? own.flatMap((agreement) => agreementRows(agreement, deletedOf, isExpanded))
      : [];
    return [heading, ...children];
  });
}

/** What a file has of the tree: every line, open or not, and agreements that have none. */
export async function* treeFilePages(
  pages: AsyncIterable<readonly Agreement[]>,
  deleted: readonly LineItem[],
): AsyncGenerator<TreeRow[], void, undefined> {
  for await (const agreements of pages) {
    const rows = treeRows(agreements, { isExpanded: () => true, deleted });
    yield rows.filter(
      (row, index) => row.kind === 'line' || (row.kind === 'agreement' && rows[index + 1]?.kind !== 'line'),
    );
  }
}

function agreementRows(
  agreement: Agreement,
  deletedOf: ReadonlyMap<string, readonly LineItem[]>,
  isExpanded: TreeOptions['isExpanded'],
): TreeRow[] {
  const id = agreementRowId(agreement);
  const isOpen = isExpanded(id);
  const heading: TreeRow = { kind: 'agreement', id, line: null, agreement, isExpanded: isOpen };
  const lines = [...(agreement.lineItems ?? []), ...(deletedOf.get(agreement.id) ?? [])];
  return isOpen ? [heading, ...lineRows(lines)] : [heading];
}

/** Lines in the PSA's order, each adjustment below the line it is linked to, if that line is here. */
function lineRows(lines: readonly LineItem[]): TreeRow[] {
  const here = new Set(lines.map((line) => line.id));
  const parentOf = (line: LineItem): string | null =>
    line.state === 'linked' && line.linkedTo !== null && here.has(line.linkedTo) ? line.linkedTo : null;
  const childrenOf = Map.groupBy(lines, parentOf);
  const toRow = (line: LineItem, depth: number): TreeRow => ({ kind: 'line', id: line.id, line, depth });
  return (childrenOf.get(null) ?? []).flatMap((line) => [
    toRow(line, 0),
    ...(childrenOf.get(line.id) ?? []).map((child) => toRow(child, 1)),
  ]);
}

const organizationRowId = (agreement: Agreement): string =>
  `organization:${agreement.organizationId ?? 'none'}`;
const agreementRowId = (agreement: Agreement): string => `agreement:${agreement.id}`;
