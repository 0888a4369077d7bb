import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';
import { SIMULATIONS } from './simulations.ts';

/** Runs the sandbox alone until interrupted: `node sandbox/main.ts --port 4010`. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    'page-size-cap': { type: 'string' },
    'latency-ms': { type: 'string', default: '0' },
  },
});
const cap = values['page-size-cap'];
const sandbox = await startSandbox({
  port: Number(values.port),
  latencyMs: Number(values['latency-ms']),
  ...(cap === undefined ? {} : { pageSizeCap: Number(cap) }),
});

console.log(`${sandbox.msp.name}, made for ${sandbox.msp.today}. Interrupt to stop.`);
for (const { id: vendorId } of SIMULATIONS) {
  console.log(`\n${vendorId}`);
  for (const [field, value] of Object.entries(sandbox.credentials(vendorId)))
    console.log(`  ${field}: ${value}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close());
}
