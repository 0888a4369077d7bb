/** By the code of a failed sync: a vendor's failure (see the connector contract), or our own. */
const ADVICE: Readonly<Record<string, string>> = {
  bad_credentials: 'Edit the integration and enter the credentials again, then test the connection.',
  forbidden: 'Give the account the missing permission at the vendor, then sync again.',
  unreachable: 'Check the address under Edit and that the vendor is up, then sync again.',
  address_refused: 'Only public https addresses are called. Check the address under Edit.',
  timeout: 'The vendor was too slow. Sync again; if it stays so, ask the vendor.',
  rate_limited: 'The vendor asked for a pause. Sync again in a few minutes.',
  vendor_error: 'The vendor has a problem of its own. Sync again later.',
  bad_response:
    'The vendor answered something that is not understood. Sync again; if it stays so, report it.',
  response_too_large: 'The vendor answered more than is taken. Report it.',
  incomplete_listing: 'The vendor stopped before the end of a list. Sync again.',
  cancelled: 'Somebody stopped it. Sync again when you like.',
  no_file: 'Upload one.',
  bad_file: 'Mend the file and upload it again.',
  interrupted: 'Tieout was stopped while it ran. Sync again.',
};

/** What to do about a failed sync, in a sentence. */
export function syncAdvice(code: string): string {
  return ADVICE[code] ?? 'Sync again; if it stays so, look at the log of the server.';
}
