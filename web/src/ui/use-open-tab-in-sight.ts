import { type RefObject, useEffect, useRef } from 'react';

/**
 * On a narrow screen tabs scroll: the open one is brought into sight.
 * @param isReady whether the tabs have their widths
 * @returns for the list of tabs
 */
export function useOpenTabInSight(isReady = true): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const open = isReady ? list.current?.querySelector('[role=tab][data-active]') : null;
    open?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isReady]);
  return list;
}
