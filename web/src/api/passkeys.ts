import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { useSession } from './session.ts';

const PATH = '/api/auth/passkey';

export const PASSKEY_NAME_MAX = 100;

export type Passkey = {
  id: string;
  name: string | null;
  createdAt: string;
  /** null: has not signed in yet. */
  lastUsedAt: string | null;
};

/** The passkeys of whoever is signed in. */
export const passkeysQuery = queryOptions({
  queryKey: [`${PATH}/list-user-passkeys`],
  queryFn: ({ signal }) => api.get<Passkey[]>(`${PATH}/list-user-passkeys`, {}, signal),
});

/**
 * Has the browser make a passkey, and keeps its public half.
 * @throws ApiError 403 where the person signed in long ago; DOMException or WebAuthnError where the browser makes none.
 */
export async function addPasskey(name: string): Promise<void> {
  const [{ startRegistration }, optionsJSON] = await Promise.all([
    import('@simplewebauthn/browser'),
    api.get<PublicKeyCredentialCreationOptionsJSON>(`${PATH}/generate-register-options`),
  ]);
  const response = await startRegistration({ optionsJSON });
  await api.post(`${PATH}/verify-registration`, { response, name });
}

/** Signs in by a cookie that the server sets. @throws like addPasskey; ApiError 401 for a passkey that is not known. */
export async function signInByPasskey(): Promise<void> {
  const [{ startAuthentication }, options] = await Promise.all([
    import('@simplewebauthn/browser'),
    api.get<PublicKeyCredentialRequestOptionsJSON>(`${PATH}/generate-authenticate-options`),
  ]);
  const optionsJSON = { ...options, userVerification: 'required' as const };
  const response = await startAuthentication({ optionsJSON });
  await api.post(`${PATH}/verify-authentication`, { response });
}

export async function renamePasskey(body: { id: string; name: string }): Promise<void> {
  await api.post(`${PATH}/update-passkey`, body);
}

/** Ends a passkey. @throws ApiError 403 where the person signed in long ago. */
export async function removePasskey(id: string): Promise<void> {
  await api.post(`${PATH}/delete-passkey`, { id });
}

/** Whether passkeys work here; otherwise what is in the way, and at which address they do. */
export type PasskeySupport =
  | { kind: 'works' }
  | { kind: 'no-browser' }
  | { kind: 'no-host' }
  | { kind: 'elsewhere'; host: string; href: string | null };

/** Undefined before it is known. */
export function usePasskeySupport(): PasskeySupport | undefined {
  const session = useSession();
  const hasPasskeys = typeof window.PublicKeyCredential === 'function';
  return session === undefined ? undefined : supportAt(window.location, session.passkeyHost, hasPasskeys);
}

type Place = Pick<Location, 'protocol' | 'hostname' | 'port'>;
const LOOPBACK = new Set(['127.0.0.1', '[::1]']);

/** @param host what the server binds passkeys to; `localhost` where nobody has told it where it is opened. */
export function supportAt(place: Place, host: string | null, hasPasskeys: boolean): PasskeySupport {
  if (host === place.hostname) {
    return { kind: hasPasskeys ? 'works' : 'no-browser' };
  }
  if (host === null || (host === 'localhost' && !LOOPBACK.has(place.hostname))) {
    return { kind: 'no-host' };
  }
  const port = place.port === '' ? '' : `:${place.port}`;
  return { kind: 'elsewhere', host, href: host === 'localhost' ? `${place.protocol}//${host}${port}` : null };
}
