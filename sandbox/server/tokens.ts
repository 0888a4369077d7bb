import { randomUUID } from 'node:crypto';

/** What a token was issued for. `tenantId` only where the vendor issues one token a tenant. */
export type Grant = { tenantId: string | null };

/** Access tokens that one vendor has issued. */
export class TokenStore {
  #issued = new Map<string, Grant & { expiresAt: number }>();

  /** @param lifetimeSeconds the `expires_in` of the answer */
  issue(lifetimeSeconds: number, tenantId: string | null = null): string {
    const token = randomUUID().replaceAll('-', '');
    this.#issued.set(token, { tenantId, expiresAt: Date.now() + lifetimeSeconds * 1000 });
    return token;
  }

  /** @param authorization the request's Authorization header; @returns null: no valid bearer token */
  grantOf(authorization: string | undefined): Grant | null {
    const token = authorization?.match(/^Bearer (.+)$/i)?.[1];
    const grant = token === undefined ? undefined : this.#issued.get(token);
    return grant && grant.expiresAt > Date.now() ? grant : null;
  }

  /** Every token issued so far stops working. */
  expireAll(): void {
    this.#issued.clear();
  }
}
