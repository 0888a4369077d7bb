/**
 * ConnectWise's own cloud, where the API has a host of its own beside the site's
 * (https://developer.connectwise.com, "Cloud URL Formatting"). Whoever runs it themselves has one host.
 */
const CLOUD_HOSTS = new Set([
  'na.myconnectwise.net',
  'eu.myconnectwise.net',
  'au.myconnectwise.net',
  'aus.myconnectwise.net',
  'za.myconnectwise.net',
  'staging.connectwisedev.com',
]);

/** Always leads to the version that the site runs. */
export const CODEBASE_ALIAS = 'v4_6_release/';

/** The site at which people sign in, whether the address was copied with the release in its path or without. */
export function siteOf(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v\d[\w.]*(\/apis(\/3\.0)?)?$/i, '');
}

/**
 * Where the API of a site is.
 * @param codebase as the site tells it (`v2026_1/`); what is no plain path segment is not followed
 */
export function apiUrlOf(site: string, codebase: string | null): string {
  const url = new URL(site);
  if (CLOUD_HOSTS.has(url.hostname)) url.hostname = `api-${url.hostname}`;
  const segment = codebase?.match(/^(v\d[\w.]*)\/?$/)?.[1];
  const release = segment ? `${segment}/` : CODEBASE_ALIAS;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/${release}apis/3.0`;
}
