import type { Message } from '../accounts/mail.ts';
import type { Recipient } from '../database/queries/alerts.ts';
import type { Summary } from '../database/queries/summary.ts';
import { Decimal, formatMoney, formatQuantity, formatSigned } from '../domain/money.ts';
import type { Digest, NewFinding, PsaState } from './digest.ts';
import { countOf, footer, formatMoment, linkTo } from './words.ts';

type Given = { recipient: Recipient; digest: Digest; publicUrl: string | null };
type Money = Summary['checked'][number];

/** The e-mail that tells what is new among the discrepancies of a workspace. */
export function digestLetter({ recipient, digest, publicUrl }: Given): Message {
  const { name, email, workspaceName, timeZone } = recipient;
  const news = countOf(digest.total, 'new finding');
  const since = digest.since === null ? '' : ` since ${formatMoment(digest.since, timeZone)}`;
  const text = [
    `Hello ${name},`,
    `${news} in ${workspaceName}${since}.`,
    totals(digest.summary),
    checkedShare(digest.summary),
    ...(digest.psa === null ? [] : [psaWords(digest.psa, timeZone)]),
    'What is new, the most money first:',
    ...byOrganization(digest.findings),
    ...more(digest),
    `See them, the newest first:\n${linkTo(publicUrl, '/billing/reconciliation/reconciliation?sort=-since')}`,
    footer(publicUrl),
  ].join('\n\n');
  return { to: email, subject: `Tieout: ${news} in ${workspaceName}`, text };
}

/** Two numbers, never netted. */
function totals({ byStatus, underBilled, overBilled }: Summary): string {
  const line = (words: string, moneys: readonly Money[], lines: number) =>
    `  ${words}: ${sideBySide(moneys)} (${countOf(lines, 'line')})`;
  return [
    'All that is open, a month:',
    line('Under-billed', underBilled, byStatus.under_billed),
    line('Over-billed', overBilled, byStatus.over_billed),
  ].join('\n');
}

function sideBySide(moneys: readonly Money[]): string {
  return moneys.length === 0 ? 'nothing' : moneys.map(moneyWords).join(' and ');
}

function moneyWords({ amount, currency }: Money): string {
  return formatMoney(new Decimal(amount), currency);
}

const UNCHECKED = [
  ['unmapped', 'unmapped'],
  ['unknown', 'unknown'],
  ['notCompared', 'not compared'],
  ['ignored', 'ignored'],
] as const;

/** The findings are of what was checked, and of nothing else. */
function checkedShare(summary: Summary): string {
  const lines = summary.total.map((total) => {
    const of = (moneys: readonly Money[]) => moneys.find(({ currency }) => currency === total.currency);
    const checked = of(summary.checked) ?? { amount: '0', currency: total.currency };
    const others = UNCHECKED.flatMap(([key, words]) => {
      const money = of(summary[key]);
      return money === undefined || new Decimal(money.amount).isZero()
        ? []
        : [`${words} ${moneyWords(money)}`];
    });
    const unchecked = others.length === 0 ? '' : `; not checked: ${others.join(', ')}`;
    return `  ${moneyWords(checked)} of ${moneyWords(total)}${percent(checked, total)}${unchecked}`;
  });
  const unknown = summary.byStatus.unknown;
  const doubt =
    unknown === 0
      ? []
      : [`  Of ${countOf(unknown, 'line')} the count is unknown: whether they are right cannot be said.`];
  return ['Checked of what is billed a month:', ...lines, ...doubt].join('\n');
}

/** Rounded down, so that only the whole is 100 %. Of a total that credits bring to nothing there is no share. */
function percent(checked: Money, total: Money): string {
  const whole = new Decimal(total.amount);
  if (whole.lessThanOrEqualTo(0)) {
    return '';
  }
  return ` (${new Decimal(checked.amount).times(100).dividedBy(whole).floor().toFixed()} %)`;
}

const TROUBLE_WORDS = {
  sync_failed: 'Its last sync failed',
  sync_held: 'Its last sync is held',
  stale: 'They are older than this workspace allows',
} as const;

function psaWords({ name, asOf, trouble }: PsaState, timeZone: string): string {
  const words = `The agreements are those of ${name}${asOf === null ? '' : ` of ${formatMoment(asOf, timeZone)}`}.`;
  return trouble === null
    ? words
    : `${words} ${TROUBLE_WORDS[trouble]}: what was changed there since is not in these numbers.`;
}

function byOrganization(findings: readonly NewFinding[]): string[] {
  const groups = Map.groupBy(findings, ({ organizationName }) => organizationName);
  return [...groups].map(([name, ofIt]) =>
    [name ?? 'Linked to no organization', ...ofIt.map(findingWords)].join('\n'),
  );
}

function findingWords(finding: NewFinding): string {
  const { productName, variance, billedUnits, counted, impact, reopenedBecause } = finding;
  const units = `${formatSigned(variance)} (billed ${formatQuantity(billedUnits)}, counted ${formatQuantity(counted)})`;
  const money =
    impact === null
      ? 'no monthly amount: its billing cycle is not understood'
      : `${signed(impact.amount, impact.currency)} a month`;
  const again = reopenedBecause === null ? '' : `\n    Accepted before, and open again: ${reopenedBecause}`;
  return `  ${productName}: ${units}, ${money}${again}`;
}

function signed(amount: Decimal, currency: string): string {
  return `${amount.greaterThan(0) ? '+' : ''}${formatMoney(amount, currency)}`;
}

function more({ total, findings }: Digest): string[] {
  return total > findings.length ? [`And ${(total - findings.length).toLocaleString('en')} more.`] : [];
}
