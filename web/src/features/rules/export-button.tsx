import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { notifyError } from '../../ui/notify.tsx';
import { exportRules } from './api.ts';

const FILE_NAME = 'tieout-rules.json';

/** Saves all rules as a text file. */
export function ExportButton(): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      download(await exportRules());
    } catch (error) {
      notifyError(error, 'The rules were not exported');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={isBusy} onClick={() => void save()}>
      Export
    </Button>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(url);
}
