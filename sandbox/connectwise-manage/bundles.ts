import type { ManageData } from './data.ts';
import { filtered, type ManageRow } from './paging.ts';

type BundleRequest = {
  sequenceNumber?: number;
  resourceType?: string;
  apiRequest?: {
    parentId?: number;
    filters?: { conditions?: string };
    page?: { page?: number; pageSize?: number };
  };
};

/** How many requests one bundle holds here; ConnectWise does not say. */
const REQUESTS_MAX = 50;

/**
 * POST /system/bundles: each request has a result of its own (schemas BundleRequestsCollection and BundleResultsCollection).
 * @returns null: too many requests
 */
export function answerBundle(
  requests: readonly BundleRequest[],
  data: ManageData,
  pageSizeCap: number,
): object | null {
  if (requests.length > REQUESTS_MAX) return null;
  return { results: requests.map((request) => resultOf(request, data, pageSizeCap)) };
}

function resultOf(request: BundleRequest, data: ManageData, pageSizeCap: number): object {
  const { sequenceNumber = 0, resourceType = '', apiRequest = {} } = request;
  const kind = data.bundles[resourceType];
  const rows: ManageRow[] = kind
    ? data[kind].filter(({ agreementId }) => agreementId === apiRequest.parentId)
    : [];
  const matching = filtered(rows, apiRequest.filters?.conditions);
  const own = { sequenceNumber, resourceType, version: '2025.8' };
  if (kind === undefined || matching === null) {
    const error = {
      code: 'InvalidObject',
      message: `The resource type ${resourceType} is not known.`,
      errors: null,
    };
    return { ...own, success: false, statusCode: 400, error };
  }
  const { page = 1, pageSize = 25 } = apiRequest.page ?? {};
  const size = Math.min(pageSize, pageSizeCap);
  const entities = matching.toSorted((a, b) => a.id - b.id).slice((page - 1) * size, page * size);
  return { ...own, entities, count: entities.length, success: true, statusCode: 200 };
}
