import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectorContext } from '../connector.ts';

type SeenRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
/** @param nth 1 for the first request */
export type Script = (response: ServerResponse, nth: number, request: SeenRequest) => void;
export type ScriptedServer = { url: string; requests: SeenRequest[]; close(): Promise<void> };

/** For tests: an HTTP server on 127.0.0.1 that answers as the script says and remembers what it was asked. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const play = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    requests.push(request);
    script(response, requests.length, request);
  };
  const server = createServer((incoming, response) => void play(incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function answer(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** The context of a session that may call the scripted server. */
export function testContext(signal: AbortSignal = new AbortController().signal): ConnectorContext {
  return { signal, allowPrivateAddresses: true };
}
