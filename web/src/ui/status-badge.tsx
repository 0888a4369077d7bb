import {
  ArrowDown,
  ArrowUp,
  Ban,
  Check,
  CircleCheck,
  CircleHelp,
  CirclePause,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Minus,
  OctagonPause,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { ResultStatus, SyncRun } from '../api/types.ts';
import classes from './status-badge.module.css';

export type Tone = 'under' | 'over' | 'good' | 'bad' | 'accent' | 'neutral';

/** A word with a tone and an icon: the words carry the meaning, colour and icon repeat it. */
export function StatusBadge({
  tone,
  icon: Icon,
  children,
}: {
  tone: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}): ReactNode {
  return (
    <span className={classes.badge} data-tone={tone}>
      {Icon === undefined ? null : <Icon size={12} aria-hidden />}
      {children}
    </span>
  );
}

type Look = { tone: Tone; icon: LucideIcon; words: string };

export const RESULT_LOOKS: Record<ResultStatus, Look> = {
  matched: { tone: 'good', icon: Check, words: 'Matched' },
  under_billed: { tone: 'under', icon: ArrowUp, words: 'Under-billed' },
  over_billed: { tone: 'over', icon: ArrowDown, words: 'Over-billed' },
  accepted: { tone: 'neutral', icon: CircleCheck, words: 'Accepted' },
  unknown: { tone: 'neutral', icon: CircleHelp, words: 'Unknown' },
  not_compared: { tone: 'neutral', icon: Minus, words: 'Not compared' },
};

/** The status of a reconciliation row; `words` says it more exactly ("Source stale"). */
export function ResultBadge({
  status,
  words,
}: {
  status: ResultStatus;
  words?: string | undefined;
}): ReactNode {
  const look = RESULT_LOOKS[status];
  return (
    <StatusBadge tone={look.tone} icon={look.icon}>
      {words ?? look.words}
    </StatusBadge>
  );
}

const SYNC_LOOKS: Record<SyncRun['status'], Look> = {
  queued: { tone: 'accent', icon: Clock, words: 'Waiting' },
  running: { tone: 'accent', icon: LoaderCircle, words: 'Syncing' },
  succeeded: { tone: 'good', icon: Check, words: 'Synced' },
  failed: { tone: 'bad', icon: TriangleAlert, words: 'Failed' },
  held: { tone: 'under', icon: OctagonPause, words: 'Held' },
  cancelled: { tone: 'neutral', icon: Ban, words: 'Cancelled' },
};

const SYNCED_IN_PART: Look = { tone: 'under', icon: TriangleAlert, words: 'Synced in part' };

/** Whether a sync that ended well left something out: a company, a list, or records it could not understand. */
export function isPartial({ failedCompanies, unread, rows }: SyncRun): boolean {
  return failedCompanies.length + unread.length + rows.rejected > 0;
}

/** Of an integration that starts no sync until it is resumed. */
export function PausedBadge(): ReactNode {
  return (
    <StatusBadge tone="under" icon={CirclePause}>
      Paused
    </StatusBadge>
  );
}

/** The state of a sync; what it left out is never shown as fine. */
export function SyncBadge({ run }: { run: SyncRun }): ReactNode {
  const look = run.status === 'succeeded' && isPartial(run) ? SYNCED_IN_PART : SYNC_LOOKS[run.status];
  return (
    <StatusBadge tone={look.tone} icon={look.icon}>
      {look.words}
    </StatusBadge>
  );
}
