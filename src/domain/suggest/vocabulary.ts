import type { DeviceCategory } from '../inventory.ts';

/** What words in the name of a product mean, as MSPs use them. Phrases are lower case, words apart by one space. */

/** Words that name devices. `workstation`: desktops and laptops alike. `endpoint`: whatever an agent runs on. */
export const DEVICE_WORDS: Record<DeviceCategory | 'endpoint', readonly string[]> = {
  workstation: words(
    'workstation, workstations, wks, ws, pc, pcs, computer, computers, arbeitsplatz, arbeitsplätze, werkplek, poste de travail, postes de travail, desktop laptop, laptop desktop, desktops laptops, laptops desktops, desktop or laptop, desktop and laptop, desktops and laptops',
  ),
  desktop: words('desktop, desktops'),
  laptop: words('laptop, laptops, notebook, notebooks'),
  server: words('server, servers, srv, serveur, serveurs, windows server'),
  network: words(
    'firewall, firewalls, router, routers, switch, switches, network device, network devices, access point, access points, wap, waps, ap, aps, utm, netzwerk, network equipment, network gear, network node, network nodes, wifi, wireless',
  ),
  printer: words('printer, printers, mfp, mfps, copier, copiers, drucker, imprimante'),
  hypervisor: words(
    'hypervisor, hypervisors, esxi, virtual host, virtualization host, vm host, hyper v host, hyper v, vmware host',
  ),
  'vm-guest': words(
    'virtual machine, virtual machines, vm, vms, virtual server, virtual servers, vm guest, guest vm',
  ),
  mobile: words(
    'mobile, mobiles, smartphone, smartphones, tablet, tablets, ipad, iphone, mobile device, mobile devices, mdm',
  ),
  other: [],
  endpoint: words(
    'endpoint, endpoints, device, devices, agent, agents, machine, machines, asset, assets, edr, mdr, antivirus, anti virus, av, rmm, patching, patch, node, nodes, endgerät, endgeräte',
  ),
};

export const OS_WORDS = {
  windows: words('windows, win10, win11'),
  mac: words('mac, macs, macos, apple, imac, macbook, macbooks, osx'),
  linux: words('linux, ubuntu, debian, redhat, rhel'),
} as const;
export type OsFamily = keyof typeof OS_WORDS;

/** Words that name people. */
export const USER_WORDS = words(
  'user, users, employee, employees, staff, person, people, seat, seats, identity, identities, mailbox, mailboxes, account, accounts, e mail, email, benutzer, utilisateur, utilisateurs, gebruiker, gebruikers, postfach, postfächer, mitarbeiter, workforce, knowledge worker, workers, worker, mfa, phishing, awareness, per head, headcount, inbox, spam',
);
export const ACTIVE_USER_WORDS = words(
  'active user, active users, enabled user, enabled users, all users, every user, directory user, directory users, ad user, ad users, entra user, entra users, sign in, active accounts, active account, unlicensed',
);
export const ASSIGNED_WORDS = words('assigned, in use, used seats, consumed');

/** What is sold once, by the hour or as a thing, and has no count: by what a person would call it. */
export const NOT_COUNTED: Record<string, readonly string[]> = {
  labour: words(
    'labour, labor, hour, hours, hourly, hrs, hr, block hours, time and materials, onsite, on site, site visit, travel, call out, callout, callout fee, mileage, technician, engineer, consulting, consultancy, vcio, tam, advisory, consultant, arbeitszeit, stunden, stunde, anfahrt, after hours, overtime, dispatch, retainer, virtual cio',
  ),
  'a project': words(
    'project, projects, migration, onboarding, offboarding, setup, set up, installation, install, implementation, deployment, assessment, audit, cutover, upgrade, kickoff, decommissioning, relocation, projekt, einrichtung, move, cabling',
  ),
  hardware: words(
    'hardware, monitor, monitors, keyboard, mouse, dock, docking, docking station, cable, cables, ups, toner, cartridge, ssd, hdd, ram, memory, dimm, latitude, optiplex, thinkpad, elitebook, probook, poweredge, proliant, webcam, headset, rack, latop bag, adapter, charger, surface pro, nas, haas, rental, lease, leasing, purchase, battery, patch panel, power supply',
  ),
  'a fee': words(
    'fee, fees, charge, surcharge, shipping, freight, handling, deposit, minimum, base fee, flat, flat rate, discount, credit, rebate, adjustment, tax, service charge, admin fee, late fee, pauschale, grundgebühr, platform fee, fixed, retainer fee',
  ),
  'a service without a count': words(
    'domain, domains, domain name, web hosting, website, ssl certificate, ssl, certificate, dns, internet, fibre, fiber, broadband, isp, circuit, static ip, voip, phone line, phone lines, sip, did, dids, telephony, colocation, colo, storage, tb, gb, bandwidth, line rental, hosting',
  ),
};

/** Ways people write what vendors write out. */
export const ABBREVIATIONS: Record<string, string> = {
  m365: 'microsoft 365',
  ms365: 'microsoft 365',
  o365: 'office 365',
  ms: 'microsoft',
  msft: 'microsoft',
  bp: 'business premium',
  bus: 'business',
  biz: 'business',
  std: 'standard',
  prem: 'premium',
  ent: 'enterprise',
  exo: 'exchange online',
  exch: 'exchange',
  p1: 'plan 1',
  p2: 'plan 2',
  aad: 'entra id',
  aadp1: 'entra id plan 1',
  entra: 'entra',
  mde: 'defender for endpoint',
  mdo: 'defender for office 365',
  ems: 'enterprise mobility security',
  pbi: 'power bi',
  adv: 'advanced',
  prof: 'professional',
  lic: 'license',
  lics: 'license',
  licence: 'license',
  licences: 'license',
  licenses: 'license',
  licensing: 'license',
  subs: 'subscription',
  sub: 'subscription',
  subscriptions: 'subscription',
  svr: 'server',
  bkp: 'backup',
  bkup: 'backup',
  mgd: 'managed',
  mngd: 'managed',
  mgmt: 'management',
  wkstn: 'workstation',
  wkst: 'workstation',
  wrkstn: 'workstation',
  usr: 'user',
  usrs: 'users',
  fw: 'firewall',
  nb: 'notebook',
  dt: 'desktop',
  lt: 'laptop',
  mbx: 'mailbox',
  ep: 'endpoint',
};

/** Words that say nothing of which SKU is meant. */
export const PLAIN_WORDS: ReadonlySet<string> = new Set(
  words(
    'license, subscription, monthly, annual, yearly, month, year, per, the, and, for, of, a, an, with, nce, csp, seat, seats, user, users, service, services, managed, management, plan, commit, term, billed, billing, nonprofit, no, teams',
  ),
);

function words(list: string): string[] {
  return list.split(',').map((word) => word.trim());
}
