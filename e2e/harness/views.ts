import type { Locator, Page } from 'playwright-core';

/** A page, dialog or menu by name, and how one comes to it. */
export type View = {
  name: string;
  path: string;
  /** Something in the page that is only there once its data are. */
  ready?: string;
  /** What is done on the page to see it; nothing of it is kept. */
  open?: (page: Page) => Promise<void>;
  /** It lasts only for a moment, or never ends: a picture can be taken of it, and nothing waits for it to be still. */
  isPassing?: true;
};

/** Opens a view, as a person would come to it. */
export async function show(page: Page, { path, ready, open }: View): Promise<void> {
  await page.goto(path);
  await page
    .locator(ready === undefined ? 'h1, h2, [role=dialog]' : `main :is(${ready})`)
    .first()
    .waitFor();
  await open?.(page);
}

const BILLING = '/billing/reconciliation';

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).first();
const item = (page: Page, name: string | RegExp): Locator => page.getByRole('menuitem', { name });
const row = (page: Page): Locator => page.locator('main tr[data-row]').first();

/** Clicks one after the other. */
const clicks =
  (...targets: ((page: Page) => Locator)[]) =>
  async (page: Page): Promise<void> => {
    for (const target of targets) await target(page).click();
  };

const menuOf = (name: RegExp) => (page: Page) => button(page, name);
const choose = (name: string | RegExp) => (page: Page) => item(page, name);

async function selectRows(page: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await page.getByRole('checkbox', { name: 'Select row' }).nth(at).click();
  }
}

async function openPastRun(page: Page): Promise<void> {
  await row(page).click();
  await page.getByText(/^As it was on/).waitFor();
  await row(page).waitFor();
}

type Line = {
  id: string;
  productName: string;
  quantitySource: string;
  isAdjustment: boolean;
  organizationId: string | null;
};

async function linesIn(page: Page, state: string, isWanted: (line: Line) => boolean): Promise<Line[]> {
  const answer = await page.request.get(`/api/v1/line-items?state=${state}&limit=500`);
  const { items } = (await answer.json()) as { items: Line[] };
  return items.filter(isWanted);
}

/** Opens the mapping dialog on the first line of this state whose quantity comes from this source. */
const openLine = (state: string, source: string) => async (page: Page) => {
  const [line] = await linesIn(
    page,
    state,
    (one) => one.quantitySource === source && !one.isAdjustment && one.organizationId !== null,
  );
  await page.goto(`${BILLING}/${state === 'mapped' ? 'mapped' : 'unmapped'}?line=${line?.id}`);
  await page.getByRole('dialog').getByRole('heading').first().waitFor();
};

/** Opens the dialog of the first finding. */
async function openFinding(page: Page): Promise<void> {
  await row(page).click();
  await page
    .getByRole('dialog')
    .getByText(/^Counted \d/)
    .waitFor();
}

const RESULTS = `${BILLING}/reconciliation`;

/** Every page of a workspace that works. */
export const PAGES: readonly View[] = [
  { name: 'overview', path: '/overview', ready: 'td' },
  {
    name: 'overview-table',
    path: '/overview?table=true&trend=checked&days=90',
    ready: '[aria-label="Trend"] td',
  },
  { name: 'agreements', path: `${BILLING}/agreements`, ready: 'tbody tr' },
  { name: 'unmapped', path: `${BILLING}/unmapped`, ready: 'tbody button' },
  { name: 'mapped', path: `${BILLING}/mapped`, ready: 'tbody tr' },
  { name: 'ignored', path: `${BILLING}/ignored`, ready: 'tbody tr' },
  { name: 'reconciliation', path: RESULTS, ready: 'tbody tr' },
  { name: 'unbilled', path: '/unbilled?all=true', ready: 'tbody tr' },
  { name: 'rules', path: '/rules', ready: 'h2, tbody tr' },
  { name: 'organizations', path: '/organizations', ready: 'tbody tr' },
  { name: 'organizations-unlinked', path: '/organizations?tab=unlinked', ready: 'tbody tr' },
  { name: 'organizations-links', path: '/organizations?tab=links', ready: 'tbody tr' },
  { name: 'integrations', path: '/integrations', ready: 'h2' },
  { name: 'activity', path: '/activity', ready: 'tbody tr' },
  { name: 'activity-runs', path: '/activity?tab=runs', ready: 'tbody tr' },
  { name: 'activity-log', path: '/activity?tab=log', ready: 'tbody tr' },
  { name: 'settings', path: '/settings', ready: 'form' },
  { name: 'settings-members', path: '/settings?tab=members', ready: 'tbody tr' },
  { name: 'settings-keys', path: '/settings?tab=keys', ready: 'table' },
  { name: 'settings-notifications', path: '/settings?tab=notifications', ready: 'form' },
  { name: 'settings-plan', path: '/settings?tab=plan', ready: 'p' },
  { name: 'settings-account', path: '/settings?tab=account', ready: 'li' },
  { name: 'setup', path: '/setup', ready: 'li' },
];

