import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** How the vendor fails: it refuses, it answers something else, it signs in and then answers nonsense. */
export const ECHO_MODES = ['refuses', 'no JSON', 'nonsense'] as const;

/** Begins what the vendor repeats. */
export const HEARD = 'heard';

/** The headers that a client sets itself, so that no message is cut before it comes to them. */
function signatureOf({ headers }: IncomingMessage): string {
  const usual = /^(host|connection|accept|accept-.*|user-agent|content-.*|sec-fetch-mode|transfer-encoding)$/;
  return Object.entries(headers)
    .filter(([name]) => !usual.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** A vendor that fails while it repeats all it was sent, as error pages and debug modes of real ones do. */
export async function startEchoVendor(mintedToken: string): Promise<{ urlFor: (mode: string) => string }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = `${HEARD} ${signatureOf(request)} ${Buffer.concat(chunks)} ${request.url}`;
      const mode = decodeURIComponent(request.url?.split('/')[1] ?? '');
      if (mode === 'no JSON') {
        response.end(`<html>${sent}</html>`);
        return;
      }
      response.statusCode = mode === 'refuses' ? 401 : 200;
      const token = { access_token: mintedToken, token: mintedToken, expires_in: 3600 };
      const answer = { error: sent, message: sent, error_description: sent, errors: [{ message: sent }] };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(mode === 'nonsense' ? { ...token, ...answer } : answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return { urlFor: (mode) => `http://127.0.0.1:${port}/${encodeURIComponent(mode)}` };
}
