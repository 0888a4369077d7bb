import {
  type Connector,
  type Delivery,
  deliveryOf,
  VendorError,
  type VendorSession,
} from '../connectors/connector.ts';
import type { FileProfile, UploadedFile } from '../connectors/file.ts';
import { resolveCredentials } from '../connectors/registry.ts';
import type { Database } from '../database/connect.ts';
import { getStoredCredentials } from '../database/queries/integrations.ts';
import { getFileInUse } from '../database/queries/uploads.ts';
import { notFound } from '../problem.ts';
import type { SecretBox } from '../secret-box.ts';

/** What is needed to talk to a workspace's vendors. */
export type OpenContext = {
  db: Database;
  connectors: ReadonlyMap<string, Connector>;
  secrets: SecretBox;
  vendorAddresses: VendorAddresses;
};

/** Which addresses a vendor may have besides public HTTPS ones. */
export type VendorAddresses = {
  /** Any, as the operator allows (TIEOUT_ALLOW_PRIVATE_VENDOR_URLS). */
  allowsPrivate: boolean;
  /** That of the demo's simulated vendors, while they run. */
  trustedOrigin: string | null;
};

export type OpenedIntegration = {
  session: VendorSession;
  delivery: Delivery;
  /** The age of what the session reads; null: as old as the reading itself. */
  asOf: Date | null;
};

/**
 * Opens an integration with its stored credentials; calls nobody yet.
 * @param signal ends every call the session makes.
 * @throws Problem not-found; VendorError where the credentials lack something or the vendor is not known.
 */
export async function openIntegration(
  context: OpenContext,
  workspaceId: string,
  id: string,
  signal: AbortSignal,
): Promise<OpenedIntegration> {
  const stored = await getStoredCredentials(context.db.pool, workspaceId, id);
  if (stored === null) {
    throw notFound('an integration');
  }
  const connector = context.connectors.get(stored.vendor);
  if (connector === undefined) {
    throw new VendorError(
      'bad_credentials',
      `This version of Tieout does not know the vendor "${stored.vendor}".`,
    );
  }
  const given = { ...stored.settings, ...openSecrets(context, workspaceId, id, stored.secrets) };
  const resolved = resolveCredentials(connector, given);
  if (!resolved.ok) {
    throw new VendorError('bad_credentials', resolved.problems.map(({ message }) => message).join(' '));
  }
  const allowPrivateAddresses = mayBePrivate(context.vendorAddresses, stored.settings);
  const { file, asOf } = await fileOf(context, connector, workspaceId, id);
  const session = connector.open(resolved.credentials, { signal, allowPrivateAddresses, file });
  return { session, delivery: deliveryOf(connector, stored.delivers), asOf };
}

/** The file an integration reads: none for vendors that are called. A file is as old as its upload, whenever it is read. */
async function fileOf(
  { db }: Pick<OpenContext, 'db'>,
  { files }: Connector,
  workspaceId: string,
  id: string,
): Promise<{ file: UploadedFile | null; asOf: Date | null }> {
  const found = files === undefined ? null : await getFileInUse(db.pool, workspaceId, id);
  if (found === null) {
    return { file: null, asOf: null };
  }
  const { fileName, content, createdAt } = found;
  // What is stored passed the API's schema when it was.
  const profile = found.profile as FileProfile;
  return { file: { name: fileName, bytes: content, profile }, asOf: createdAt };
}

/** The demo's vendors are trusted only where every address of the integration is theirs. */
function mayBePrivate(
  { allowsPrivate, trustedOrigin }: VendorAddresses,
  settings: Record<string, string>,
): boolean {
  const addresses = Object.entries(settings).filter(([name]) => name.endsWith('Url'));
  const isTrusted = ([, url]: [string, string]) => URL.canParse(url) && new URL(url).origin === trustedOrigin;
  return allowsPrivate || (addresses.length > 0 && addresses.every(isTrusted));
}

type Box = Pick<OpenContext, 'secrets'>;

/** Encrypts secrets so that they can be opened for this integration of this workspace only. */
export function sealSecrets(
  { secrets }: Box,
  workspaceId: string,
  id: string,
  values: Record<string, string>,
): string {
  return secrets.seal(JSON.stringify(values), placeOf(workspaceId, id));
}

/**
 * Undoes sealSecrets.
 * @throws VendorError where they were sealed with another instance's secret.
 */
export function openSecrets(
  { secrets }: Box,
  workspaceId: string,
  id: string,
  sealed: string,
): Record<string, string> {
  try {
    return JSON.parse(secrets.open(sealed, placeOf(workspaceId, id)));
  } catch (error) {
    const message =
      'The stored credentials cannot be read: they were stored with another TIEOUT_SECRET. Enter them again.';
    throw new VendorError('bad_credentials', message, { cause: error });
  }
}

/** What the secrets of an integration are sealed for. */
export function placeOf(workspaceId: string, id: string): string {
  return `${workspaceId}/${id}`;
}

const TEST_LIMIT_MS = 30_000;

/**
 * Asks the vendor whether the credentials work.
 * @returns what the vendor said, in its own words.
 * @throws Problem not-found.
 */
export async function testIntegration(
  context: OpenContext,
  workspaceId: string,
  id: string,
): Promise<{ ok: boolean; message: string }> {
  try {
    const { session } = await openIntegration(context, workspaceId, id, AbortSignal.timeout(TEST_LIMIT_MS));
    return { ok: true, message: await session.test() };
  } catch (error) {
    if (error instanceof VendorError) {
      return { ok: false, message: error.message };
    }
    throw error;
  }
}
