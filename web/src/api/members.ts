import { useQuery } from '@tanstack/react-query';
import { fetchAll } from './list.ts';
import type { Member } from './types.ts';

const PATH = '/api/v1/members';
const NONE: readonly Member[] = [];

/** The people of the workspace, by name; none while they load. */
export function useMembers(): readonly Member[] {
  const members = useQuery({
    queryKey: [PATH],
    queryFn: ({ signal }) => fetchAll<Member>(PATH, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return members.data ?? NONE;
}
