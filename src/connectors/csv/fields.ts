import type { Metric } from '../../domain/inventory.ts';
import type { FileField } from '../file.ts';

/** A field with the headings it is known by, best first; letters and digits only, lower case. */
export type KnownField = FileField & { headings: readonly string[] };

type Options = { isRequired?: boolean; help?: string };

function field(
  id: string,
  label: string,
  headings: string,
  { isRequired = false, help = '' }: Options = {},
): KnownField {
  return { id, label, isRequired, help, headings: headings.split(' ') };
}

const COMPANY: readonly KnownField[] = [
  field(
    'company',
    'Company',
    'company companyname client clientname customer customername organization organisation organizationname account accountname tenant tenantname endcustomer sitename site kunde client/company',
    { isRequired: true, help: 'Whose it is; matched to your organizations by name' },
  ),
  field(
    'companyId',
    'Company ID',
    'companyid clientid customerid organizationid organisationid accountid tenantid',
    {
      help: 'Only where names are not unique or change',
    },
  ),
];

const ID = (headings: string): KnownField =>
  field('id', 'ID', headings, { help: 'What tells one row from another for good; otherwise the name does' });

const AGREED: readonly KnownField[] = [
  field('status', 'Status', 'status state subscriptionstatus licensestatus'),
  field('trial', 'Trial', 'trial istrial', {
    help: 'Yes or no; trials do not count unless a line asks for them',
  }),
  field('term', 'Billing term', 'billingterm term billingcycle frequency commitment commitmentterm'),
  field(
    'termEndsAt',
    'Term ends',
    'termend termends termenddate enddate expires expirationdate expirydate renewaldate renewal',
    {
      help: 'A date',
    },
  ),
];

/** What the columns of each kind of file can be. */
export const FIELDS: Readonly<Record<Metric, readonly KnownField[]>> = {
  devices: [
    ...COMPANY,
    field(
      'name',
      'Device name',
      'devicename hostname computername machinename endpointname assetname device computer machine endpoint asset systemname fqdn name',
      {
        isRequired: true,
      },
    ),
    ID('deviceid agentid endpointid assetid machineid uuid guid uid id'),
    field(
      'category',
      'Category',
      'category devicetype deviceclass devicecategory machinetype assettype chassistype endpointtype type class role',
      {
        help: 'Server, desktop, laptop, workstation, network, printer, mobile, …',
      },
    ),
    field('osName', 'Operating system', 'operatingsystem osname os osversion platform'),
    field('serialNumber', 'Serial number', 'serialnumber serial serialno servicetag'),
    field(
      'lastSeenAt',
      'Last seen',
      'lastseen lastcontact lastonline lastcheckin lastactive lastcommunication lastsync',
      {
        help: 'A date, with or without a time; a time without zone is taken for UTC',
      },
    ),
    field('status', 'Status', 'status state agentstatus', {
      help: 'Deleted, decommissioned, uninstalled and pending devices do not count',
    }),
  ],
  users: [
    ...COMPANY,
    field(
      'userPrincipalName',
      'User name or e-mail',
      'userprincipalname upn useremail emailaddress email mail username login loginname user account',
      {
        isRequired: true,
        help: 'Each user is counted once',
      },
    ),
    ID('userid objectid guid id'),
    field('displayName', 'Name', 'displayname fullname name'),
    field('department', 'Department', 'department team'),
    field('enabled', 'Enabled', 'enabled accountenabled isenabled active isactive signinallowed status', {
      help: 'Yes or no; disabled users do not count. Without it all are enabled',
    }),
    field('type', 'Type', 'usertype accounttype mailboxtype recipienttype type', {
      help: 'Member, guest or mailbox; only members count',
    }),
    field(
      'paidLicenses',
      'Paid licences',
      'paidlicenses paidlicences licensed islicensed licensecount licencecount',
      {
        help: 'How many, or yes and no; without free and trial ones',
      },
    ),
    field('licenseNames', 'Licence names', 'licenses licences license licence assignedlicenses products', {
      help: 'Shown only; separated by ; + or |',
    }),
  ],
  licenses: [
    ...COMPANY,
    field(
      'skuName',
      'Licence',
      'skuname licensename licencename license licence sku productname product subscriptionname offer offername subscription',
      {
        isRequired: true,
      },
    ),
    field(
      'quantity',
      'Seats',
      'seats purchased quantity qty licenses licences total totallicenses prepaidunits count units',
      {
        isRequired: true,
        help: 'Seats bought',
      },
    ),
    field(
      'assigned',
      'Seats in use',
      'assigned used inuse consumed consumedunits assignedlicenses assignedseats',
    ),
    field('skuId', 'SKU', 'skuid skupartnumber partnumber productid sku productsku', {
      help: 'By default the licence itself',
    }),
    ID('subscriptionid licenseid lineid id'),
    ...AGREED,
  ],
  subscriptions: [
    ...COMPANY,
    field(
      'product',
      'Product',
      'productname product produkt artikel service servicename item itemname subscriptionname subscription plan planname offer description sku name',
      {
        isRequired: true,
      },
    ),
    field(
      'quantity',
      'Quantity',
      'quantity qty menge anzahl count seats units amount number licenses licences total devices users',
      {
        isRequired: true,
      },
    ),
    field('productId', 'Product ID', 'productid sku skuid partnumber itemid', {
      help: 'By default the product itself',
    }),
    ID('subscriptionid lineid id'),
    ...AGREED,
  ],
};

/** A heading as headings are compared: "Client Name" → "clientname". */
export function toKey(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}/]/gu, '');
}
