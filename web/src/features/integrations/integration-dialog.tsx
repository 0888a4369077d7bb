import { Alert, Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { Check, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { CredentialField, Integration, TestResult, Vendor } from '../../api/types.ts';
import { mayDiscard } from '../../ui/confirm.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { type CredentialFormValues, fieldsOf, initialValues, missingFields } from './credential-form.ts';
import { useSaveIntegration } from './use-save-integration.ts';

type IntegrationDialogProps = { vendor: Vendor; integration: Integration | null; close: () => void };

/** Connects a vendor, or changes how it is connected; the fields are the vendor's own. */
export function IntegrationDialog({ vendor, integration, close }: IntegrationDialogProps): ReactNode {
  const saving = useSaveIntegration(vendor, integration, close);
  const form = useForm<CredentialFormValues>({
    initialValues: initialValues(vendor, integration),
    validate: (values) => missingFields(vendor, saving.stored, values),
  });
  const leave = async (): Promise<void> => {
    if (await mayDiscard(form.isDirty())) {
      await saving.dropDraft();
      close();
    }
  };
  const whenValid = (act: (values: CredentialFormValues) => void): void => {
    if (!form.validate().hasErrors) {
      act(form.values);
    }
  };
  return (
    <Modal
      opened
      onClose={() => void leave()}
      title={integration === null ? `Add ${vendor.name}` : `Edit ${integration.name}`}
      size="md"
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          whenValid((values) =>
            saving.save.mutate(values, { onError: (error) => form.setErrors(saving.errorsOf(error)) }),
          );
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label="Name"
            description="How it is called here"
            {...form.getInputProps('name')}
          />
          {fieldsOf(vendor).map((field) => (
            <CredentialInput key={field.name} field={field} form={form} stored={saving.stored} />
          ))}
          <FormError error={saving.save.error ?? saving.test.error} />
          <TestAnswer vendor={vendor} result={saving.test.data} />
          <Group justify="space-between" mt="xs">
            {vendor.category === 'file' ? null : (
              <Button
                loading={saving.test.isPending}
                onClick={() =>
                  whenValid((values) =>
                    saving.test.mutate(values, {
                      onError: (error) => form.setErrors(saving.errorsOf(error)),
                    }),
                  )
                }
              >
                Test connection
              </Button>
            )}
            <Group gap="xs" ml="auto">
              <Button onClick={() => void leave()}>Cancel</Button>
              <Button type="submit" variant="filled" loading={saving.save.isPending}>
                {integration === null ? 'Save and sync' : 'Save'}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type CredentialInputProps = {
  field: CredentialField;
  form: UseFormReturnType<CredentialFormValues>;
  stored: Integration | null;
};

function CredentialInput({ field, form, stored }: CredentialInputProps): ReactNode {
  const isSet = stored?.secretsSet.includes(field.name) ?? false;
  const common = {
    label: field.label,
    description: field.help,
    withAsterisk: field.required && field.default === null && !isSet,
    autoComplete: 'off',
    ...form.getInputProps(`credentials.${field.name}`),
  };
  return field.secret ? (
    <PasswordInput
      {...common}
      autoComplete="new-password"
      placeholder={isSet ? 'Stored. Leave empty to keep it' : ''}
    />
  ) : (
    <TextInput {...common} placeholder={field.default ?? ''} />
  );
}

/** What the vendor said, in its own words. */
function TestAnswer({ vendor, result }: { vendor: Vendor; result: TestResult | undefined }): ReactNode {
  const answer = useRef<HTMLDivElement>(null);
  // A long form may hide it below the edge of the dialog.
  useEffect(() => {
    if (result !== undefined) {
      answer.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [result]);
  if (result === undefined) {
    return null;
  }
  return (
    <Alert
      ref={answer}
      variant="outline"
      color={result.ok ? 'green' : 'red'}
      role={result.ok ? 'status' : 'alert'}
      icon={result.ok ? <Check size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
      title={result.ok ? 'The connection works' : `${vendor.name} refused the connection`}
    >
      {result.message}
    </Alert>
  );
}