/** Dialogs, menus and panels of billing reconciliation. */
const BILLING_PARTS: readonly View[] = [
  { name: 'mapping-devices', path: RESULTS, open: openLine('mapped', 'asset_count') },
  { name: 'mapping-users', path: RESULTS, open: openLine('mapped', 'user_count') },
  { name: 'mapping-licences', path: RESULTS, open: openLine('mapped', 'license_count') },
  { name: 'mapping-manual', path: RESULTS, open: openLine('mapped', 'manual') },
  { name: 'mapping-subscriptions', path: RESULTS, open: openLine('unmapped', 'subscription_count') },
  { name: 'mapping-sql', path: RESULTS, open: openLine('unmappable', 'custom_sql') },
  { name: 'mapping-suggested', path: RESULTS, open: openLine('unmapped', 'asset_count') },
  {
    name: 'mapping-more',
    path: RESULTS,
    open: async (page) => {
      await openLine('mapped', 'asset_count')(page);
      await clicks(
        () => button(page, 'Condition'),
        () => button(page, /^More: /),
      )(page);
    },
  },
  {
    name: 'mapping-unsaved',
    path: RESULTS,
    open: async (page) => {
      await openLine('mapped', 'asset_count')(page);
      await page.getByLabel('Units per line item').fill('3');
      await page.keyboard.press('Escape');
      await button(page, 'Discard').waitFor();
    },
  },
  { name: 'mapping-unknown', path: `${RESULTS}?status=unknown`, open: clicks(row) },
  {
    name: 'evidence-left-out',
    path: RESULTS,
    open: async (page) => {
      await openFinding(page);
      await page.getByText(/^Left out \d/).click();
    },
  },
  {
    name: 'evidence-changes',
    path: RESULTS,
    open: async (page) => {
      await openFinding(page);
      await page.getByText(/^Changed/).click();
    },
  },
  {
    name: 'finding-accept',
    path: RESULTS,
    open: async (page) => {
      await openFinding(page);
      await button(page, 'Accept variance…').click();
    },
  },
  {
    name: 'finding-note',
    path: RESULTS,
    open: async (page) => {
      await openFinding(page);
      await button(page, 'Add a note').click();
    },
  },
  {
    name: 'accept-many',
    path: RESULTS,
    open: async (page) => {
      await selectRows(page, 3);
      await button(page, 'Accept…').click();
    },
  },
  { name: 'reconciliation-all', path: `${RESULTS}?status=matched,accepted,unknown,not_compared` },
  {
    name: 'past-run',
    path: '/activity?tab=runs',
    ready: 'tbody tr',
    open: openPastRun,
  },
  {
    name: 'past-run-line',
    path: '/activity?tab=runs',
    ready: 'tbody tr',
    open: async (page) => {
      await openPastRun(page);
      await row(page).click();
      await page.getByText(/^Counted \d/).waitFor();
    },
  },
  { name: 'overview-corrected', path: '/overview?trend=corrected', ready: 'select' },
  { name: 'reconciliation-selected', path: RESULTS, open: (page) => selectRows(page, 2) },
  { name: 'reconciliation-no-match', path: `${RESULTS}?q=nothing+is+called+this` },
  {
    name: 'reconciliation-error',
    path: '/overview',
    open: async (page) => {
      await page.route('**/api/v1/reconciliation?*', (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify({ title: 'Something went wrong', status: 500, detail: 'It has been noted.' }),
        }),
      );
      await page.goto(RESULTS);
      await button(page, 'Try again').waitFor();
    },
  },
  { name: 'columns', path: RESULTS, open: clicks((page) => button(page, 'Columns')) },
  { name: 'sync-menu', path: RESULTS, open: clicks((page) => button(page, 'Sync')) },
  {
    name: 'organization-filter',
    path: RESULTS,
    open: clicks((page) => page.getByRole('combobox', { name: 'Organization' })),
  },
  {
    name: 'agreements-expanded',
    path: `${BILLING}/agreements`,
    open: clicks((page) => button(page, 'Expand all')),
  },
  { name: 'agreements-inactive', path: `${BILLING}/agreements?inactive=true&q=server` },
  { name: 'line-menu', path: `${BILLING}/mapped`, open: clicks(menuOf(/^More actions for /)) },
  {
    name: 'ignore',
    path: `${BILLING}/mapped`,
    open: clicks(menuOf(/^More actions for /), choose('Ignore…')),
  },
  {
    name: 'ignore-many',
    path: `${BILLING}/mapped`,
    open: async (page) => {
      await selectRows(page, 3);
      await button(page, 'Ignore…').click();
    },
  },
  {
    name: 'link-to-line',
    path: `${BILLING}/unmapped`,
    open: async (page) => {
      const [line] = await linesIn(page, 'unmapped', ({ isAdjustment }) => isAdjustment);
      await page.getByRole('searchbox').fill(line?.productName ?? '');
      await button(page, /^Link: /).click();
    },
  },
  {
    name: 'suggestion-why',
    path: `${BILLING}/unmapped`,
    open: clicks(menuOf(/^Why this is suggested for /)),
  },
  {
    name: 'accept-sure',
    path: `${BILLING}/unmapped`,
    open: clicks((page) => button(page, 'Accept what is sure…')),
  },
];

