import { useEffect, useEffectEvent, useRef } from 'react';
import { undoNewest } from './notify.tsx';
import { isPageKey } from './page-key.ts';
import { focusPageSearch } from './search-input.tsx';

/** How long `g` waits for its letter. */
const SEQUENCE_MS = 1_500;

export type GoTarget = { key: string; label: string; go: () => void };

/** `/` goes to the page's search, `z` takes back, `?` opens the help, `g` and a letter goes to a page. */
export function usePageKeys(targets: readonly GoTarget[], openHelp: () => void): void {
  const wentAt = useRef(Number.NEGATIVE_INFINITY);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isPageKey(event)) {
      return;
    }
    const isAfterG = event.timeStamp - wentAt.current < SEQUENCE_MS;
    wentAt.current = event.key === 'g' && !isAfterG ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const target = isAfterG ? targets.find(({ key }) => key === event.key) : undefined;
    if (target !== undefined) {
      // The same letter may also be a row's key.
      event.stopImmediatePropagation();
      event.preventDefault();
      target.go();
      // Tab goes on from the top of the page that is now shown, not from where it was on the one before.
      document.getElementById('content')?.focus({ preventScroll: true });
    } else if (event.key === '/' && focusPageSearch()) {
      event.preventDefault();
    } else if (event.key === 'z' && undoNewest()) {
      event.preventDefault();
    } else if (event.key === '?') {
      event.preventDefault();
      openHelp();
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
