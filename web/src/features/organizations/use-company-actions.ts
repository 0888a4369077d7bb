import {
  type CompanyLink,
  useIgnoreCompanies,
  useLinkCompanies,
  useLinkCompany,
  useRejectMatches,
  useTakeBackLinks,
  useUnignoreCompanies,
  useUnlinkCompanies,
  useWithdrawRejections,
} from '../../api/companies.ts';
import { useRemoveOrganization } from '../../api/organizations.ts';
import type { Company } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { notifyUndo } from '../../ui/notify.tsx';
import { bestSuggestion } from './suggestions.ts';

export type CompanyActions = {
  /** Links every company to the first organization that is suggested for it; those without one are left. */
  accept: (companies: readonly Company[]) => void;
  link: (companies: readonly Company[], organizationId: string, organizationName: string) => void;
  /** Says that each company is not the organization suggested for it first. */
  reject: (companies: readonly Company[]) => void;
  /** Makes an organization of each company, by its name. */
  linkToNew: (companies: readonly Company[]) => void;
  ignore: (companies: readonly Company[]) => void;
  /** Takes back an ignore. */
  restore: (companies: readonly Company[]) => void;
  unlink: (companies: readonly Company[]) => void;
  isBusy: boolean;
};

const named = (companies: readonly Company[]): string =>
  companies.length === 1 ? (companies[0]?.name ?? '') : plural(companies.length, 'company', 'companies');
const idsOf = (companies: readonly Company[]): string[] => companies.map(({ id }) => id);

/** Every company that has a suggestion, with the first of them. */
function matchesOf(companies: readonly Company[]): CompanyLink[] {
  return companies.flatMap((company) => {
    const best = bestSuggestion(company);
    return best === undefined ? [] : [{ companyId: company.id, organizationId: best.organizationId }];
  });
}

/** What can be done to companies; each says what was done and can be taken back. */
export function useCompanyActions(): CompanyActions {
  const linkMany = useLinkCompanies();
  const linkOne = useLinkCompany();
  const unlinkMany = useUnlinkCompanies();
  const ignoreMany = useIgnoreCompanies();
  const restoreMany = useUnignoreCompanies();
  const takeBackLinks = useTakeBackLinks();
  const rejectMany = useRejectMatches();
  const withdrawMany = useWithdrawRejections();
  const removeOrganization = useRemoveOrganization();

  const linkAll = (companies: readonly Company[], links: CompanyLink[], words: string): void =>
    linkMany.mutate(links, {
      onSuccess: () => notifyUndo(words, () => takeBackLinks.mutate(idsOf(companies))),
    });

  return {
    accept: (companies) => {
      const suggested = companies.filter((company) => bestSuggestion(company) !== undefined);
      const links = matchesOf(suggested);
      const target =
        suggested.length === 1 && suggested[0] ? ` to ${bestSuggestion(suggested[0])?.name}` : '';
      linkAll(suggested, links, `Linked ${named(suggested)}${target}.`);
    },
    link: (companies, organizationId, organizationName) =>
      linkAll(
        companies,
        companies.map(({ id }) => ({ companyId: id, organizationId })),
        `Linked ${named(companies)} to ${organizationName}.`,
      ),
    reject: (companies) => {
      const matches = matchesOf(companies);
      const [only] = companies;
      const words =
        companies.length === 1 && only !== undefined
          ? `${only.name} is not ${bestSuggestion(only)?.name ?? ''}.`
          : `Rejected ${plural(matches.length, 'suggestion')}.`;
      rejectMany.mutate(matches, { onSuccess: () => notifyUndo(words, () => withdrawMany.mutate(matches)) });
    },
    linkToNew: (companies) => {
      void makeOrganizations(companies).then((organizationIds) =>
        notifyUndo(`Made ${plural(organizationIds.length, 'organization')} from ${named(companies)}.`, () => {
          void takeBack(companies, organizationIds);
        }),
      );
    },
    ignore: (companies) =>
      ignoreMany.mutate(idsOf(companies), {
        onSuccess: () =>
          notifyUndo(`Ignored ${named(companies)}.`, () => restoreMany.mutate(idsOf(companies))),
      }),
    restore: (companies) =>
      restoreMany.mutate(idsOf(companies), {
        onSuccess: () =>
          notifyUndo(`Restored ${named(companies)}.`, () => ignoreMany.mutate(idsOf(companies))),
      }),
    unlink: (companies) => {
      const links = companies.flatMap(({ id, organizationId }) =>
        organizationId === null ? [] : [{ companyId: id, organizationId }],
      );
      unlinkMany.mutate(idsOf(companies), {
        onSuccess: () => notifyUndo(`Unlinked ${named(companies)}.`, () => linkMany.mutate(links)),
      });
    },
    isBusy: [linkMany, linkOne, unlinkMany, ignoreMany, restoreMany, rejectMany].some(
      (change) => change.isPending,
    ),
  };

  async function makeOrganizations(companies: readonly Company[]): Promise<string[]> {
    const made: string[] = [];
    for (const { id, name } of companies) {
      const linked = await linkOne.mutateAsync({ id, body: { newOrganization: { name } } });
      made.push(linked.organizationId ?? '');
    }
    return made;
  }

  async function takeBack(companies: readonly Company[], organizationIds: readonly string[]): Promise<void> {
    await takeBackLinks.mutateAsync(idsOf(companies));
    for (const id of organizationIds) {
      await removeOrganization.mutateAsync(id);
    }
  }
}
