import type { UserRecord } from '../inventory.ts';
import type { UserFilter } from '../measure.ts';
import { compileConditions } from './conditions.ts';
import { describeFailure } from './devices.ts';
import type { Judge } from './judgement.ts';

/**
 * Judges users by a filter (domain.md section 4): enabled members; `licensed` asks for a licence that is neither free
 * nor trial where the source knows licences, and equals `active` where it does not.
 */
export function judgeUsers(filter: UserFilter): Judge<UserRecord> {
  const failing = compileConditions(filter.conditions, filter.match, textOf);
  return (user) => {
    if (!user.enabled) {
      return { code: 'disabled', text: 'sign-in is disabled' };
    }
    if (user.type === 'guest') {
      return { code: 'guest', text: 'a guest' };
    }
    if (user.type === 'mailbox') {
      return { code: 'mailbox', text: 'a service, room or shared mailbox' };
    }
    if (filter.scope === 'licensed' && user.paidLicenses === 0) {
      return { code: 'unlicensed', text: unlicensedText(user) };
    }
    const condition = failing(user);
    if (condition === null) {
      return null;
    }
    return { code: 'filter', text: describeFailure(condition, textOf(user, condition.field), filter.match) };
  };
}

function textOf(user: UserRecord, field: 'userPrincipalName' | 'displayName' | 'department'): string | null {
  return user[field];
}

function unlicensedText(user: UserRecord): string {
  return user.licenseNames.length === 0
    ? 'no licence'
    : `only free or trial licences: ${user.licenseNames.join(', ')}`;
}
