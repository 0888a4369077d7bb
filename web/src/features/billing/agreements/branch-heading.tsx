import { ChevronRight, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Agreement } from '../../../api/types.ts';
import { formatDay, plural } from '../../../ui/format.ts';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { BILLED_WORDS } from '../lines/words.ts';
import classes from './agreements.module.css';
import type { TreeRow } from './tree.ts';

type Branch = Exclude<TreeRow, { kind: 'line' }>;

/** The heading of an organization or agreement: opens and closes it. */
export function BranchHeading({ row, onToggle }: { row: Branch; onToggle: (id: string) => void }): ReactNode {
  const isAgreement = row.kind === 'agreement';
  return (
    <div className={classes.heading}>
      <button
        type="button"
        className={classes.branch}
        data-depth={isAgreement ? 1 : 0}
        aria-expanded={row.isExpanded}
        onClick={() => onToggle(row.id)}
      >
        <ChevronRight size={14} aria-hidden />
        {isAgreement ? <AgreementWords agreement={row.agreement} /> : <OrganizationWords row={row} />}
      </button>
      {isAgreement && row.agreement.url !== null ? (
        <PsaLink agreement={row.agreement} url={row.agreement.url} />
      ) : null}
    </div>
  );
}

function OrganizationWords({ row }: { row: Extract<Branch, { kind: 'organization' }> }): ReactNode {
  return (
    <>
      <span className="t-truncate">{row.name ?? 'Not linked to an organization'}</span>
      <span className="t-dim">{plural(row.agreements, 'agreement')}</span>
    </>
  );
}

function AgreementWords({ agreement }: { agreement: Agreement }): ReactNode {
  const { name, status, lineItemCount, billingCycle } = agreement;
  return (
    <>
      <span className="t-truncate">{name}</span>
      <span className="t-dim">
        {plural(lineItemCount, 'line')} · billed {BILLED_WORDS[billingCycle]}
      </span>
      {status === 'active' ? null : <StatusBadge tone="neutral">{endWords(agreement)}</StatusBadge>}
    </>
  );
}

function endWords({ status, cancelledDate, endDate }: Agreement): string {
  const words = { cancelled: 'Cancelled', expired: 'Expired', inactive: 'Inactive', active: 'Active' }[
    status
  ];
  const day = status === 'cancelled' ? cancelledDate : status === 'expired' ? endDate : null;
  return day === null ? words : `${words} ${formatDay(day)}`;
}

function PsaLink({ agreement, url }: { agreement: Agreement; url: string }): ReactNode {
  return (
    <a href={url} target="_blank" rel="noreferrer" aria-label={`Open ${agreement.name} in the PSA`}>
      Open in PSA <ExternalLink size={12} aria-hidden />
    </a>
  );
}
