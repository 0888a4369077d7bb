/** A vendor's misbehaviour, switched on with `setFault`. Without `path`, token requests are spared. */
export type SandboxFault = (
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  | { kind: 'html' }
  | { kind: 'malformed' }
  | { kind: 'cut' }
  | { kind: 'expire-token' }
  | { kind: 'duplicate-page' }
  | { kind: 'cut-listing' }
  | { kind: 'foreign-next' }
) & {
  /** Substring of the request path, query included. */
  path?: string;
  /** Requests let through first. */
  after?: number;
  /** How often it strikes; always by default, once for `expire-token`. */
  times?: number;
};

export type FaultKind = SandboxFault['kind'];

/** One vendor's fault and how often it has been met. */
export class FaultSwitch {
  #fault: SandboxFault | null = null;
  #met = 0;

  set(fault: SandboxFault | null): void {
    this.#fault = fault;
    this.#met = 0;
  }

  /** Whether a fault of this kind concerns the request, without counting it. */
  isOn(kind: FaultKind, path: string): boolean {
    return this.#fault?.kind === kind && concerns(this.#fault, path, false);
  }

  /**
   * The fault, if one of these kinds is on and strikes this request. Asking counts the request towards `after` and
   * `times`, so ask only where the fault could show.
   * @param path request path with query, without the vendor's prefix
   */
  take<K extends FaultKind>(
    kinds: readonly K[],
    path: string,
    isTokenRequest = false,
  ): (SandboxFault & { kind: K }) | null {
    const fault = this.#fault;
    if (!fault || !isOneOf(fault, kinds) || !concerns(fault, path, isTokenRequest)) return null;
    const strike = this.#met - (fault.after ?? 0);
    this.#met += 1;
    const times = fault.times ?? (fault.kind === 'expire-token' ? 1 : Number.POSITIVE_INFINITY);
    return strike >= 0 && strike < times ? fault : null;
  }
}

function isOneOf<K extends FaultKind>(
  fault: SandboxFault,
  kinds: readonly K[],
): fault is SandboxFault & { kind: K } {
  return kinds.some((kind) => kind === fault.kind);
}

function concerns(fault: SandboxFault, path: string, isTokenRequest: boolean): boolean {
  return fault.path === undefined ? !isTokenRequest : path.includes(fault.path);
}
