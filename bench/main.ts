import { benchCompanies } from './companies/bench.ts';
import { startBenchServer } from './database.ts';
import { benchPage } from './page/bench.ts';
import { benchReconciliation } from './reconciliation/bench.ts';
import { benchSuggestions } from './suggestions/bench.ts';
import { benchSync } from './sync/bench.ts';

/** `npm run bench [name …]`: the benchmarks, each with its limits. Results go to `results/`, which is committed. */
const BENCHES = {
  companies: benchCompanies,
  page: benchPage,
  reconciliation: benchReconciliation,
  suggestions: benchSuggestions,
  sync: benchSync,
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const server = await startBenchServer();
  try {
    await bench(server);
  } finally {
    await server.stop();
  }
}