const MORE_FOR_RULE = /^More for Antivirus/;
const MORE_FOR_NINJAONE = menuOf(/^More for NinjaOne/);
const MORE_FOR_ORGANIZATION = menuOf(/^More for Corvid Legal/);

/** A file with a rule that is not there yet. */
const RULES = {
  format: 'tieout rules 1',
  rules: [
    {
      namePattern: 'Workstation*',
      organizations: 'all',
      integration: 'NinjaOne',
      metric: 'devices',
      filter: {},
      unitsPerLine: 1,
      minimum: null,
      tolerance: null,
    },
  ],
};

/** A file with an error in it. */
const UPLOADED =
  'Customer;Device;Hostname;Type\nNorth GmbH;;PC-1;Laptop\nNorth GmbH;;SRV-1;Server\n;;PC-9;Laptop\n';

/** Dialogs and menus of the other pages. */
const OTHER_PARTS: readonly View[] = [
  { name: 'palette', path: '/overview', open: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: '/overview', open: (page) => page.keyboard.press('?') },
  {
    name: 'navigation',
    path: '/overview',
    open: async (page) => {
      const burger = page.getByRole('button', { name: 'Open menu' });
      if (await burger.isVisible()) await burger.click();
      await button(page, /^Account: /).click();
    },
  },
  { name: 'unbilled-group', path: '/unbilled', open: clicks(row) },
  { name: 'unbilled-twice', path: '/unbilled?part=billed_more_than_once' },
  { name: 'rule-new', path: '/rules?open=new' },
  { name: 'rule', path: '/rules', open: clicks(row) },
  { name: 'rule-remove', path: '/rules', open: clicks(menuOf(MORE_FOR_RULE), choose('Remove…')) },
  {
    name: 'rule-import',
    path: '/rules',
    open: (page) =>
      page.getByLabel('File of rules').setInputFiles({
        name: 'rules.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(RULES)),
      }),
  },
  { name: 'organization', path: '/organizations?q=Hawthorne', open: clicks(row) },
  {
    name: 'organization-records',
    path: '/organizations?q=Hawthorne',
    open: clicks(row, (page) => button(page, /Billed once: Devices of NinjaOne$/)),
  },
  { name: 'organization-menu', path: '/organizations', open: clicks(MORE_FOR_ORGANIZATION) },
  {
    name: 'organization-rename',
    path: '/organizations',
    open: clicks(MORE_FOR_ORGANIZATION, choose('Rename…')),
  },
  {
    name: 'organization-split',
    path: '/organizations',
    open: clicks(MORE_FOR_ORGANIZATION, choose('Split…')),
  },
  {
    name: 'organization-merge',
    path: '/organizations',
    open: async (page) => {
      await selectRows(page, 2);
      await button(page, 'Merge…').click();
      await page.getByRole('dialog').getByRole('radio').first().check();
    },
  },
  { name: 'company-menu', path: '/organizations?tab=unlinked', open: clicks(menuOf(/^More for /)) },
  {
    name: 'company-link',
    path: '/organizations?tab=unlinked',
    open: clicks(menuOf(/^More for /), choose('Link to…')),
  },
  {
    name: 'company-accept-many',
    path: '/organizations?tab=unlinked',
    open: clicks((page) => button(page, 'Accept above a score…')),
  },
  { name: 'companies-ignored', path: '/organizations?tab=links&ignored=true' },
  { name: 'integration-add', path: '/integrations?add=connectwise-manage' },
  { name: 'integration-menu', path: '/integrations', open: clicks(MORE_FOR_NINJAONE) },
  { name: 'integration-edit', path: '/integrations', open: clicks(MORE_FOR_NINJAONE, choose(/^Edit/)) },
  {
    name: 'integration-schedule',
    path: '/integrations',
    open: clicks(MORE_FOR_NINJAONE, choose('Schedule…'), (page) => page.getByText('By a cron expression')),
  },
  { name: 'integration-remove', path: '/integrations', open: clicks(MORE_FOR_NINJAONE, choose(/^Remove/)) },
  { name: 'upload', path: '/integrations?add=csv' },
  {
    name: 'upload-read',
    path: '/integrations?add=csv',
    open: async (page) => {
      const chooser = page.waitForEvent('filechooser');
      await button(page, 'Choose a file').click();
      await (await chooser).setFiles({
        name: 'devices.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(UPLOADED),
      });
      await page.getByText('columns guessed').waitFor();
    },
  },
  { name: 'sync-details', path: '/activity', open: clicks(row) },
  { name: 'log-entry', path: '/activity?tab=log', open: clicks(row) },
  {
    name: 'settings-notifications-weekly',
    path: '/settings?tab=notifications',
    open: async (page) => {
      await page.getByRole('checkbox', { name: 'A sync fails or is held' }).check();
      await page.getByRole('combobox', { name: 'How often' }).click();
      await page.getByRole('option', { name: 'Every week' }).click();
      await page.getByRole('combobox', { name: 'On' }).waitFor();
    },
  },
  { name: 'settings-unsaved', path: '/settings', open: leaveChanged },
  { name: 'invite', path: '/settings?tab=members', open: clicks((page) => button(page, 'Invite someone')) },
  {
    name: 'invitation-made',
    path: '/settings?tab=members',
    open: async (page) => {
      await button(page, 'Invite someone').click();
      await page.getByLabel('E-mail').fill('cleo@northwind.example');
      await button(page, 'Make the link').click();
      await page.getByLabel('The link').waitFor();
    },
  },
  { name: 'key-new', path: '/settings?tab=keys', open: clicks((page) => button(page, 'Make a key…')) },
  {
    name: 'key-made',
    path: '/settings?tab=keys',
    open: async (page) => {
      await button(page, 'Make a key…').click();
      await page.getByRole('dialog').getByLabel('Name').fill('Nightly export');
      await button(page, 'Make a key').click();
      await page.getByLabel('The new key').waitFor();
    },
  },
  { name: 'key-end', path: '/settings?tab=keys', open: clicks(menuOf(/^End the key /)) },
  { name: 'not-found', path: '/nowhere' },
];

