import type { FileProfile, Upload } from '../../../api/types.ts';

/** The profile with a field read from another column; null: from none. */
export function withColumn(profile: FileProfile, fieldId: string, column: string | null): FileProfile {
  const { [fieldId]: _, ...others } = profile.columns;
  return { ...profile, columns: column === null ? others : { ...others, [fieldId]: column } };
}

/** The profile with other columns as counts; then no column is the product or the quantity of a row. */
export function withCounts(profile: FileProfile, countColumns: string[]): FileProfile {
  const { product: _product, productId: _id, quantity: _quantity, ...others } = profile.columns;
  return { ...profile, countColumns, columns: countColumns.length === 0 ? profile.columns : others };
}

/** The fields a person is asked for: counts in columns have neither a product nor a quantity of their own. */
export function fieldsOf({ fields }: Pick<Upload, 'fields'>, profile: FileProfile): Upload['fields'] {
  const isCounts = profile.countColumns.length > 0;
  return fields.filter(({ id }) => !(isCounts && ['product', 'productId', 'quantity', 'id'].includes(id)));
}

/** What a column is read as, for the head of the preview; null: it is not read. */
export function meaningOf(
  column: string,
  { fields }: Pick<Upload, 'fields'>,
  profile: FileProfile,
): string | null {
  if (profile.countColumns.includes(column)) {
    return 'Count';
  }
  const [fieldId] = Object.entries(profile.columns).find(([, name]) => name === column) ?? [];
  return fields.find(({ id }) => id === fieldId)?.label ?? null;
}

/** "clients-nov.csv" → "clients-nov". */
export function nameOfFile(fileName: string): string {
  return fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
}
