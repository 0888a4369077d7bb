/** An error inside an answer of 200, as JSON-RPC 2.0 has it. */
export function rpcError(id: string, code: number, message: string, details = message): object {
  return { id, jsonrpc: '2.0', error: { code, message, data: { details } } };
}

/** Refusals before the call is looked at; Bitdefender documents 429, the bodies are made up. */
export function errorBody(status: number): unknown {
  return rpcError('', -32_000, 'Server error', detailsOf(status));
}

function detailsOf(status: number): string {
  if (status === 401) return 'The API key is not valid.';
  if (status === 403) return 'The API key has no right to this API.';
  if (status === 429) return 'Too many requests.';
  return 'An unexpected error occurred.';
}
