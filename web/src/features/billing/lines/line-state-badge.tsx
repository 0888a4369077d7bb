import { Tooltip } from '@mantine/core';
import {
  Ban,
  CalendarClock,
  Check,
  CircleDashed,
  CircleOff,
  EyeOff,
  Link2,
  type LucideIcon,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { LineItem, LineState } from '../../../api/types.ts';
import { StatusBadge, type Tone } from '../../../ui/status-badge.tsx';
import { capitalize } from './capitalize.ts';
import { STATE_WORDS } from './words.ts';

const LOOKS: Record<LineState, { tone: Tone; icon: LucideIcon }> = {
  deleted: { tone: 'bad', icon: Trash2 },
  ended: { tone: 'neutral', icon: CircleOff },
  upcoming: { tone: 'accent', icon: CalendarClock },
  ignored: { tone: 'neutral', icon: EyeOff },
  linked: { tone: 'neutral', icon: Link2 },
  unmappable: { tone: 'neutral', icon: Ban },
  mapped: { tone: 'good', icon: Check },
  unmapped: { tone: 'under', icon: CircleDashed },
};

/** A line's state in a word; for ended and upcoming lines its reason, which says more: "starts in 12 days". */
export function LineStateBadge({ line }: { line: Pick<LineItem, 'state' | 'stateReason'> }): ReactNode {
  const { state, stateReason } = line;
  const look = LOOKS[state];
  const isDated = (state === 'ended' || state === 'upcoming') && stateReason !== null;
  const words = isDated ? capitalize(stateReason) : STATE_WORDS[state];
  const badge = (
    <StatusBadge tone={look.tone} icon={look.icon}>
      {words}
    </StatusBadge>
  );
  return stateReason === null || isDated ? (
    badge
  ) : (
    <Tooltip label={stateReason} multiline maw={320}>
      {<span>{badge}</span>}
    </Tooltip>
  );
}
