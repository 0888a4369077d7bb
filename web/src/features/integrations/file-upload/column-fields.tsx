import { MultiSelect, Select, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FileProfile, Upload } from '../../../api/types.ts';
import { fieldsOf, withColumn, withCounts } from './profile.ts';

type ColumnFieldsProps = {
  upload: Upload;
  profile: FileProfile;
  setProfile: (profile: FileProfile) => void;
};

/** Which column is what: guessed by the server, confirmed by a person. */
export function ColumnFields({ upload, profile, setProfile }: ColumnFieldsProps): ReactNode {
  const names = upload.columns.map(({ name }) => name);
  return (
    <Stack gap="sm">
      {profile.kind === 'subscriptions' ? (
        <MultiSelect
          label="Columns that hold counts"
          description="Each is a product, called as the column; none: a product and a quantity in every row"
          data={names}
          value={profile.countColumns}
          onChange={(columns) => setProfile(withCounts(profile, columns))}
          searchable
          clearable
        />
      ) : null}
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm" verticalSpacing="xs">
        {fieldsOf(upload, profile).map(({ id, label, isRequired, help }) => (
          <Select
            key={id}
            label={label}
            description={help}
            withAsterisk={isRequired}
            placeholder={isRequired ? 'Choose a column' : 'Not in the file'}
            data={names}
            value={profile.columns[id] ?? null}
            onChange={(column) => setProfile(withColumn(profile, id, column))}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            searchable
            clearable
            error={isRequired && profile.columns[id] === undefined ? 'Choose its column' : null}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
