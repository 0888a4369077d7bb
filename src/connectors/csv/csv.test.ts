import { expect, test } from 'vitest';
import { countRecords } from '../../domain/counting/count.ts';
import type { Measure } from '../../domain/measure.ts';
import type { FileChoices, FileProfile, FileReader } from '../file.ts';
import { type Delivered, readAll } from '../kit/testing.ts';
import { connector } from './index.ts';

const files = requireReader(connector.files);

function requireReader(reader: FileReader | undefined): FileReader {
  if (reader === undefined) {
    throw new Error('the connector reads no files');
  }
  return reader;
}

function fileOf(content: string | Uint8Array) {
  return { name: 'list.csv', bytes: typeof content === 'string' ? Buffer.from(content) : content };
}

const guess = async (content: string | Uint8Array, choices: FileChoices = {}) =>
  (await files.inspect(fileOf(content), null, choices)).profile;

async function check(content: string | Uint8Array, changes: Partial<FileProfile> = {}) {
  const profile = { ...(await guess(content)), ...changes };
  return files.check({ ...fileOf(content), profile });
}

async function read(content: string | Uint8Array, changes: Partial<FileProfile> = {}): Promise<Delivered> {
  const profile = { ...(await guess(content)), ...changes };
  const context = { signal: new AbortController().signal, allowPrivateAddresses: false };
  return readAll(connector.open({}, { ...context, file: { ...fileOf(content), profile } }));
}

const errorsOf = async (content: string | Uint8Array, changes: Partial<FileProfile> = {}) =>
  (await check(content, changes)).errors.map(({ row, column, message }) => `${row} ${column}: ${message}`);

test('without a file there is nothing to read, and nothing reads as 0', async () => {
  const context = { signal: new AbortController().signal, allowPrivateAddresses: false };
  const session = connector.open({}, context);
  await expect(session.test()).rejects.toMatchObject({ code: 'no_file' });
  expect(() => session.read()).toThrow(expect.objectContaining({ code: 'no_file' }));
});

test('devices become records of their companies, with what their columns tell', async () => {
  const { companies, devices, rejected } = await read(
    'Client,Hostname,Type,Last Seen,Serial,Status\n' +
      'Contoso Ltd,PC-1,Laptop,2026-11-20T08:30:00Z,ABC,online\n' +
      'contoso ltd,SRV-1,Windows Server,2026-11-20,,Decommissioned\n',
  );
  expect(rejected).toEqual([]);
  expect(companies.map(({ externalId }) => externalId)).toEqual(['contoso ltd']);
  expect(devices).toEqual([
    {
      externalId: 'contoso ltd:pc-1',
      companyExternalId: 'contoso ltd',
      name: 'PC-1',
      category: 'laptop',
      rawCategory: 'Laptop',
      osName: null,
      serialNumber: 'ABC',
      lastSeenAt: '2026-11-20T08:30:00.000Z',
      exclusion: null,
      rawStatus: 'online',
    },
    expect.objectContaining({
      name: 'SRV-1',
      category: 'server',
      lastSeenAt: '2026-11-20T00:00:00.000Z',
      exclusion: 'decommissioned',
    }),
  ]);
});

test('the records count by the rules of the domain', async () => {
  const count = (metric: 'users' | 'subscriptions', filter: object, { users, subscriptions }: Delivered) =>
    countRecords(
      { integrationId: 'i', metric, filter } as Measure,
      metric === 'users' ? users : subscriptions,
      '2026-11-23T00:00:00.000Z',
    ).total.toNumber();
  const people = await read(
    'Company,E-mail,Enabled,Type,Licensed\n' +
      'C,a@c.example,yes,Member,yes\nC,b@c.example,yes,member,no\nC,c@c.example,no,member,yes\nC,room@c.example,yes,Room,no\n',
  );
  expect(count('users', { scope: 'active', conditions: [], match: 'all' }, people)).toBe(2);
  expect(count('users', { scope: 'licensed', conditions: [], match: 'all' }, people)).toBe(1);
  const sold = await read(
    'Customer,Product,Quantity,Status\nC,Backup,10,Active\nC,Backup,5,active\nC,Backup,3,Cancelled\nC,Backup,2,Wobbling\n',
  );
  expect(count('subscriptions', { productIds: ['backup'], billingTerms: [] }, sold)).toBe(15);
  expect(sold.subscriptions.at(-1)).toMatchObject({ state: 'unknown', rawStatus: 'Wobbling' });
});

