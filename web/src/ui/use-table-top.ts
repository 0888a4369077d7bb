import { type RefObject, useEffect, useLayoutEffect } from 'react';

/** Tells the table's frame where it begins on the page, so that it can end where the window ends. */
export function useTableTop(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) {
      return;
    }
    const measure = (): void => {
      const top = Math.round(element.getBoundingClientRect().top + window.scrollY);
      element.style.setProperty('--table-top', `${top}px`);
    };
    measure();
    // What stands above may grow or shrink: filters wrap, a summary arrives.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (element.parentElement !== null) {
      observer.observe(element.parentElement);
    }
    return () => observer.disconnect();
  }, [frame]);
}

/** Shows other rows from their top: where someone was among the rows before says nothing of them. */
export function useOtherRowsFromTop(frame: RefObject<HTMLElement | null>, isRefreshing: boolean): void {
  useEffect(() => {
    if (!isRefreshing) {
      return;
    }
    // The router gives a new address the position of the one before, and does so first.
    const scheduled = requestAnimationFrame(() => frame.current?.scrollTo({ top: 0 }));
    return () => cancelAnimationFrame(scheduled);
  }, [frame, isRefreshing]);
}
