import type { ClientPlan } from './clients.ts';
import type { PlantedUser } from './model.ts';
import { peopleNames, upnOf } from './people.ts';
import type { Random } from './random.ts';
import { BUSINESS_BASIC, EXCHANGE_PLAN_1, POWER_AUTOMATE_FREE, POWER_BI_PRO, type Sku } from './skus.ts';

const DEPARTMENTS = ['Front office', 'Finance', 'Operations', 'Sales', null] as const;

/** Everyone in one client's tenant: staff, leavers, guests, shared and room mailboxes, service accounts. */
export function plantUsers(plan: ClientPlan, random: Random): PlantedUser[] {
  const suite = plan.suite;
  if (!suite) return [];
  const names = peopleNames(Math.round(plan.workstations * 0.95) + 3, random);
  const staff = names.map((name, index) =>
    member(name, plan, licencesOf(suite, index, plan, random), random),
  );
  return [
    ...staff,
    ...leavers(plan, suite, random),
    ...mailboxes(plan, suite, random),
    ...guests(plan, random),
    { ...account('svc-backup', plan), kind: 'service' },
    { ...account('Reception kiosk', plan), skus: [POWER_AUTOMATE_FREE] },
  ];
}

function account(name: string, plan: ClientPlan): PlantedUser {
  return {
    name,
    upn: upnOf(name, plan.domain),
    department: null,
    isEnabled: true,
    kind: 'member',
    hasUserType: true,
    skus: [],
  };
}

function member(name: string, plan: ClientPlan, skus: Sku[], random: Random): PlantedUser {
  return {
    ...account(name, plan),
    department: random.pick(DEPARTMENTS),
    hasUserType: !random.chance(0.02),
    skus,
  };
}

/** Most have the client's suite; the last few only a mailbox or Basic; some try Power BI or have a free licence besides. */
function licencesOf(suite: Sku, index: number, plan: ClientPlan, random: Random): Sku[] {
  const lesser = index < plan.workstations * 0.8 ? suite : index % 2 === 0 ? EXCHANGE_PLAN_1 : BUSINESS_BASIC;
  const extras = [
    ...(random.chance(0.15) ? [POWER_AUTOMATE_FREE] : []),
    ...(index < 4 && plan.workstations > 40 ? [POWER_BI_PRO] : []),
  ];
  return [lesser, ...extras];
}

/** Their accounts are disabled, their licences often forgotten. */
function leavers(plan: ClientPlan, suite: Sku, random: Random): PlantedUser[] {
  const count = Math.ceil(plan.workstations / 20);
  return Array.from({ length: count }, (_, index) => ({
    ...account(`Former Employee ${index + 1}`, plan),
    isEnabled: false,
    skus: random.chance(0.6) ? [suite] : [],
  }));
}

/** New shared mailboxes have disabled accounts, older ones enabled ones, and one here and there holds a licence. */
function mailboxes(plan: ClientPlan, suite: Sku, random: Random): PlantedUser[] {
  const isLarge = plan.workstations > 25;
  const shared = isLarge ? ['info', 'accounting', 'scheduling'] : ['info', 'office'];
  const rooms = isLarge ? ['Conference room A', 'Conference room B'] : [];
  return [
    ...shared.map((name, index) => ({
      ...account(name, plan),
      kind: 'shared' as const,
      isEnabled: index === 0 || random.chance(0.2),
      skus: index === 0 && plan.workstations > 45 ? [suite] : [],
    })),
    ...rooms.map((name) => ({ ...account(name, plan), kind: 'room' as const, isEnabled: false })),
  ];
}

function guests(plan: ClientPlan, random: Random): PlantedUser[] {
  const names = peopleNames(Math.round(plan.workstations / 9), random);
  return names.map((name, index) => ({
    ...account(name, plan),
    upn: `${name.toLowerCase().replaceAll(' ', '.')}_partner${index + 1}.example#EXT#@${plan.domain}`,
    kind: 'guest',
  }));
}
