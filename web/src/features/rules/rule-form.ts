import type { MappingBody, Rule, RuleBody, RuleChange } from '../../api/types.ts';

/** What a rule is for, while a person edits. */
export type Subject = {
  kind: 'product' | 'pattern';
  productKey: string | null;
  productName: string | null;
  namePattern: string;
  /** Empty: all. */
  organizationIds: readonly string[];
};

const EMPTY: Subject = {
  kind: 'product',
  productKey: null,
  productName: null,
  namePattern: '',
  organizationIds: [],
};

/** The subject of a stored rule, or of a new one. */
export function toSubject(rule: Rule | null): Subject {
  if (rule === null) {
    return EMPTY;
  }
  const { productKey, productName, namePattern, organizationIds } = rule;
  return {
    kind: productKey === null ? 'pattern' : 'product',
    productKey,
    productName,
    namePattern: namePattern ?? '',
    organizationIds: organizationIds ?? [],
  };
}

/** What keeps a subject from being saved, in words; null: nothing. */
export function subjectProblem({ kind, productKey, namePattern }: Subject): string | null {
  if (kind === 'product') {
    return productKey === null ? 'Choose a product.' : null;
  }
  return /[^*?\s]/.test(namePattern) ? null : 'Enter a pattern with at least one letter or digit.';
}

/** The rule to make. Only for a subject without a problem. */
export function toRuleBody(subject: Subject, mapping: MappingBody): RuleBody {
  const organizationIds = subject.organizationIds.length === 0 ? null : [...subject.organizationIds];
  return subject.kind === 'product'
    ? { productKey: subject.productKey ?? '', organizationIds, mapping }
    : { namePattern: subject.namePattern.trim(), organizationIds, mapping };
}

/** The changes to a rule that is there: what it is for stays, except the words of a pattern. */
export function toRuleChange(subject: Subject, mapping: MappingBody): RuleChange {
  const { namePattern, organizationIds } = toRuleBody(subject, mapping);
  return {
    ...(namePattern === undefined ? {} : { namePattern }),
    organizationIds: organizationIds ?? null,
    mapping,
  };
}
