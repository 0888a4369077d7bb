import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, type Dispatcher } from 'undici';
import { VendorError } from '../connector.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/** How names become addresses; the system's resolver unless a test brings its own. */
export type Resolve = typeof dns.lookup.__promisify__;

/**
 * Refuses, before anything is sent, an address that is not public HTTPS: a vendor's address comes from a person, and
 * must not lead into the network that Tieout runs in.
 * @throws VendorError `address_refused`
 */
export function checkAddress(url: URL, allowPrivateAddresses: boolean): void {
  if (allowPrivateAddresses) return;
  if (url.protocol !== 'https:') throw refused(`${url.origin} is not an https:// address`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host) && !isPublicAddress(host)) throw refused(`${host} is not a public address`);
}

/** Whether the IP address is one of the public internet. IPv4 addresses written as IPv6 are judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/**
 * A resolver for sockets that refuses names with a private address among theirs. It is asked for the very connection,
 * so a name that answers differently the second time (DNS rebinding) gains nothing.
 */
export function guardedLookup(resolve: Resolve = dns.promises.lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }).then(
      (addresses) => {
        const hidden = addresses.find(({ address }) => !isPublicAddress(address));
        const first = addresses[0];
        if (hidden || !first)
          return callback(refused(`${hostname} leads to ${hidden?.address ?? 'no address'}`), '');
        if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

const openAgent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS } });
const guardedAgent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup() } });

/** The connections to send a request over. */
export function dispatcherFor(allowPrivateAddresses: boolean): Dispatcher {
  return allowPrivateAddresses ? openAgent : guardedAgent;
}

function refused(reason: string): VendorError {
  return new VendorError(
    'address_refused',
    `The address is refused: ${reason}. Enter the vendor's public https:// address; whoever runs Tieout can allow others with TIEOUT_ALLOW_PRIVATE_VENDOR_URLS=1.`,
  );
}
