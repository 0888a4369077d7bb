import type { Feature } from '../../domain/plans.ts';
import type { Permission } from '../policy.ts';

/** What an operation needs, and a request that its own workspace would be answered. `$name` is an id of testing-workspace.ts. */
export type Operation = {
  /** `open`: anyone may ask. `operator`: whoever has the operator's key, and nobody else. */
  needs: Permission | 'open' | 'operator';
  feature?: Feature;
  /** In the order of the address. */
  params?: readonly string[];
  query?: string;
  body?: unknown;
};

const read = (more: Omit<Operation, 'needs'> = {}): Operation => ({ needs: 'read', ...more });
const work = (more: Omit<Operation, 'needs'> = {}): Operation => ({ needs: 'work', ...more });
const administer = (more: Omit<Operation, 'needs'> = {}): Operation => ({ needs: 'administer', ...more });
/** The same, for what only a plan with reconciliation has. */
const readPro = (more: Omit<Operation, 'needs'> = {}) => read({ feature: 'reconciliation', ...more });
const workPro = (more: Omit<Operation, 'needs'> = {}) => work({ feature: 'reconciliation', ...more });

const MEASURE = { integrationId: '$rmm', metric: 'devices' };
const SCOPE = 'organizationId=$organization&integrationId=$rmm';
const RECORDS = { integrationId: '$rmm', metric: 'licenses', externalIds: ['k1'] };
const PROFILE = {
  ...{ kind: 'devices', encoding: 'utf-8', delimiter: ',', sheet: null, headerRow: 1 },
  ...{ columns: { company: 'Client', name: 'Hostname', category: 'Type' }, countColumns: [] },
  ...{ decimalMark: '.', dateOrder: null },
};

