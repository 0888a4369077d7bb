import type { UseMutationResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { api } from '../../api/client.ts';
import {
  createIntegration,
  removeIntegration,
  testIntegration,
  updateIntegration,
} from '../../api/integrations.ts';
import { useChange } from '../../api/mutation.ts';
import type { Integration, TestResult, Vendor } from '../../api/types.ts';
import { type CredentialFormValues, toBody, toPatch } from './credential-form.ts';

export type SaveIntegration = {
  /** What the server has by now: the edited integration, or the one made for a test. */
  stored: Integration | null;
  save: UseMutationResult<void, Error, CredentialFormValues>;
  test: UseMutationResult<TestResult, Error, CredentialFormValues>;
  /** Takes back what was made only for a test. */
  dropDraft: () => Promise<void>;
  errorsOf: (error: Error) => Record<string, string>;
};

/**
 * Saving and testing one integration. The server tests only what it has, so the first test of a new one creates it;
 * leaving the dialog without saving removes it again.
 */
export function useSaveIntegration(
  vendor: Vendor,
  integration: Integration | null,
  onSaved: () => void,
): SaveIntegration {
  const [stored, setStored] = useState(integration);
  const draft = useRef(integration);

  const store = async (values: CredentialFormValues): Promise<Integration> => {
    const before = draft.current;
    const after =
      before === null
        ? await createIntegration(toBody(vendor, values))
        : await updateIntegration(before.id, toPatch(vendor, before, values));
    draft.current = after;
    setStored(after);
    return after;
  };

  const test = useChange(async (values: CredentialFormValues) => testIntegration((await store(values)).id), {
    showsError: true,
  });
  const save = useChange(
    async (values: CredentialFormValues) => {
      const { id } = await store(values);
      if (integration === null) {
        await api.post('/api/v1/sync', { integrationIds: [id] });
      }
    },
    { showsError: true, onSuccess: onSaved },
  );
  const dropDraft = async (): Promise<void> => {
    if (integration === null && draft.current !== null) {
      await drop.mutateAsync(draft.current.id);
    }
  };
  const drop = useChange(removeIntegration);
  return { stored, save, test, dropDraft, errorsOf: (error) => fieldErrors(error) };
}