test('counts in columns become quantities of what the columns are named after, never invented devices', async () => {
  const content = 'November\n\nCustomer,Servers,Workstations\nContoso,3,10\nFabrikam,-,\n';
  expect(await guess(content)).toMatchObject({
    kind: 'subscriptions',
    headerRow: 3,
    columns: { company: 'Customer' },
    countColumns: ['Servers', 'Workstations'],
  });
  const { devices, subscriptions } = await read(content);
  expect(devices).toEqual([]);
  expect(
    subscriptions.map(({ companyExternalId, productName, quantity }) => [
      companyExternalId,
      productName,
      quantity,
    ]),
  ).toEqual([
    ['contoso', 'Servers', 3],
    ['contoso', 'Workstations', 10],
    ['fabrikam', 'Servers', 0],
    ['fabrikam', 'Workstations', 0],
  ]);
});

test('a row that cannot be read puts the counts of its company in doubt, and of no other', async () => {
  const content = 'Customer,Product,Quantity\nContoso,Backup,10\nContoso,Mail,ten\nFabrikam,Backup,1\n';
  expect(await check(content)).toMatchObject({
    rows: 3,
    records: 2,
    errors: [{ row: 3, column: 'Quantity', message: 'is not a number: “ten”' }],
    errorCount: 1,
    companiesInDoubt: ['Contoso'],
  });
  const { failedCompanies, rejected } = await read(content);
  expect(failedCompanies).toEqual([
    { companyExternalId: 'contoso', message: 'Row 3, Quantity: is not a number: “ten”' },
  ]);
  expect(rejected).toEqual([
    {
      kind: 'subscriptions',
      message: 'Row 3, Quantity: is not a number: “ten”',
      sample: '["Contoso","Mail","ten"]',
    },
  ]);
});

test('errors name the row as a spreadsheet numbers it, blank rows and line ends inside text included', async () => {
  const content =
    'Customer,Product,Quantity\n\nContoso,"Back\nup",1\n,Mail,2\nContoso,Mail,-3\nContoso,Mail,1,extra\n';
  expect(await errorsOf(content)).toEqual([
    '4 Customer: is empty',
    '5 Quantity: is below 0: -3',
    '6 null: has more cells than there are columns; text with a delimiter in it needs quotation marks',
  ]);
});

test('one user listed twice counts once; where the rows disagree neither is believed', async () => {
  const header = 'Company,E-mail,Enabled,Licenses\n';
  const same = `${header}C,a@c.example,yes,Free\nC,A@c.example,yes,E3\n`;
  expect(await check(`${header}C,a@c.example,yes,Free\nC,a@c.example,yes,E3\n`)).toMatchObject({
    records: 1,
    errorCount: 0,
    warnings: [{ row: 3, message: 'the same user is in row 2; it counts once' }],
  });
  expect(await check(same)).toMatchObject({ records: 1, errorCount: 0 });
  expect(await errorsOf(`${header}C,a@c.example,yes,\nC,a@c.example,no,\n`)).toEqual([
    '3 null: the same user is in row 2, with other values',
  ]);
});

test('devices of one name both count, devices of one ID do not', async () => {
  const named = await check('Client,Hostname,Type\nC,PC,Laptop\nC,PC,Laptop\n');
  expect(named).toMatchObject({ records: 2, warnings: [{ row: 3 }] });
  const told = await check('Client,Hostname,Device ID\nC,PC,1\nC,PC,1\nD,PC,1\n');
  expect(told).toMatchObject({ records: 2, warnings: [{ row: 3 }] });
});

test('ids stay the same when rows move or are added', async () => {
  const idsOf = async (rows: string[]) =>
    (await read(`Client,Hostname,Type\n${rows.join('\n')}\n`)).devices
      .map(({ externalId }) => externalId)
      .sort();
  const before = await idsOf(['C,PC-1,Laptop', 'C,PC-2,Laptop']);
  expect(await idsOf(['C,PC-2,Laptop', 'C,PC-1,Server'])).toEqual(before);
});

test('a category that nobody knows is kept as written, and said', async () => {
  const { devices } = await read('Client,Hostname,Type\nC,T-1,Quantum Toaster\n');
  expect(devices).toMatchObject([{ category: 'other', rawCategory: 'Quantum Toaster' }]);
  const { warnings } = await check('Client,Hostname,Type\nC,T-1,Quantum Toaster\n');
  expect(warnings).toMatchObject([{ row: 2, column: 'Type' }]);
});

