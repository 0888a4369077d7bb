import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { LineScope, LinesOfOrganization } from '../database/queries/lines-for-run.ts';
import { type InputDigests, loadInputDigests, storeInputDigests } from '../database/queries/result-inputs.ts';
import type { Evaluation } from './evaluate.ts';

/** The organizations of a scope that stored results may no longer be true of. */
export type InputChanges = {
  /** Whose results are to be compared with what is stored; 'all' where it is most of a workspace. */
  scope: LineScope;
  /** Those of the scope that have lines. */
  organizations: readonly LinesOfOrganization[];
  /** Stores what the results are worked out from. To be called when they are stored. */
  store(): Promise<void>;
};

/**
 * Finds organizations whose lines, counts, or day and settings are not those their stored results came from. All that
 * `reconcileOrganization` is given goes into a digest, so that equal digests have equal results.
 * @param organizations every organization of the scope that has lines
 */
export async function findInputChanges(
  client: PoolClient,
  workspaceId: string,
  scope: LineScope,
  organizations: readonly LinesOfOrganization[],
  evaluation: Evaluation,
): Promise<InputChanges> {
  const stored = await loadInputDigests(client, workspaceId, scope);
  const changed: LinesOfOrganization[] = [];
  const digests: InputDigests = new Map();
  for (const organization of organizations) {
    const { organizationId } = organization;
    const digest = digestOf(organization, evaluation);
    if (stored.get(organizationId) !== digest) {
      changed.push(organization);
      digests.set(organizationId, digest);
    }
    stored.delete(organizationId);
  }
  const gone = [...stored.keys()];
  const store = () => storeInputDigests(client, workspaceId, digests, gone);
  return scope === 'all' && changed.length * 2 > organizations.length
    ? { scope: 'all', organizations, store }
    : { scope: [...digests.keys(), ...gone], organizations: changed, store };
}

function digestOf({ organizationId, texts, measures }: LinesOfOrganization, evaluation: Evaluation): string {
  let rest = evaluation.sharedInputs;
  // Of which measure each count is the texts tell: measures come in the order in which lines name them.
  for (const { measureKey, measure } of measures) {
    rest += `${evaluation.countTextOf(organizationId, measure, measureKey)}\n`;
  }
  const digest = createHash('sha256').update(rest);
  for (const text of texts) digest.update(text);
  return digest.digest('base64url');
}
