import { api } from './client.ts';

export const PASSWORD_MIN = 12;

/** Asks for a link for a new password; the answer never tells whether the address has an account. */
export async function askForPassword(email: string): Promise<void> {
  await api.post('/api/auth/request-password-reset', { email });
}

/** Sets a new password by the link of a letter, and signs out everywhere. @throws ApiError 400 for a used or old link. */
export async function resetPassword(body: { token: string; newPassword: string }): Promise<void> {
  await api.post('/api/auth/reset-password', body);
}