test('words for a kind of user or for yes that nobody knows are errors, because they decide a count', async () => {
  const content = 'Company,E-mail,Enabled,Type\nC,a@c.example,maybe,Robot\nC,b@c.example,,Member\n';
  expect(await errorsOf(content)).toEqual([
    '2 Enabled: is neither yes nor no: “maybe”',
    '2 Type: is no type that is known: “Robot”; write member, guest or mailbox',
    '3 Enabled: is empty; write yes or no',
  ]);
});

test('numbers are read by the mark before decimals, and refused when they do not fit it', async () => {
  const content = 'Kunde;Produkt;Menge\nC;Backup;1.234,5\nC;Mail;1.5\n';
  expect(await guess(content)).toMatchObject({ delimiter: ';', decimalMark: ',' });
  expect(await errorsOf(content)).toEqual(['3 Menge: is not a number: with "," before decimals: “1.5”']);
  expect((await read(content)).subscriptions[0]).toMatchObject({ quantity: 1234.5 });
});

test('a number that the other mark would make a thousand times larger is refused', async () => {
  const content = 'Customer,Product,Quantity\nC,Mail,1.234\n';
  expect(await errorsOf(content)).toEqual([
    '2 Quantity: may be read two ways: “1.234”; write it without a mark, or choose the other mark before decimals',
  ]);
  expect((await read(content, { decimalMark: ',' })).subscriptions[0]?.quantity).toBe(1234);
  expect((await read(content.replace('1.234', '1.25'))).subscriptions[0]?.quantity).toBe(1.25);
});

test('dates that may be read two ways are refused until a person says which', async () => {
  const content = 'Client,Hostname,Last Seen\nC,PC-1,03/04/2026\n';
  expect(await errorsOf(content)).toEqual([
    '2 Last Seen: may be read two ways: “03/04/2026”; choose the order of day and month',
  ]);
  const seen = async (dateOrder: 'dmy' | 'mdy') =>
    (await read(content, { dateOrder })).devices[0]?.lastSeenAt;
  expect(await seen('dmy')).toBe('2026-04-03T00:00:00.000Z');
  expect(await seen('mdy')).toBe('2026-03-04T00:00:00.000Z');
  expect(await guess(`${content}C,PC-2,11/23/2026\n`)).toMatchObject({ dateOrder: 'mdy' });
});

test.each([
  ['2026-11-23 14:05', '2026-11-23T14:05:00.000Z'],
  ['2026-11-23T14:05:00+02:00', '2026-11-23T12:05:00.000Z'],
  ['23.11.2026', '2026-11-23T00:00:00.000Z'],
  ['11/23/2026 2:05 PM', '2026-11-23T14:05:00.000Z'],
  ['11/23/26 12:05 am', '2026-11-23T00:05:00.000Z'],
  ['never', null],
  ['', null],
])('the date %s is understood', async (written, iso) => {
  const { devices } = await read(`Client;Hostname;Last Seen\nC;PC;${written}\n`);
  expect(devices[0]?.lastSeenAt).toBe(iso);
});

test.each(['2026-02-30', '31/31/2026', 'yesterday', '2026', '45000'])('%s is no date', async (written) => {
  expect(await errorsOf(`Client;Hostname;Last Seen\nC;PC;${written}\n`)).toHaveLength(1);
});

test.each([
  ['utf-8', Buffer.from('Kunde;Produkt;Menge\r\nMüller;Büro;1\r\n')],
  ['utf-8', Buffer.from('\uFEFFKunde;Produkt;Menge\r\nMüller;Büro;1\r\n')],
  ['utf-16le', Buffer.from('\uFEFFKunde;Produkt;Menge\r\nMüller;Büro;1\r\n', 'utf16le')],
  ['utf-16le', Buffer.from('Kunde;Produkt;Menge\r\nMüller;Büro;1\r\n', 'utf16le')],
  ['utf-16be', Buffer.from('\uFEFFKunde;Produkt;Menge\r\nMüller;Büro;1\r\n', 'utf16le').swap16()],
  ['windows-1252', Buffer.from('Kunde;Produkt;Menge\r\nMüller;Büro;1\r\n', 'latin1')],
] as const)('text encoded as %s is recognized', async (encoding, bytes) => {
  expect(await guess(bytes)).toMatchObject({ encoding, delimiter: ';', columns: { company: 'Kunde' } });
  expect((await read(bytes)).subscriptions).toMatchObject([
    { companyExternalId: 'müller', productName: 'Büro', quantity: 1 },
  ]);
});

