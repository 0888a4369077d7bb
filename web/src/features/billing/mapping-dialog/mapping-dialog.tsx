import { Modal, Skeleton, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '../../../ui/error-state.tsx';
import { lineItemQuery } from '../api/line-items.ts';
import { useMappingOptions } from '../api/mapping.ts';
import { useBillingSearch } from '../use-billing-search.ts';
import { DialogTitle } from './dialog-title.tsx';
import classes from './mapping-dialog.module.css';
import { MappingEditor } from './mapping-editor.tsx';
import { canBeMapped, NotMappable } from './not-mappable.tsx';

/** The dialog of the line that the URL names. */
export function MappingDialog(): ReactNode {
  const { search, change } = useBillingSearch();
  const isNarrow = useMediaQuery('(max-width: 60em)');
  const close = (): void => change({ line: undefined });
  const { line } = search;
  return line === undefined || search.runId !== undefined ? null : (
    <Modal
      key={line}
      opened
      onClose={close}
      size={1060}
      yOffset={44}
      fullScreen={isNarrow}
      title={<DialogTitle lineItemId={line} />}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
      styles={{ title: { flex: 1, minWidth: 0 } }}
    >
      <DialogBody lineItemId={line} close={close} />
    </Modal>
  );
}

function DialogBody({ lineItemId, close }: { lineItemId: string; close: () => void }): ReactNode {
  const line = useQuery(lineItemQuery(lineItemId));
  const options = useMappingOptions(lineItemId, null);
  const error = line.error ?? options.error;
  if (line.data !== undefined && !canBeMapped(line.data)) {
    return <NotMappable line={line.data} close={close} />;
  }
  if (line.data !== undefined && options.data !== undefined) {
    return <MappingEditor line={line.data} options={options.data} close={close} />;
  }
  if (error !== null) {
    const retry = (): void => {
      void line.refetch();
      void options.refetch();
    };
    return <ErrorState error={error} retry={retry} />;
  }
  return (
    <Stack p="lg" aria-hidden>
      <Skeleton height={18} width="60%" />
      <Skeleton height={32} />
      <Skeleton height={90} />
      <Skeleton height={32} width="30%" />
    </Stack>
  );
}
