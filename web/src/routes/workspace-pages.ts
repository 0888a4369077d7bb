/** The smaller pages, as one script: one by one, what they share would come in dozens of tiny files. */
export { ActivityPage } from '../features/activity/activity-page.tsx';
export { IntegrationsPage } from '../features/integrations/integrations-page.tsx';
export { OrganizationsPage } from '../features/organizations/organizations-page.tsx';
export { SettingsPage } from '../features/settings/settings-page.tsx';
export { SetupPage } from '../features/setup/setup-page.tsx';
export { UnbilledPage } from '../features/unbilled/unbilled-page.tsx';
export { UpgradePage } from '../features/upgrade/upgrade-page.tsx';
