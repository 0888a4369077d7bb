import { Tooltip } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { formatExact, formatRelative } from './format.ts';

const TICK_MS = 30_000;

/** "12 minutes ago", kept up to date; the exact time on hover. Null reads as `never`. */
export function RelativeTime({ at, never = '—' }: { at: string | null; never?: string }): ReactNode {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (at === null) {
    return <span className="t-dim">{never}</span>;
  }
  return (
    <Tooltip label={formatExact(at)}>
      <time dateTime={at}>{formatRelative(at)}</time>
    </Tooltip>
  );
}
