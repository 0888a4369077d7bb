import { NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FileProfile, Upload } from '../../../api/types.ts';
import type { UploadChoices } from '../../../api/uploads.ts';
import { DELIMITERS, ENCODINGS, formatWords, KIND_HELP, KINDS } from './words.ts';

type ReadingProps = {
  upload: Upload;
  profile: FileProfile;
  setProfile: (profile: FileProfile) => void;
  look: (choices: UploadChoices) => void;
};

/** What the rows are. An integration that holds one kind keeps it. */
export function KindChoice({
  upload,
  profile,
  look,
  isFixed,
}: ReadingProps & { isFixed: boolean }): ReactNode {
  return (
    <Stack gap={4}>
      <SegmentedControl
        aria-label="What the rows are"
        data={KINDS.map((kind) => ({ ...kind, disabled: isFixed && kind.value !== profile.kind }))}
        value={profile.kind}
        onChange={(kind) =>
          look({ ...openedAs(upload), headerRow: profile.headerRow, kind: kind as FileProfile['kind'] })
        }
      />
      <Text size="xs" c="dimmed">
        {KIND_HELP[profile.kind]}
        {isFixed ? ' This integration holds this kind; add another one for other files.' : ''}
      </Text>
    </Stack>
  );
}

/** How the file is opened; detected, and seldom in need of change. */
export function ReadingOptions({ upload, profile, setProfile, look }: ReadingProps): ReactNode {
  const opened = openedAs(upload);
  return (
    <details>
      <summary>How the file is read: {formatWords({ format: upload.format, profile })}</summary>
      <SimpleGrid cols={{ base: 2, sm: 3 }} mt="xs" spacing="sm">
        {upload.format === 'excel' ? (
          <Select
            label="Sheet"
            data={upload.sheets}
            value={profile.sheet}
            allowDeselect={false}
            onChange={(sheet) => look({ sheet })}
          />
        ) : (
          <>
            <Select
              label="Encoding"
              data={ENCODINGS}
              value={profile.encoding}
              allowDeselect={false}
              onChange={(encoding) => look({ ...opened, encoding: encoding as FileProfile['encoding'] })}
            />
            <Select
              label="Columns are cut by"
              data={DELIMITERS}
              value={profile.delimiter}
              allowDeselect={false}
              onChange={(delimiter) => look({ ...opened, delimiter: delimiter as FileProfile['delimiter'] })}
            />
          </>
        )}
        <NumberInput
          label="Names of columns in row"
          min={1}
          max={100}
          allowDecimal={false}
          value={profile.headerRow}
          onChange={(row) =>
            typeof row === 'number' && row >= 1 ? look({ ...opened, headerRow: row }) : undefined
          }
        />
        <Select
          label="Before decimals"
          data={[
            { value: '.', label: 'Point: 1,234.5' },
            { value: ',', label: 'Comma: 1.234,5' },
          ]}
          value={profile.decimalMark}
          allowDeselect={false}
          onChange={(mark) => setProfile({ ...profile, decimalMark: mark === ',' ? ',' : '.' })}
        />
        <Select
          label="Dates such as 03/04/2026"
          placeholder="Refuse them"
          clearable
          data={[
            { value: 'dmy', label: 'Day first' },
            { value: 'mdy', label: 'Month first' },
          ]}
          value={profile.dateOrder}
          onChange={(order) => setProfile({ ...profile, dateOrder: order as FileProfile['dateOrder'] })}
        />
      </SimpleGrid>
    </details>
  );
}

/** How the file is opened now, to be kept while something else is changed. */
function openedAs({ profile: { encoding, delimiter, sheet } }: Upload): UploadChoices {
  return { encoding, delimiter, sheet };
}
