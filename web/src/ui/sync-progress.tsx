import { Progress } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { SyncRun } from '../api/types.ts';
import { formatDuration, formatQuantity } from './format.ts';

/** "Agreements 340 of 512 · 9 s" over a bar: the phase, done of total, the time it has taken. */
export function SyncProgress({ run, width = 210 }: { run: SyncRun; width?: number | string }): ReactNode {
  const elapsed = useElapsed(run.startedAt);
  const share = run.total === null || run.total === 0 ? null : Math.min(100, (run.done / run.total) * 100);
  return (
    <div style={{ width, maxWidth: '100%' }}>
      <div className="t-dim t-truncate" style={{ fontSize: '0.75rem', marginBottom: 4 }}>
        {progressWords(run)}
        {elapsed === null ? '' : ` · ${formatDuration(elapsed)}`}
      </div>
      <Progress value={share ?? 100} animated={share === null} size={4} aria-label={progressWords(run)} />
    </div>
  );
}

/** "Agreements 340 of 512"; "Waiting" before it starts. */
export function progressWords(run: SyncRun): string {
  if (run.status === 'queued') {
    return 'Waiting to start';
  }
  const phase = run.phase ?? 'syncing';
  const words = phase.charAt(0).toUpperCase() + phase.slice(1);
  if (run.total !== null) {
    return `${words} ${formatQuantity(run.done)} of ${formatQuantity(run.total)}`;
  }
  return run.done === 0 ? words : `${words} ${formatQuantity(run.done)}`;
}

function useElapsed(startedAt: string | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return startedAt === null ? null : Math.max(0, now - Date.parse(startedAt));
}
