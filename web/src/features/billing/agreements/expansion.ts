/** Which branches of the tree are open: all or none, except some. Stays small however large the tree is. */
export type Expansion = { isOpen: boolean; except: readonly string[] };

export const ALL_OPEN: Expansion = { isOpen: true, except: [] };
export const ALL_CLOSED: Expansion = { isOpen: false, except: [] };

export function isExpanded({ isOpen, except }: Expansion, id: string): boolean {
  return except.includes(id) ? !isOpen : isOpen;
}

export function toggled({ isOpen, except }: Expansion, id: string): Expansion {
  return { isOpen, except: except.includes(id) ? except.filter((other) => other !== id) : [...except, id] };
}

/** What was remembered; anything else in its place means all open. */
export function expansionFrom(stored: string | undefined): Expansion {
  try {
    const value: unknown = JSON.parse(stored ?? '');
    if (isExpansion(value)) {
      return value;
    }
  } catch {
    // Not what we wrote: the default follows.
  }
  return ALL_OPEN;
}

function isExpansion(value: unknown): value is Expansion {
  return (
    typeof value === 'object' &&
    value !== null &&
    'isOpen' in value &&
    typeof value.isOpen === 'boolean' &&
    'except' in value &&
    Array.isArray(value.except) &&
    value.except.every((id) => typeof id === 'string')
  );
}