async function leaveChanged(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill('Another name');
  await page.getByRole('tab', { name: 'Members' }).click();
  await button(page, /^Discard/).waitFor();
}

const PASSING: readonly View[] = [
  {
    name: 'reconciliation-loading',
    isPassing: true,
    path: '/overview',
    open: async (page) => {
      await page.route('**/api/v1/reconciliation?*', () => {});
      await page.goto(RESULTS);
    },
  },
  {
    name: 'sync-progress',
    isPassing: true,
    path: RESULTS,
    open: async (page) => {
      await button(page, 'Sync').click();
      await item(page, 'Sync all sources').click();
      await page.getByRole('progressbar').first().waitFor();
    },
  },
];

/** What opens over or beside the pages of a workspace that works. */
export const PARTS: readonly View[] = [...BILLING_PARTS, ...OTHER_PARTS, ...PASSING];

/** On the Free plan. */
export const FREE_PLAN: readonly View[] = [{ name: 'upgrade', path: '/upgrade', ready: 'li' }];

/** Before anybody has an account. */
export const FIRST: readonly View[] = [{ name: 'welcome', path: '/welcome' }];

/** @param invitation the path of one that waits. */
export const signedOut = (invitation: string): readonly View[] => [
  { name: 'sign-in', path: '/sign-in' },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    open: async (page) => {
      await page.getByLabel('E-mail').fill('ada@northwind.example');
      await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
      await button(page, 'Sign in').click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'forgot-password', path: '/forgot-password' },
  { name: 'reset-password', path: '/reset-password?token=any' },
  { name: 'invitation', path: invitation },
  { name: 'invitation-unknown', path: '/invitation?token=none' },
];

