import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { checkFile } from './check.ts';
import { readSheet } from './excel.ts';
import { inspectFile } from './inspect.ts';

async function workbook(sheets: Record<string, SheetData>): Promise<Buffer> {
  const all = Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }));
  return writeWorkbook(all).toBuffer();
}

/** The workbook with the XML of its first sheet changed by hand, as no writer would. */
function mend(bytes: Buffer, change: (xml: string) => string): Buffer {
  const parts = unzipSync(bytes);
  const name = Object.keys(parts).find((one) => /worksheets\/sheet1?\.xml$/.test(one)) ?? '';
  return Buffer.from(
    zipSync({ ...parts, [name]: strToU8(change(strFromU8(parts[name] ?? new Uint8Array()))) }),
  );
}

const USERS: SheetData = [
  [{ value: 'Company' }, { value: 'E-mail' }, { value: 'Enabled' }, { value: 'Licensed' }],
  [{ value: 'Contoso' }, { value: 'a@contoso.example' }, { value: true, type: Boolean }, { value: 2 }],
  [{ value: 'Contoso' }, { value: 'b@contoso.example' }, { value: false, type: Boolean }, { value: 0 }],
];
const SEEN: SheetData = [
  [{ value: 'Client' }, { value: 'Hostname' }, { value: 'Last seen' }],
  [
    { value: 'Contoso' },
    { value: 'PC-1' },
    { value: new Date('2026-11-20'), type: Date, format: 'dd/mm/yyyy' },
  ],
];

async function check(bytes: Buffer) {
  const file = { name: 'book.xlsx', bytes };
  const { profile } = await inspectFile(file, null, {});
  return checkFile({ ...file, profile });
}

test('a sheet is read as values, truth values and dates among them', async () => {
  const users = await check(await workbook({ Users: USERS }));
  expect(users).toMatchObject({
    records: 2,
    errorCount: 0,
    preview: [{ detail: 'enabled member' }, { detail: 'disabled member' }],
  });
  const devices = await check(await workbook({ Devices: SEEN }));
  expect(devices.preview).toMatchObject([{ row: 2, name: 'PC-1', detail: 'other, seen 2026-11-20' }]);
});

test('a sheet can be chosen; the one of the last file is taken by itself', async () => {
  const bytes = await workbook({ Cover: [[{ value: 'Report' }]], Users: USERS });
  const file = { name: 'book.xlsx', bytes };
  expect(await inspectFile(file, null, {})).toMatchObject({
    sheets: ['Cover', 'Users'],
    profile: { sheet: 'Cover' },
  });
  const chosen = await inspectFile(file, null, { sheet: 'Users' });
  expect(chosen).toMatchObject({ profile: { sheet: 'Users', kind: 'users' } });
  expect(await inspectFile(file, chosen.profile, {})).toMatchObject({
    profile: chosen.profile,
    missingColumns: [],
  });
  await expect(readSheet(bytes, 'Nowhere')).rejects.toMatchObject({
    message: 'The workbook has no sheet "Nowhere". It has: Cover, Users.',
  });
});

test('rows have the numbers that Excel shows, empty ones included', async () => {
  const [header = [], row = []] = USERS;
  const bad = [{ value: 'Contoso' }, null, { value: 'yes' }, { value: 1 }];
  const { errors } = await check(await workbook({ Users: [header, [], row, [], bad] }));
  expect(errors).toEqual([{ row: 5, column: 'E-mail', message: 'is empty' }]);
});

test('an error of Excel, or a formula that nobody calculated, is no empty cell', async () => {
  const bytes = mend(await workbook({ Users: USERS }), (xml) =>
    xml
      .replace(/<c r="D2"[^>]*>.*?<\/c>/, '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
      .replace(/<c r="D3"[^>]*>.*?<\/c>/, '<c r="D3"><f>1+1</f></c>'),
  );
  expect((await check(bytes)).errors).toEqual([
    { row: 2, column: 'Licensed', message: "holds Excel's error #DIV/0!" },
    { row: 3, column: 'Licensed', message: 'is a formula whose result is not stored in the file' },
  ]);
});

test('the stored result of a formula is read, the formula is not calculated', async () => {
  const bytes = mend(await workbook({ Users: USERS }), (xml) =>
    xml.replace(/<c r="D2"[^>]*>.*?<\/c>/, '<c r="D2"><f>1+1</f><v>7</v></c>'),
  );
  const { rows } = await readSheet(bytes, null);
  expect(rows[1]?.[3]).toBe(7);
});

test('a workbook that unpacks to more than is taken is refused', async () => {
  const parts = unzipSync(await workbook({ Users: USERS }));
  const bomb = zipSync({ ...parts, 'xl/media/big.xml': new Uint8Array(210 * 1024 * 1024) }, { level: 9 });
  expect(bomb.length).toBeLessThan(1024 * 1024);
  await expect(readSheet(bomb, null)).rejects.toMatchObject({ code: 'bad_file', message: /too large/ });
});

test('a workbook with a row far beyond the last one Excel has ends its own thread only', async () => {
  const bytes = mend(await workbook({ Users: USERS }), (xml) =>
    xml.replace('<row r="3"', '<row r="4000000000"'),
  );
  await expect(readSheet(bytes, null)).rejects.toMatchObject({ code: 'bad_file' });
});

test('a workbook with a password, or none at all, is refused in words', async () => {
  await expect(readSheet(Buffer.from('PK'), null)).rejects.toMatchObject({
    code: 'bad_file',
    message: /password/,
  });
});
