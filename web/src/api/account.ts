import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

export const PASSWORD_MIN = 12;

/** The one sign-in provider an instance may have, among the ways in. */
export const PROVIDER_ID = 'oidc';

/** Asks for a link for a new password; the answer never tells whether the address has an account. */
export async function askForPassword(email: string): Promise<void> {
  await api.post('/api/auth/request-password-reset', { email });
}

/** Sets a new password by the link of a letter, and signs out everywhere. @throws ApiError 400 for a used or old link. */
export async function resetPassword(body: { token: string; newPassword: string }): Promise<void> {
  await api.post('/api/auth/reset-password', body);
}

/** Where somebody is signed in. */
export type OwnSession = {
  token: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: string;
  /** Exact to five minutes. */
  updatedAt: string;
};

type OwnAccount = { user: { name: string; email: string; twoFactorEnabled: boolean }; session: OwnSession };

/** Whoever is signed in, and by which session. */
export const ownAccountQuery = queryOptions({
  queryKey: ['/api/auth/get-session'],
  queryFn: ({ signal }) => api.get<OwnAccount>('/api/auth/get-session', {}, signal),
});

export const ownSessionsQuery = queryOptions({
  queryKey: ['/api/auth/list-sessions'],
  queryFn: ({ signal }) => api.get<OwnSession[]>('/api/auth/list-sessions', {}, signal),
});

/** What somebody signs in with: `credential` is a password. */
export const waysInQuery = queryOptions({
  queryKey: ['/api/auth/list-accounts'],
  queryFn: ({ signal }) => api.get<{ providerId: string }[]>('/api/auth/list-accounts', {}, signal),
});

export async function changeName(name: string): Promise<void> {
  await api.post('/api/auth/update-user', { name });
}

/** Changes the password and signs out everywhere else. @throws ApiError 400 where the current one is not right. */
export async function changePassword(body: { currentPassword: string; newPassword: string }): Promise<void> {
  await api.post('/api/auth/change-password', { ...body, revokeOtherSessions: true });
}

/** @param token of one session; all others but this one without it. */
export async function endSession(token?: string): Promise<void> {
  await (token === undefined
    ? api.post('/api/auth/revoke-other-sessions', {})
    : api.post('/api/auth/revoke-session', { token }));
}

/** What an authenticator app is given, and the codes for when it is lost. */
export type NewTwoFactor = { totpURI: string; backupCodes: string[] };

/** Prepares a second factor; it counts once a code has confirmed it. */
export function beginTwoFactor(password: string): Promise<NewTwoFactor> {
  return api.post('/api/auth/two-factor/enable', { password });
}

export async function endTwoFactor(password: string): Promise<void> {
  await api.post('/api/auth/two-factor/disable', { password });
}

/** Makes new recovery codes; the old ones end. */
export async function renewRecoveryCodes(password: string): Promise<string[]> {
  const path = '/api/auth/two-factor/generate-backup-codes';
  return (await api.post<{ backupCodes: string[] }>(path, { password })).backupCodes;
}

/** Gives the code of the authenticator app: at sign-in, or to confirm a new second factor. */
export async function giveCode(code: string): Promise<void> {
  await api.post('/api/auth/two-factor/verify-totp', { code });
}

/** Gives one of the recovery codes at sign-in; it ends with that. */
export async function giveRecoveryCode(code: string): Promise<void> {
  await api.post('/api/auth/two-factor/verify-backup-code', { code });
}

/** Goes to the sign-in provider, in the same window. @param next where to go on to afterwards, on this site. */
export async function goToProvider(way: 'sign-in' | 'connect', next: string): Promise<void> {
  const path = way === 'sign-in' ? '/api/auth/sign-in/social' : '/api/auth/link-social';
  const errorCallbackURL = way === 'sign-in' ? '/sign-in' : '/settings?tab=account';
  const body = { provider: PROVIDER_ID, callbackURL: next, errorCallbackURL };
  const { url } = await api.post<{ url: string }>(path, body);
  window.location.assign(url);
}
