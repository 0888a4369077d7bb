import { integerOf, type VendorHost } from '../server/vendor.ts';

export type HaloListQuery = Partial<Record<'pageinate' | 'page_no' | 'page_size' | 'count', string>>;

/** Rows of a list that is not asked for by page. */
const DEFAULT_BATCH = 50;
const MAX_PAGE_SIZE = 100;

/**
 * One page as HaloPSA answers it. Only `pageinate=true` together with `page_no` pages (that spelling); anything else gets
 * the default batch, whose record_count is the batch's own length, so that it looks complete (field reports, psa.md B4).
 * @param key the property that carries the rows
 */
export function pageOf<Row>(
  rows: Row[],
  key: string,
  query: HaloListQuery,
  host: VendorHost,
  path: string,
): object {
  if (query.pageinate !== 'true' || query.page_no === undefined) {
    const batch = rows.slice(0, Math.min(DEFAULT_BATCH, host.pageSizeCap));
    return { record_count: batch.length, [key]: batch };
  }
  const pageNo = Math.max(1, integerOf(query.page_no, 1));
  const asked = Math.max(1, integerOf(query.page_size, DEFAULT_BATCH));
  const pageSize = Math.min(asked, MAX_PAGE_SIZE, host.pageSizeCap);
  const served = pageNo > 1 && host.faults.take(['duplicate-page'], path) ? pageNo - 1 : pageNo;
  const promised = host.faults.take(['cut-listing'], path) ? rows.length + 7 : rows.length;
  return {
    page_no: pageNo,
    page_size: pageSize,
    record_count: promised,
    [key]: rows.slice((served - 1) * pageSize, served * pageSize),
  };
}
