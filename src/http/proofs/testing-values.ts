import fc from 'fast-check';

/** What the generator reads of a JSON schema. */
export type Schema = {
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  format?: string;
  minimum?: number;
  maximum?: number;
};

/** In a JSON text this stands for something nested deeper than JSON.stringify goes. */
export const DEEP_MARK = '@@deep@@';
const LONG = 20_000;

/** Texts that break what does not expect them: of other languages, of the database's, of none. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  'a\u0000b',
  'a\ud800b',
  '\uffff\ufeff\u202e',
  "' OR '1'='1'; DROP TABLE workspace; --",
  '%_\\',
  '$1',
  '"><script>alert(1)</script>',
  '{{7*7}}<%= 7 %>',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '1e999',
  '9223372036854775808',
  '0000-00-00',
  '275760-09-14T00:00:00Z',
  '2024-02-30',
  '+1999999-01-01',
  'eyJ9',
  'WzFd',
  'W251bGxd',
  'WyInIl0',
  'x'.repeat(LONG),
  '\u{1f9fe}'.repeat(500),
  '(a+)+$',
  `${'a'.repeat(60)}!`,
  '*'.repeat(200),
];

const HOSTILE_NUMBERS = [
  ...[0, -0, -1, 1, 0.1, 1e-12, 1e21, 1.7976931348623157e308, 5e-324, 2 ** 31, 2 ** 53, -(2 ** 63), 10 ** 30],
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom('a\u0000b', 'a\ud800b'),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(...HOSTILE_NUMBERS),
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], { length: -1 }, DEEP_MARK),
  fc.jsonValue({ maxDepth: 2 }),
);

/**
 * Values that mostly fit a schema, with a hostile one here and there.
 * @param ids what to try where a text is an id.
 */
export function valuesOf(
  schema: Schema,
  components: Record<string, Schema>,
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  const of = (one: Schema): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 12, arbitrary: fitting(one) }, { weight: 1, arbitrary: hostile });
  const fitting = (one: Schema): fc.Arbitrary<unknown> => {
    const choices = one.anyOf ?? one.oneOf ?? one.allOf;
    if (one.$ref !== undefined) {
      return fitting(components[one.$ref.replace(/^.*\//, '')] ?? {});
    }
    if (choices !== undefined) {
      return fc.oneof(...choices.map(fitting));
    }
    if (one.const !== undefined) {
      return fc.constant(one.const);
    }
    return one.enum === undefined ? byType(one, of, ids) : fc.constantFrom(...one.enum);
  };
  return of(schema);
}

function byType(
  schema: Schema,
  of: (schema: Schema) => fc.Arbitrary<unknown>,
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objects(schema, of);
    case 'array':
      return fc.array(of(schema.items ?? {}), { maxLength: 3 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 1000, 2 ** 31) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return texts(schema, ids);
    default:
      return hostile;
  }
}

function texts({ format }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  const plain = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
    { weight: 2, arbitrary: hostileText },
  );
  if (format === 'date' || format === 'date-time') {
    const days = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    return format === 'date' ? days.map((text) => text.slice(0, 10)) : days;
  }
  return format === 'email' ? fc.emailAddress() : plain;
}

function objects(
  { properties = {}, required = [], additionalProperties }: Schema,
  of: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, of(one)]));
  const known = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  if (additionalProperties === undefined || additionalProperties === false) {
    return known;
  }
  const more = fc.dictionary(
    fc.oneof(fc.constantFrom('clientId', 'clientSecret', 'company', 'name', 'units'), hostileText),
    of(additionalProperties === true ? {} : additionalProperties),
    { maxKeys: 3 },
  );
  return fc.tuple(known, more).map(([one, other]) => ({ ...other, ...one }));
}
