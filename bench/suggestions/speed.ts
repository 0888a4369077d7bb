import { loadConnectors } from '../../src/connectors/registry.ts';
import { openDatabase } from '../../src/database/connect.ts';
import type { Actor } from '../../src/database/queries/audit.ts';
import { mappingBodySchema } from '../../src/http/schemas/line-items.ts';
import { decide } from '../../src/line-items/decide.ts';
import { SuggestionModels } from '../../src/suggestions/models.ts';
import { WORKSPACE } from '../reconciliation/seed.ts';

/** Suggests as a process of its own, fresh as after a start: `node speed.ts HOST DATABASE`. Prints its figures as JSON. */

export type SpeedFigures = {
  lines: number;
  suggested: number;
  coldMs: number;
  afterOneMs: number[];
  memoryMb: number;
};

const ACTOR: Actor = { kind: 'system', id: null, name: 'Bench' };

const [, , host, database] = process.argv;
const db = openDatabase({ host, user: 'tieout', database });
const connectors = await loadConnectors();
const models = new SuggestionModels({ db, connectors });

/** Every suggestion of the workspace, as it is now. @returns how many lines have one */
async function suggestAll(): Promise<{ lines: string[]; suggested: number }> {
  const model = await models.get(WORKSPACE);
  const lines = model.lineItemIds();
  const suggested = lines.filter((id) => (model.suggest(id)?.action ?? 'none') !== 'none').length;
  return { lines, suggested };
}

const start = performance.now();
const { lines, suggested } = await suggestAll();
const coldMs = performance.now() - start;
const afterOneMs: number[] = [];
for (const lineItemId of lines.filter((_, at) => at % Math.floor(lines.length / 60) === 0)) {
  const model = await models.get(WORKSPACE);
  const [best] = model.suggest(lineItemId)?.candidates ?? [];
  if (best === undefined || afterOneMs.length === 10) continue;
  const { integrationId, metric, filter } = best.measure;
  const mapping = mappingBodySchema.parse({ integrationId, metric, filter, unitsPerLine: best.unitsPerLine });
  await decide({ db, connectors }, WORKSPACE, ACTOR, [{ kind: 'map', lineItemId, mapping }]);
  const begin = performance.now();
  await suggestAll();
  afterOneMs.push(performance.now() - begin);
}
await db.stop();
const memoryMb = process.resourceUsage().maxRSS / 1024;
const figures: SpeedFigures = { lines: lines.length, suggested, coldMs, afterOneMs, memoryMb };
process.stdout.write(JSON.stringify(figures));
