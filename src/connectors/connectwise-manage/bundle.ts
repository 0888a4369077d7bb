import { z } from 'zod';
import { VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { idOf } from '../kit/paging.ts';
import { API_VERSION, type Api } from './client.ts';
import { PAGE_SIZE } from './listing.ts';

const bundleAnswer = z.object({
  results: z.array(
    z.object({
      sequenceNumber: z.number(),
      success: z.boolean().nullish(),
      statusCode: z.number().nullish(),
      entities: z.array(z.unknown()).nullish(),
    }),
  ),
});

/**
 * The children of many agreements by POST /system/bundles. The developer guide shows a child list read so, but names the
 * `resourceType` of no child of an agreement, so nothing is believed that does not prove itself: each row names its
 * agreement and follows the ids before it, and a list ends by an answer without rows.
 * @returns the complete rows by agreement; agreements that were not answered so are missing
 */
export async function readBundle(
  api: Api,
  resourceType: string,
  agreementIds: readonly string[],
): Promise<Map<string, unknown[]>> {
  const complete = new Map<string, unknown[]>();
  let open = agreementIds.map((agreementId) => ({ agreementId, rows: [] as unknown[], after: 0 }));
  while (open.length > 0) {
    const answers = await sendBundle(api, resourceType, open);
    const goingOn: typeof open = [];
    open.forEach((list, index) => {
      const page = answers.get(index + 1);
      if (!page || !provesItself(page, list)) return;
      if (page.length === 0) complete.set(list.agreementId, list.rows);
      else goingOn.push({ ...list, rows: [...list.rows, ...page], after: highestId(page) });
    });
    open = goingOn;
  }
  return complete;
}

type OpenList = { agreementId: string; after: number };

/** @returns the rows by sequence number, of the requests that succeeded; none where bundles are refused */
async function sendBundle(
  api: Api,
  resourceType: string,
  lists: readonly OpenList[],
): Promise<Map<number, unknown[]>> {
  const requests = lists.map(({ agreementId, after }, index) => ({
    sequenceNumber: index + 1,
    resourceType,
    version: API_VERSION,
    apiRequest: {
      parentId: Number(agreementId),
      filters: { conditions: `id > ${after}`, orderBy: 'id asc' },
      page: { page: 1, pageSize: PAGE_SIZE },
    },
  }));
  const answer = bundleAnswer.safeParse(
    await unlessRefused(api.plain.send({ path: '/system/bundles', json: { requests } })),
  );
  const results = answer.success ? answer.data.results : [];
  return new Map(
    results
      .filter(({ success, statusCode }) => success === true && (statusCode ?? 200) === 200)
      .flatMap(({ sequenceNumber, entities }) => (entities ? [[sequenceNumber, entities]] : [])),
  );
}

async function unlessRefused(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Whatever is wrong with bundles, the lists can still be read one by one, and say what is wrong with them. */
function isRefusal(error: unknown): boolean {
  if (error instanceof VendorStatusError) return error.status !== 429;
  return error instanceof VendorError && ['bad_response', 'bad_credentials'].includes(error.code);
}

const child = z.looseObject({ agreementId: z.number() });

function provesItself(page: readonly unknown[], { agreementId, after }: OpenList): boolean {
  return page.every((row) => {
    const parsed = child.safeParse(row);
    const isOwn = parsed.success && String(parsed.data.agreementId) === agreementId;
    return isOwn && Number(idOf(row) ?? Number.NaN) > after;
  });
}

function highestId(page: readonly unknown[]): number {
  return page.reduce<number>((highest, row) => Math.max(highest, Number(idOf(row))), 0);
}
