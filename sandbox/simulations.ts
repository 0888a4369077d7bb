import { gravityZone } from './bitdefender-gravityzone/routes.ts';
import { connectwiseAutomate } from './connectwise-automate/routes.ts';
import { connectwiseManage } from './connectwise-manage/routes.ts';
import { dattoRmm } from './datto-rmm/routes.ts';
import { haloPsa } from './halopsa/routes.ts';
import { huntress } from './huntress/routes.ts';
import { microsoft365 } from './microsoft-365/routes.ts';
import { microsoftCsp } from './microsoft-csp/routes.ts';
import { nCentral } from './n-central/routes.ts';
import { ninjaOne } from './ninjaone/routes.ts';
import { pax8 } from './pax8/routes.ts';
import { sentinelOne } from './sentinelone/routes.ts';
import type { VendorSimulation } from './server/vendor.ts';
import { sophosCentral } from './sophos-central/routes.ts';
import { syncro } from './syncro/routes.ts';
import { tacticalRmm } from './tactical-rmm/routes.ts';

/** Every vendor the sandbox plays. */
export const SIMULATIONS: readonly VendorSimulation[] = [
  gravityZone,
  connectwiseAutomate,
  connectwiseManage,
  dattoRmm,
  haloPsa,
  huntress,
  microsoft365,
  microsoftCsp,
  nCentral,
  ninjaOne,
  pax8,
  sentinelOne,
  sophosCentral,
  syncro,
  tacticalRmm,
];
