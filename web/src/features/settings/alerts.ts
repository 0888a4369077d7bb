import { queryOptions, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/mutation.ts';
import type { Alerts, AlertsBody, TestMail } from '../../api/types.ts';
import { notifyDone } from '../../ui/notify.tsx';

const PATH = '/api/v1/alerts';

/** The e-mails that whoever is signed in chose, and what became of the last ones. */
export const alertsQuery = queryOptions({
  queryKey: [PATH],
  queryFn: ({ signal }) => api.get<Alerts>(PATH, {}, signal),
});

/** Replaces the choice. */
export function useChooseAlerts(): UseMutationResult<Alerts, Error, AlertsBody> {
  return useChange((body: AlertsBody) => api.post<Alerts>(PATH, body), {
    showsError: true,
    onSuccess: () => notifyDone('Your notifications have been saved.'),
  });
}

/** Sends a test e-mail; the answer is what the mail server said. */
export function useTestMail(): UseMutationResult<TestMail, Error, void> {
  return useMutation({
    mutationFn: () => api.post<TestMail>(`${PATH}/test`),
    meta: { showsError: true },
  });
}
