const TRIGGERS: Record<string, string> = {
  sync: 'After a sync',
  clock: 'A day began, or a source went stale',
  person: 'Asked for by a person',
  settings: 'The settings changed',
  acceptance: 'A variance was accepted or reopened',
  sharing: 'The sharing of a count changed',
  map: 'A line was mapped',
  unmap: 'A mapping was removed',
  ignore: 'A line was ignored',
  unignore: 'A line was restored',
  delete: 'A line was deleted',
  restore: 'A line was restored',
  link: 'An adjustment was linked',
  unlink: 'A link was removed',
  'company linked': 'A company was linked',
  'company unlinked': 'A company was unlinked',
  'organization merged': 'Organizations were merged',
  'merge taken back': 'A merge of organizations was taken back',
  'organization split': 'An organization was split',
  rule: 'A rule was made, changed or removed',
};

/** Why a reconciliation ran, in words; a trigger without words is shown as it is. */
export function triggerWords(trigger: string): string {
  return TRIGGERS[trigger] ?? capitalized(trigger);
}

/** What each kind of thing in the log is called. */
export const SUBJECT_WORDS: Record<string, string> = {
  line_item: 'Line item',
  company: 'Company',
  organization: 'Organization',
  integration: 'Integration',
  workspace: 'Workspace',
  api_key: 'API key',
  rule: 'Rule',
  invitation: 'Invitation',
  member: 'Member',
};

const ACTIONS: Record<string, string> = {
  'mapping.update': 'Mapped',
  'mapping.delete': 'Removed the mapping',
  'line_item.ignore': 'Ignored',
  'line_item.unignore': 'Restored from ignored',
  'line_item.delete': 'Deleted',
  'line_item.restore': 'Restored',
  'line_item.link': 'Linked to another line',
  'line_item.unlink': 'Removed the link',
  'line_item.share': 'Changed how it shares its count',
  'variance.accept': 'Accepted the variance',
  'variance.reopen': 'Reopened the variance',
  'finding.note': 'Changed the note',
  'company.link': 'Linked to an organization',
  'company.unlink': 'Unlinked',
  'company.ignore': 'Ignored',
  'company.restore': 'Restored',
  'company.unignore': 'Restored',
  'company.reject': 'Rejected as an organization',
  'company.unreject': 'Took back a rejection',
  'organization.create': 'Created',
  'organization.update': 'Renamed',
  'organization.merge': 'Merged',
  'organization.unmerge': 'Took back the merge of',
  'organization.split': 'Split off',
  'organization.delete': 'Deleted',
  'integration.create': 'Connected',
  'integration.update': 'Changed',
  'integration.delete': 'Removed',
  'sync.start': 'Started a sync',
  'sync.release': 'Released a held sync',
  'sync.discard': 'Discarded a held sync',
  'sync.cancel': 'Cancelled a sync',
  'upload.import': 'Imported a file',
  'unbilled.ignore': 'Said that records need no line',
  'unbilled.restore': 'Took back that records need no line',
  'rule.create': 'Made',
  'rule.update': 'Changed',
  'rule.delete': 'Removed',
  'workspace.create': 'Created',
  'workspace.update': 'Changed the settings',
  'workspace.operate': 'Changed the plan or the access',
  'api_key.create': 'Created',
  'api_key.revoke': 'Ended',
  'invitation.create': 'Invited',
  'invitation.withdraw': 'Withdrew the invitation',
  'invitation.accept': 'Joined the workspace',
  'member.update': 'Changed the role',
  'member.remove': 'Removed from the workspace',
};

/** What was done, in words; an action without words is shown as it is. */
export function actionWords(action: string): string {
  return ACTIONS[action] ?? capitalized(action.replaceAll(/[._]/g, ' '));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
