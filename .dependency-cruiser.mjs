/** The laws of ARCHITECTURE.md that imports can break. */

const TESTS = '\\.(test|e2e)\\.tsx?$|/testing(-setup)?\\.ts$|arbitraries\\.ts$|contract(-suite)?\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The rules know no clock, no storage and nothing of ours but themselves.',
      severity: 'error',
      from: { path: '^src/domain', pathNot: TESTS },
      to: { pathNot: '^src/domain|node_modules/decimal\\.js|node_modules/fastest-levenshtein' },
    },
    {
      name: 'connectors-know-only-the-domain',
      severity: 'error',
      from: { path: '^src/connectors', pathNot: TESTS },
      to: { path: '^(src|web|sandbox|e2e)/', pathNot: '^src/(connectors|domain)/' },
    },
    {
      name: 'no-vendor-knows-another',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/', pathNot: '^src/connectors/kit/' },
      to: { path: '^src/connectors/([^/]+)/', pathNot: ['^src/connectors/$1/', '^src/connectors/kit/'] },
    },
    {
      name: 'vendors-are-found-not-listed',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/connectors/[^/]+/', TESTS] },
      to: { path: '^src/connectors/(?!kit/)[^/]+/' },
    },
    {
      name: 'sql-only-in-database',
      comment: 'Whoever has the driver writes statements.',
      severity: 'error',
      from: { path: '^(src|web|sandbox)', pathNot: ['^src/database/', TESTS] },
      to: { path: 'node_modules/(@types/)?(pg|pg-copy-streams)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sync-does-not-read-results',
      comment: 'Data flow one way: sync, then reconciliation.',
      severity: 'error',
      from: { path: '^src/sync', pathNot: TESTS },
      to: { path: '^src/(reconciliation|line-items|http)/' },
    },
    {
      name: 'database-is-below',
      severity: 'error',
      from: { path: '^src/database', pathNot: TESTS },
      to: {
        path: '^src/(sync|reconciliation|line-items|integrations|organizations|accounts|http|connectors)/',
      },
    },
    {
      name: 'web-knows-only-the-api-types',
      severity: 'error',
      from: { path: '^web' },
      to: { path: '^(src|sandbox|e2e)/', pathNot: '^src/http/schemas/' },
    },
    {
      name: 'web-takes-types-only',
      severity: 'error',
      from: { path: '^web' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-knows-only-domain-types',
      severity: 'error',
      from: { path: '^sandbox', pathNot: TESTS },
      to: { path: '^(src|web|e2e)/', pathNot: '^src/domain/' },
    },
    {
      name: 'sandbox-takes-types-only',
      comment: 'What the simulated vendors expect is worked out apart from the rules it is compared with.',
      severity: 'error',
      from: { path: '^sandbox', pathNot: TESTS },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-without-sandbox',
      comment: 'Only the demo reaches the simulated vendors.',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/demo/', TESTS] },
      to: { path: '^sandbox/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '^node_modules' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // TypeScript 7 has no API for tools yet; swc's parser reads the same sources.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
