import { setTimeout as delay } from 'node:timers/promises';
import { VendorError } from '../connector.ts';

/** @throws VendorError `cancelled` if the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** Waits, or stops waiting at once when the signal is aborted. @throws VendorError `cancelled` */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  throwIfCancelled(signal);
  try {
    await delay(ms, undefined, { signal });
  } catch {
    throw cancelled();
  }
}

/** The error of everything that the signal stops. */
export function cancelled(): VendorError {
  return new VendorError('cancelled', 'The request was cancelled.');
}
