import type { LineItem } from '../../../api/types.ts';

export type LineAction =
  | 'map'
  | 'editMapping'
  | 'link'
  | 'relink'
  | 'unlink'
  | 'ignore'
  | 'unignore'
  | 'unmap'
  | 'delete'
  | 'restore';

/** What a person may do with a line in its state (domain.md section 2), the likeliest first. */
export function allowedActions(
  line: Pick<LineItem, 'state' | 'isAdjustment' | 'mapping'>,
): readonly LineAction[] {
  const mapping: LineAction = line.mapping === null ? 'map' : 'editMapping';
  switch (line.state) {
    case 'deleted':
      return ['restore'];
    case 'ended':
      return ['delete'];
    case 'upcoming':
      return line.isAdjustment ? ['delete'] : [mapping, 'delete'];
    case 'ignored':
      return ['unignore', 'delete'];
    case 'linked':
      return ['relink', 'unlink', 'delete'];
    case 'unmappable':
      return line.isAdjustment ? ['link', 'ignore', 'delete'] : ['ignore', 'delete'];
    case 'mapped':
      return ['editMapping', 'ignore', 'unmap', 'delete'];
    case 'unmapped':
      return [line.isAdjustment ? 'link' : mapping, 'ignore', 'delete'];
  }
}

/** What the line's button says; the rest is in its menu. */
export const ACTION_WORDS: Record<LineAction, string> = {
  map: 'Configure mapping',
  editMapping: 'Edit mapping',
  link: 'Link…',
  relink: 'Change link…',
  unlink: 'Unlink',
  ignore: 'Ignore…',
  unignore: 'Restore',
  unmap: 'Remove mapping',
  delete: 'Delete',
  restore: 'Restore',
};
