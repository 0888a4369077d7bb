/** The API that is the same for everybody, and where Sophos issues its tokens. */
export const GLOBAL_URL = 'https://api.central.sophos.com';
const LOGIN_URL = 'https://id.sophos.com';

/** Where tokens are issued; at another base URL than Sophos's own, all is there. */
export function loginUrlOf(baseUrl: string): string {
  return isSophos(baseUrl) ? LOGIN_URL : baseUrl;
}

/**
 * The address of a region as Sophos tells it, if the token may be sent there: Sophos's own hosts, and the origin of the base URL.
 * @returns null: it may not, or it is no address
 */
export function trustedApiHost(apiHost: string, baseUrl: string): string | null {
  if (!URL.canParse(apiHost)) return null;
  const isSameOrigin = new URL(apiHost).origin === new URL(baseUrl).origin;
  return isSameOrigin || isSophos(apiHost) ? apiHost : null;
}

function isSophos(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port } = new URL(address);
  return protocol === 'https:' && port === '' && /^[a-z0-9-]+\.central\.sophos\.com$/.test(hostname);
}
