import type { z } from 'zod';
import type { auditEntrySchema, memberSchema } from '../../../src/http/schemas/administration.ts';
import type { alertsBodySchema, alertsSchema, testMailSchema } from '../../../src/http/schemas/alerts.ts';
import type { apiKeySchema, newKeySchema } from '../../../src/http/schemas/api-keys.ts';
import type { moneySchema, problemSchema } from '../../../src/http/schemas/common.ts';
import type {
  capabilitySchema,
  integrationBodySchema,
  integrationPatchSchema,
  integrationSchema,
  listedIntegrationSchema,
  syncBodySchema,
  syncRunSchema,
  testResultSchema,
  vendorSchema,
} from '../../../src/http/schemas/integrations.ts';
import type {
  acceptBodySchema,
  invitationBodySchema,
  invitationSchema,
  lookSchema,
  newInvitationSchema,
} from '../../../src/http/schemas/invitations.ts';
import type {
  agreementSchema,
  lineItemCountsSchema,
  lineItemSchema,
  mappingBodySchema,
  mappingOptionsSchema,
  mappingSchema,
} from '../../../src/http/schemas/line-items.ts';
import type { newItemsSchema } from '../../../src/http/schemas/new-items.ts';
import type {
  companyLinkBodySchema,
  companySchema,
  organizationSchema,
} from '../../../src/http/schemas/organizations.ts';
import type {
  evidenceRecordSchema,
  evidenceSchema,
  findingsBodySchema,
  organizationFindingsSchema,
  previewSchema,
  resultSchema,
  runSchema,
  summarySchema,
  trendSchema,
} from '../../../src/http/schemas/reconciliation.ts';
import type {
  ruleBodySchema,
  ruleChangeSchema,
  ruleImportSchema,
  rulePreviewSchema,
  ruleProductSchema,
  ruleSchema,
} from '../../../src/http/schemas/rules.ts';
import type { suggestionSchema } from '../../../src/http/schemas/suggestions.ts';
import type {
  estateRecordSchema,
  estateSchema,
  unbilledGroupSchema,
  unbilledSchema,
} from '../../../src/http/schemas/unbilled.ts';
import type {
  fileProfileSchema,
  uploadCheckSchema,
  uploadSchema,
} from '../../../src/http/schemas/uploads.ts';
import type {
  sessionSchema,
  setupBodySchema,
  workspacePatchSchema,
  workspaceSchema,
} from '../../../src/http/schemas/workspace.ts';

export type Money = z.output<typeof moneySchema>;
export type Problem = z.output<typeof problemSchema>;

/** The answer of every list. `total` counts every page. */
export type Page<Item> = { items: Item[]; nextCursor: string | null; total: number };

export type Session = z.output<typeof sessionSchema>;
export type TableId = keyof Session['tableViews'];
export type TableView = NonNullable<Session['tableViews'][TableId]>;
export type SetupBody = z.input<typeof setupBodySchema>;
export type Permission = Session['workspaces'][number]['may'][number];
export type Workspace = z.output<typeof workspaceSchema>;
export type WorkspacePatch = z.input<typeof workspacePatchSchema>;

export type Vendor = z.output<typeof vendorSchema>;
export type CredentialField = Vendor['credentialFields'][number];
export type Capability = z.output<typeof capabilitySchema>;
export type Integration = z.output<typeof integrationSchema>;
/** Without its counts where a list was asked for without them. */
export type ListedIntegration = z.output<typeof listedIntegrationSchema>;
export type IntegrationBody = z.input<typeof integrationBodySchema>;
export type IntegrationPatch = z.input<typeof integrationPatchSchema>;
export type TestResult = z.output<typeof testResultSchema>;
export type SyncRun = z.output<typeof syncRunSchema>;
export type SyncBody = z.input<typeof syncBodySchema>;

export type Upload = z.output<typeof uploadSchema>;
export type UploadCheck = z.output<typeof uploadCheckSchema>;
export type FileProfile = z.output<typeof fileProfileSchema>;

export type Organization = z.output<typeof organizationSchema>;
export type Company = z.output<typeof companySchema>;
export type CompanyState = Company['state'];
export type CompanySuggestion = Company['suggestions'][number];
export type CompanyLinkBody = z.input<typeof companyLinkBodySchema>;

export type Agreement = z.output<typeof agreementSchema>;
export type LineItem = z.output<typeof lineItemSchema>;
export type LineState = LineItem['state'];
export type LineItemCounts = z.output<typeof lineItemCountsSchema>;
export type Mapping = z.output<typeof mappingSchema>;
export type MappingBody = z.input<typeof mappingBodySchema>;
export type MappingOptions = z.output<typeof mappingOptionsSchema>;

export type Result = z.output<typeof resultSchema>;
export type ResultStatus = Result['status'];
export type FindingDecision = z.input<typeof findingsBodySchema>['items'][number];
export type Summary = z.output<typeof summarySchema>;
export type ReconciliationRun = z.output<typeof runSchema>;
export type TrendDay = z.output<typeof trendSchema>['items'][number];
export type NewItems = z.output<typeof newItemsSchema>;
export type OrganizationFindings = z.output<typeof organizationFindingsSchema>;
export type Evidence = z.output<typeof evidenceSchema>;
export type EvidenceRecord = z.output<typeof evidenceRecordSchema>;
export type AuditEntry = z.output<typeof auditEntrySchema>;
export type Alerts = z.output<typeof alertsSchema>;
export type AlertsBody = z.input<typeof alertsBodySchema>;
export type TestMail = z.output<typeof testMailSchema>;
export type ApiKey = z.output<typeof apiKeySchema>;
export type NewApiKey = z.input<typeof newKeySchema>;
export type Invitation = z.output<typeof invitationSchema>;
export type InvitationBody = z.input<typeof invitationBodySchema>;
export type NewInvitation = z.output<typeof newInvitationSchema>;
export type InvitationLook = z.output<typeof lookSchema>;
export type AcceptBody = z.input<typeof acceptBodySchema>;
export type Member = z.output<typeof memberSchema>;
export type Suggestion = z.output<typeof suggestionSchema>;
export type UnbilledGroup = z.output<typeof unbilledGroupSchema>;
export type UnbilledPage = z.output<typeof unbilledSchema>;
export type Estate = z.output<typeof estateSchema>;
export type EstateRecord = z.output<typeof estateRecordSchema>;
export type Preview = z.output<typeof previewSchema>;

export type Rule = z.output<typeof ruleSchema>;
export type RuleBody = z.input<typeof ruleBodySchema>;
export type RuleChange = z.input<typeof ruleChangeSchema>;
export type RulePreview = z.output<typeof rulePreviewSchema>;
export type RuleProduct = z.output<typeof ruleProductSchema>;
export type RuleImport = z.output<typeof ruleImportSchema>;
