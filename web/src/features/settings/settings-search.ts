const SETTINGS_TABS = ['workspace', 'members', 'keys', 'notifications', 'plan', 'account'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** What a link to the page carries. Absent: the first tab. */
export type SettingsSearch = {
  tab?: Exclude<SettingsTab, 'workspace'>;
  /** Why a sign-in provider could not be connected. */
  error?: string;
};

/** Keeps what the page understands; nonsense is dropped. */
export function validateSettingsSearch({ tab, error }: Record<string, unknown>): SettingsSearch {
  const known = SETTINGS_TABS.find((one) => one === tab);
  return {
    ...(known === undefined || known === 'workspace' ? {} : { tab: known }),
    ...(tab === 'account' && typeof error === 'string' ? { error } : {}),
  };
}