test.each([',', ';', '\t', '|'] as const)('columns cut by "%s" are recognized', async (delimiter) => {
  const rows = [
    ['Customer', 'Product', 'Quantity'],
    ['"A, B; C | D\tE"', 'Mail', '1'],
  ];
  const content = rows.map((cells) => cells.join(delimiter)).join('\n');
  expect(await guess(content)).toMatchObject({ delimiter });
  expect((await read(content)).companies[0]?.name).toBe('A, B; C | D E');
});

test.each([
  ['an empty file', Buffer.alloc(0), /empty/],
  ['only a header', Buffer.from('Customer,Product,Quantity\n'), /no rows below its header/],
  [
    'an open quotation mark',
    Buffer.from('Customer,Product,Quantity\nC,"Mail,1\nD,x,2\n'),
    /^Row 2: .*never closed/,
  ],
  [
    'text after a quotation mark',
    Buffer.from('Customer,Product,Quantity\nC,"Mail"x,1\n'),
    /^Row 2: .*closing/,
  ],
  ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /\.xlsx/],
  ['a PDF', Buffer.from('%PDF-1.7 …'), /PDF/],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 3, 0]), /no text file/],
  ['a broken workbook', Buffer.from('PK\u0003\u0004 and then nothing'), /Excel workbook/],
])('%s is refused in words', async (_, bytes, words) => {
  await expect(check(bytes)).rejects.toMatchObject({
    code: 'bad_file',
    message: expect.stringMatching(words),
  });
});

test('the columns of the last file are used again, and those that are gone are named', async () => {
  const first = await files.inspect(fileOf('Who,What,How many\nC,Mail,1\n'), null, {});
  const profile: FileProfile = {
    ...first.profile,
    kind: 'subscriptions',
    columns: { company: 'Who', product: 'What', quantity: 'How many' },
    countColumns: [],
  };
  const again = await files.inspect(fileOf('How many;Who;What\n2;C;Mail\n'), profile, {});
  expect(again).toMatchObject({ profile: { ...profile, delimiter: ';' }, missingColumns: [] });
  const changed = await files.inspect(fileOf('Count,Who,What\n2,C,Mail\n'), profile, {});
  expect(changed.missingColumns).toEqual(['How many']);
  await expect(files.check({ ...fileOf('Count,Who,What\n2,C,Mail\n'), profile })).rejects.toMatchObject({
    message: 'The file has no column “How many”. It has: Count, Who, What.',
  });
});

test('columns that must be chosen are named when they are not', async () => {
  const profile = await guess('A,B\n1,2\n', { kind: 'users' });
  await expect(files.check({ ...fileOf('A,B\n1,2\n'), profile })).rejects.toMatchObject({
    message: 'Choose the column with: Company, User name or e-mail.',
  });
});

test('columns of one name, or of none, are told apart', async () => {
  const { columns } = await files.inspect(fileOf('Name,Name,,Count\na,b,c,1\n'), null, {});
  expect(columns.map(({ name }) => name)).toEqual(['Name', 'Name (2)', 'Column 3', 'Count']);
});

test('text that looks like a formula stays text', async () => {
  const { subscriptions } = await read('Customer,Product,Quantity\nC,"=HYPERLINK(""http://x"")",1\n');
  expect(subscriptions[0]?.productName).toBe('=HYPERLINK("http://x")');
  expect(await errorsOf('Customer,Product,Quantity\nC,Mail,=1+1\n')).toEqual([
    '2 Quantity: is not a number: “=1+1”',
  ]);
});

test('what a file does not tell is not offered', async () => {
  const devices = await guess('Client,Hostname\nC,PC-1\n');
  expect(files.delivery(devices)).toEqual({
    capabilities: ['devices'],
    deviceCategories: [],
    knowsAssignedSeats: false,
    knowsLastSeen: false,
  });
  const seats = await guess('Client,License,Seats,Assigned\nC,E3,5,4\n');
  expect(files.delivery(seats)).toMatchObject({ capabilities: ['licenses'], knowsAssignedSeats: true });
});

test('a large file is read in pieces', async () => {
  const rows = Array.from({ length: 120_000 }, (_, index) => `Client ${index % 50},PC-${index},Laptop`);
  const { devices, companies } = await read(`Client,Hostname,Type\n${rows.join('\n')}\n`);
  expect(devices).toHaveLength(120_000);
  expect(new Set(companies.map(({ externalId }) => externalId)).size).toBe(50);
});