/**
 * Who may do what, written a second time and by hand: a route that is missing here, or asks for less, fails the walk. In an
 * order in which each request still finds what it needs.
 */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  getHealth: { needs: 'open' },
  getSession: { needs: 'open' },
  setUp: { needs: 'open' },
  lookUpInvitation: { needs: 'open' },
  acceptInvitation: { needs: 'open' },
  listOperatedWorkspaces: { needs: 'operator' },
  createWorkspace: { needs: 'operator' },
  updateOperatedWorkspace: { needs: 'operator', params: ['$workspace'] },

  getWorkspace: read(),
  listVendors: read(),
  listIntegrations: read(),
  getIntegration: read({ params: ['$psa'] }),
  getUpload: read({ params: ['$upload'] }),
  checkUpload: read({ params: ['$upload'], body: { profile: PROFILE } }),
  listSyncRuns: read({ query: 'integrationId=$rmm' }),
  getSyncRun: read({ params: ['$syncRun'] }),
  followSyncRun: read({ params: ['$syncRun'] }),
  listOrganizations: read(),
  getOrganization: read({ params: ['$organization'] }),
  listCompanies: read({ query: 'integrationId=$rmm' }),
  listMembers: read(),
  listAudit: read({ query: 'subjectId=$line&actorId=$member' }),
  exportAudit: read({ query: 'format=json&subjectId=$line&actorId=$member' }),
  getAlerts: read(),
  chooseAlerts: read({ body: { syncProblems: true, digest: { every: 'day', hour: 8 } } }),
  sendTestMail: read(),
  writeTableView: read({ params: ['mapped'], body: { hidden: ['mode'], widths: { product: 200 } } }),
  listAgreements: readPro({ query: `${SCOPE}&include=lineItems` }),
  listLineItems: readPro({ query: SCOPE }),
  countLineItems: readPro({ query: SCOPE }),
  getLineItem: readPro({ params: ['$line'] }),
  previewMapping: readPro({ params: ['$sibling'], body: MEASURE }),
  getMappingOptions: readPro({ params: ['$line'], query: 'integrationId=$rmm' }),
  listResults: readPro({ query: `${SCOPE}&runId=$run` }),
  summarizeResults: readPro({ query: `${SCOPE}&runId=$run` }),
  getTrend: readPro({ query: SCOPE }),
  listTopOrganizations: readPro(),
  listNewItems: readPro({ query: 'since=2026-01-31' }),
  getEvidence: readPro({ params: ['$line'], query: 'since=$run' }),
  listRuns: readPro(),
  getRun: readPro({ params: ['$run'] }),
  listSuggestions: readPro({ query: SCOPE }),
  listUnbilled: readPro({ query: SCOPE }),
  getEstate: readPro({ params: ['$organization'] }),
  listEstateRecords: readPro({ params: ['$organization'], query: 'integrationId=$rmm&metric=devices' }),
  listRules: readPro(),
  exportRules: readPro(),
  previewRule: readPro({
    body: { lineItemId: '$sibling', organizationIds: ['$organization'], mapping: MEASURE },
  }),
  listRuleProducts: readPro(),
  getRuleOptions: readPro({ query: 'integrationId=$rmm' }),

  createOrganization: work({ body: { name: 'Another' } }),
  updateOrganization: work({ params: ['$otherOrganization'], body: { name: 'Renamed' } }),
  linkCompany: work({ params: ['$unlinkedCompany'], body: { organizationId: '$organization' } }),
  unlinkCompany: work({ params: ['$unlinkedCompany'] }),
  bulkLinkCompanies: work({
    body: { items: [{ companyId: '$unlinkedCompany', organizationId: '$organization' }] },
  }),
  bulkUnlinkCompanies: work({ body: { companyIds: ['$unlinkedCompany'] } }),
  rejectCompanyMatch: work({ params: ['$unlinkedCompany'], body: { organizationId: '$otherOrganization' } }),
  withdrawCompanyRejection: work({ params: ['$unlinkedCompany', '$otherOrganization'] }),
  ignoreCompany: work({ params: ['$unlinkedCompany'] }),
  unignoreCompany: work({ params: ['$unlinkedCompany'] }),
  mapLineItem: workPro({ params: ['$sibling'], body: MEASURE }),
  unmapLineItem: workPro({ params: ['$sibling'] }),
  ignoreLineItem: workPro({ params: ['$sibling'], body: { reason: 'Flat' } }),
  unignoreLineItem: workPro({ params: ['$sibling'] }),
  deleteLineItem: workPro({ params: ['$sibling'] }),
  restoreLineItem: workPro({ params: ['$sibling'] }),
  linkLineItem: workPro({ params: ['$credit'], body: { parentLineItemId: '$sibling' } }),
  unlinkLineItem: workPro({ params: ['$credit'] }),
  shareLineItem: workPro({ params: ['$line'], body: { joinWith: ['$sibling'] } }),
  unshareLineItem: workPro({ params: ['$line'] }),
  decideLineItems: workPro({
    body: { action: 'map', items: [{ lineItemId: '$sibling', mapping: MEASURE }] },
  }),
  acceptVariance: workPro({ params: ['$line'], body: { reason: 'Agreed' } }),
  withdrawAcceptance: workPro({ params: ['$line'] }),
  decideFindings: workPro({ body: { items: [{ action: 'reopen', lineItemId: '$line' }] } }),
  noteFinding: workPro({ params: ['$line'], body: { text: 'Look', assigneeId: '$member' } }),
  removeNote: workPro({ params: ['$line'] }),
  acceptSuggestions: workPro({ body: { lineItemIds: ['$farLine'] } }),
  ignoreUnbilled: workPro({ body: { ...RECORDS, reason: 'Ours' } }),
  restoreUnbilled: workPro({ body: RECORDS }),
  createRule: workPro({
    body: { lineItemId: '$farLine', organizationIds: ['$organization'], mapping: MEASURE },
  }),
  updateRule: workPro({ params: ['$rule'], body: { organizationIds: ['$organization'], mapping: MEASURE } }),
  importRules: workPro({ body: { format: 'tieout rules 1', rules: [] } }),
  deleteRule: workPro({ params: ['$rule'] }),
  runReconciliation: workPro(),
  createUpload: work({ params: ['$files'] }),
  importUpload: work({ params: ['$upload'], body: { profile: PROFILE } }),
  discardSyncRun: work({ params: ['$heldRun'] }),
  releaseSyncRun: work({ params: ['$heldRun'] }),
  cancelSyncRun: work({ params: ['$heldRun'] }),
  syncIntegration: work({ params: ['$psa'] }),
  sync: work({ body: { integrationIds: ['$rmm'] } }),
  mergeOrganization: work({
    params: ['$otherOrganization'],
    body: { intoOrganizationId: '$organization' },
  }),
  unmergeOrganization: work({ params: ['$otherOrganization'] }),
  splitOrganization: work({
    params: ['$organization'],
    body: { name: 'A part', companyIds: ['$unlinkedCompany'] },
  }),
  deleteOrganization: work({ params: ['$organization'] }),

  updateWorkspace: administer({ body: { defaultPsaIntegrationId: '$psa' } }),
  createIntegration: administer({
    body: { vendor: 'psa', credentials: { clientId: 'a', clientSecret: 'b' } },
  }),
  updateIntegration: administer({ params: ['$psa'], body: { name: 'Ours' } }),
  testIntegration: administer({ params: ['$psa'] }),
  deleteIntegration: administer({ params: ['$rmm'] }),
  listInvitations: administer(),
  createInvitation: administer({ body: { email: 'new@people.example', role: 'viewer' } }),
  withdrawInvitation: administer({ params: ['$invitation'] }),
  listApiKeys: administer(),
  createApiKey: administer({ body: { name: 'New', role: 'viewer' } }),
  revokeApiKey: administer({ params: ['$key'] }),
  updateMember: administer({ params: ['$member'], body: { role: 'viewer' } }),
  removeMember: administer({ params: ['$member'] }),
};
