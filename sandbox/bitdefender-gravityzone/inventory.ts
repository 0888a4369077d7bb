import type { VendorHost } from '../server/vendor.ts';
import type { GravityZoneData } from './data.ts';

export type InventoryParams = {
  parentId?: string;
  page?: number;
  perPage?: number;
  filters?: {
    type?: { companies?: boolean; computers?: boolean; virtualMachines?: boolean };
    depth?: { allItemsRecursively?: boolean };
  };
};

type Item = GravityZoneData['companies'][number] | GravityZoneData['endpoints'][number];

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;

/** A page of the items of the types asked for; without depth, only what lies directly below the MSP's own company. */
export function inventoryPage(
  { companies, endpoints }: GravityZoneData,
  { page = 1, perPage = DEFAULT_PER_PAGE, filters = {} }: InventoryParams,
  host: VendorHost,
  path: string,
): object | null {
  if (perPage < 1 || perPage > MAX_PER_PAGE) return null;
  const { type = {}, depth = {} } = filters;
  const items: Item[] = [
    ...(type.companies ? companies : []),
    ...(depth.allItemsRecursively ? endpoints : []).filter(
      (row) => (row.type === 5 && type.computers) || (row.type === 6 && type.virtualMachines),
    ),
  ];
  const size = Math.min(perPage, host.pageSizeCap);
  const served = page > 1 && host.faults.take(['duplicate-page'], path) ? page - 1 : page;
  const promised = host.faults.take(['cut-listing'], path) ? 7 : 0;
  return {
    total: items.length + promised,
    page,
    perPage: size,
    pagesCount: Math.ceil((items.length + promised) / size),
    items: items.slice((served - 1) * size, served * size),
  };
}