const ACCOUNT = '/settings?tab=account';
const turnOn = clicks((page) => button(page, 'Turn on'));

/** A workspace without data, by its owner. @param password of the owner. */
export const newWorkspace = (password: string): readonly View[] => [
  ...['agreements', 'unmapped', 'mapped', 'ignored', 'reconciliation'].map((tab) => ({
    name: `empty-${tab}`,
    path: `${BILLING}/${tab}`,
  })),
  ...['overview', 'unbilled', 'rules', 'organizations', 'integrations', 'activity', 'setup'].map((page) => ({
    name: `empty-${page}`,
    path: `/${page}`,
  })),
  { name: 'empty-log', path: '/activity?tab=log' },
  { name: 'account', path: ACCOUNT },
  { name: 'two-factor-password', path: ACCOUNT, open: turnOn },
  {
    name: 'two-factor-app',
    path: ACCOUNT,
    open: async (page) => {
      await turnOn(page);
      await page.getByRole('textbox', { name: 'Your password' }).fill(password);
      await button(page, 'Next').click();
      await page.getByLabel('Key for the app').waitFor();
    },
  },
  {
    name: 'two-factor-codes',
    path: ACCOUNT,
    open: async (page) => {
      // Answered here: the factor stays off.
      await page.route('**/two-factor/verify-totp', (route) => route.fulfill({ json: {} }));
      await turnOn(page);
      await page.getByRole('textbox', { name: 'Your password' }).fill(password);
      await button(page, 'Next').click();
      await page.getByLabel('Code of the app').fill('123456');
      await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
      await page.getByLabel('Recovery codes').waitFor();
    },
  },
  { name: 'passkey-add', path: ACCOUNT, open: clicks((page) => button(page, 'Add a passkey')) },
];
