import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { List } from '../../api/list.ts';
import { useChange } from '../../api/mutation.ts';
import type {
  MappingOptions,
  Rule,
  RuleBody,
  RuleChange,
  RuleImport,
  RulePreview,
  RuleProduct,
} from '../../api/types.ts';

const PATH = '/api/v1/rules';

const NONE: readonly Rule[] = [];

const getRules = async (signal: AbortSignal): Promise<Rule[]> =>
  (await api.get<{ items: Rule[] }>(PATH, {}, signal)).items;

/** All rules as one page, for a file. */
export async function* rulePages(signal: AbortSignal): AsyncGenerator<Rule[], void, undefined> {
  yield await getRules(signal);
}

/** All rules, in order of precedence. */
export function useRules(): List<Rule> {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: [PATH, 'all'],
    queryFn: ({ signal }) => getRules(signal),
  });
  return {
    rows: data ?? NONE,
    total: data?.length ?? null,
    isLoading: isPending,
    isRefreshing: false,
    error,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    retry: () => void refetch(),
  };
}

/** Products that a rule can be for, those with most unmapped lines first. */
export function useRuleProducts(q: string): readonly RuleProduct[] {
  return (
    useQuery({
      queryKey: [PATH, 'products', q],
      queryFn: async ({ signal }) =>
        (await api.get<{ items: RuleProduct[] }>(`${PATH}/products`, { q }, signal)).items,
      placeholderData: keepPreviousData,
    }).data ?? []
  );
}

/** What a rule can map to. @param productKey null: it is by a pattern @param integrationId narrows the counts to one */
export function useRuleOptions(
  productKey: string | null,
  integrationId: string | null,
): UseQueryResult<MappingOptions> {
  const query = { productKey, integrationId };
  return useQuery({
    queryKey: [PATH, 'options', query] as const,
    queryFn: ({ signal }) => api.get<MappingOptions>(`${PATH}/options`, query, signal),
    // The counts of another integration until these are here; another product may be counted another way.
    placeholderData: (before, asked) => (asked?.queryKey[2].productKey === productKey ? before : undefined),
  });
}

/** A rule to make, or one that is there with changes. */
export type RuleTrial = RuleBody | (RuleChange & { id: string });

/** What a rule would do; a request that another has overtaken is cancelled. Null: nothing to ask yet. */
export function useRulePreview(trial: RuleTrial | null): UseQueryResult<RulePreview> {
  return useQuery({
    queryKey: [PATH, 'preview', trial],
    queryFn: ({ signal }) => api.post<RulePreview>(`${PATH}/preview`, trial, signal),
    enabled: trial !== null,
    placeholderData: keepPreviousData,
  });
}

export function useCreateRule(
  options: { showsError?: boolean } = {},
): UseMutationResult<Rule, Error, RuleBody> {
  return useChange((body: RuleBody) => api.post<Rule>(PATH, body), options);
}

export function useUpdateRule(
  options: { showsError?: boolean } = {},
): UseMutationResult<Rule, Error, RuleChange & { id: string }> {
  return useChange(
    ({ id, ...body }: RuleChange & { id: string }) => api.patch<Rule>(`${PATH}/${id}`, body),
    options,
  );
}

/** Removes a rule. `mappings`: what becomes of the lines it mapped. */
export function useRemoveRule(): UseMutationResult<void, Error, { id: string; mappings: 'keep' | 'remove' }> {
  return useChange(({ id, mappings }: { id: string; mappings: 'keep' | 'remove' }) =>
    api.delete<void>(`${PATH}/${id}?mappings=${mappings}`),
  );
}

/** All rules as the text of the file. */
export async function exportRules(): Promise<string> {
  return `${JSON.stringify(await api.get<unknown>(`${PATH}/export`), null, 2)}\n`;
}

/** What a file of rules would do. @param file as it was read, not looked at yet; null: none */
export function useImportPreview(file: { content: unknown } | null): UseQueryResult<RuleImport> {
  return useQuery({
    queryKey: [PATH, 'import', file],
    queryFn: ({ signal }) => api.post<RuleImport>(`${PATH}/import?dryRun=true`, file?.content, signal),
    enabled: file !== null,
    retry: false,
  });
}

export function useImportRules(): UseMutationResult<RuleImport, Error, unknown> {
  return useChange((content: unknown) => api.post<RuleImport>(`${PATH}/import`, content), {
    showsError: true,
  });
}
