export const LINE_STATES = [
  'deleted',
  'ended',
  'upcoming',
  'ignored',
  'linked',
  'unmappable',
  'mapped',
  'unmapped',
] as const;
export type LineState = (typeof LINE_STATES)[number];
