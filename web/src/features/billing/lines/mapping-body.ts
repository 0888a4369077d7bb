import type { Mapping, MappingBody } from '../../../api/types.ts';

/** A stored mapping as the body that would store it again, for undo and for applying it to other lines. */
export function bodyOfMapping(mapping: Mapping): MappingBody {
  const { integrationId, metric, filter, unitsPerLine, minimum, tolerance, origin } = mapping;
  const comparison = { unitsPerLine, minimum, tolerance, origin };
  if (integrationId === null || metric === null || filter === null) {
    return { integrationId: null, ...comparison };
  }
  // The server stores each metric with its own filter; the schema's union cannot say so.
  return { integrationId, metric, filter, ...comparison } as MappingBody;
}
