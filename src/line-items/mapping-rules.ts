import type { z } from 'zod';
import { type Connector, type Delivery, deliveryOf } from '../connectors/connector.ts';
import type { LineItemRow } from '../database/queries/line-items.ts';
import type { Source } from '../database/queries/sources.ts';
import type { DeviceCategory, Metric } from '../domain/inventory.ts';
import type { Mapping } from '../domain/line-item.ts';
import { unmappableReason } from '../domain/line-state.ts';
import { metricsFor, modeReason } from '../domain/mapping.ts';
import { type Measure, measureKey, normalizeMeasure } from '../domain/measure.ts';
import { Decimal } from '../domain/money.ts';
import type { mappingBodySchema } from '../http/schemas/line-items.ts';
import { notFound, Problem } from '../problem.ts';
import { isAdjustmentRow } from './present.ts';

export type MappingBody = z.output<typeof mappingBodySchema>;

/** What a mapping may refer to. */
export type Sources = { byId: ReadonlyMap<string, Source>; connectors: ReadonlyMap<string, Connector> };

const METRIC_WORDS: Record<Metric, string> = {
  devices: 'devices',
  users: 'users',
  licenses: 'licence seats',
  subscriptions: 'subscriptions',
};

/**
 * A mapping from what a client sent, normalised.
 * @throws Problem refused where a rule of domain.md sections 2 and 3 forbids it, not-found for an unknown integration.
 */
export function toMapping(body: MappingBody, line: LineItemRow, sources: Sources): Mapping {
  refuseUnmappable(line);
  refuseMode(body, line);
  return toMappingOf(body, sources);
}

/**
 * The mapping of a rule, normalised: what it may not map of the lines it is about, it leaves alone.
 * @throws Problem refused for what the integration does not tell, not-found for an unknown integration.
 */
export function toMappingOf(body: MappingBody, sources: Sources): Mapping {
  const measure = toMeasure(body, sources);
  return {
    measure,
    measureKey: measure === null ? null : measureKey(measure),
    unitsPerLine: new Decimal(body.unitsPerLine),
    minimum: body.minimum === null ? null : new Decimal(body.minimum),
    tolerance:
      body.tolerance === null || Object.keys(body.tolerance).length === 0
        ? null
        : withoutUndefined(body.tolerance),
  };
}

function refuseUnmappable(line: LineItemRow): void {
  const reason = unmappableReason({
    quantitySource: line.quantity_source,
    quantitySourceRaw: line.quantity_source_raw,
    isHeading: line.is_heading,
  });
  if (reason !== null) {
    throw new Problem('refused', reason);
  }
  if (isAdjustmentRow(line)) {
    throw new Problem(
      'refused',
      'This line is an adjustment: link it to the line it adjusts instead of mapping it.',
    );
  }
}

function refuseMode(body: MappingBody, { quantity_source: source }: LineItemRow): void {
  if (body.integrationId === null) {
    if (source !== 'manual') {
      throw new Problem(
        'refused',
        `${modeReason(source)} Only a manual line can be left without a comparison.`,
      );
    }
    return;
  }
  if (!metricsFor(source).includes(body.metric)) {
    throw new Problem(
      'refused',
      `${modeReason(source)} It cannot be compared with ${METRIC_WORDS[body.metric]}.`,
    );
  }
}

function toMeasure(body: MappingBody, { byId, connectors }: Sources): Measure | null {
  if (body.integrationId === null) {
    return null;
  }
  const integration = byId.get(body.integrationId);
  if (integration === undefined || integration.isRemoved) {
    throw notFound('an integration');
  }
  refuseUntold(body, integration.name, deliveryOf(connectors.get(integration.vendor), integration.delivers));
  const { integrationId, metric, filter } = body;
  return normalizeMeasure({ integrationId, metric, filter } as Measure);
}

/** What a source does not tell would count as 0. */
function refuseUntold(body: MappingBody, name: string, delivery: Delivery): void {
  if (body.integrationId === null) {
    return;
  }
  if (!delivery.capabilities.includes(body.metric)) {
    throw new Problem('refused', `${name} has no ${METRIC_WORDS[body.metric]} to compare with.`);
  }
  if (body.metric === 'licenses' && body.filter.basis === 'assigned' && !delivery.knowsAssignedSeats) {
    throw new Problem(
      'refused',
      `${name} does not say how many seats are in use: compare with seats purchased.`,
    );
  }
  if (body.metric === 'devices') {
    refuseUntoldCategories(body.filter.categories, name, delivery.deviceCategories);
    if (body.filter.seenWithinDays !== null && !delivery.knowsLastSeen) {
      throw new Problem('refused', `${name} does not say when a device was last seen: count without it.`);
    }
  }
}

/** A source that cannot tell desktops from laptops has `workstation` for both: chosen with it, they add nothing. */
function refuseUntoldCategories(
  chosen: readonly DeviceCategory[],
  name: string,
  told: Delivery['deviceCategories'],
): void {
  if (chosen.length > 0 && told.length === 0) {
    throw new Problem('refused', `${name} does not say of what kind a device is: count without categories.`);
  }
  const isCovered = (category: DeviceCategory) =>
    told.includes(category) ||
    ((category === 'desktop' || category === 'laptop') && chosen.includes('workstation'));
  const untold = chosen.filter((category) => !isCovered(category));
  if (untold.length > 0) {
    throw new Problem(
      'refused',
      `${name} does not tell ${untold.join(', ')} apart: count by ${told.join(', ')}, or without categories.`,
    );
  }
}

function withoutUndefined(tolerance: { units?: number | undefined; percent?: number | undefined }) {
  return {
    ...(tolerance.units === undefined ? {} : { units: tolerance.units }),
    ...(tolerance.percent === undefined ? {} : { percent: tolerance.percent }),
  };
}
