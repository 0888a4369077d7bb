import { Button, FileButton } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { notifyError } from '../../ui/notify.tsx';
import { ImportDialog } from './import-dialog.tsx';

/** Chooses a file of rules; what it would do is said before anything is done. */
export function ImportButton(): ReactNode {
  const [file, setFile] = useState<{ name: string; content: unknown } | null>(null);
  const reset = useRef<() => void>(null);
  const read = async (chosen: File | null): Promise<void> => {
    // The same file may be chosen again once it is mended.
    reset.current?.();
    if (chosen === null) {
      return;
    }
    try {
      setFile({ name: chosen.name, content: JSON.parse(await chosen.text()) });
    } catch {
      notifyError(
        new Error(`${chosen.name} is not a file of rules: it cannot be read as JSON. Nothing was changed.`),
        'Not imported',
      );
    }
  };
  return (
    <>
      <FileButton
        accept=".json,application/json"
        resetRef={reset}
        inputProps={{ 'aria-label': 'File of rules' }}
        onChange={(chosen) => void read(chosen)}
      >
        {(props) => <Button {...props}>Import…</Button>}
      </FileButton>
      {file === null ? null : <ImportDialog file={file} close={() => setFile(null)} />}
    </>
  );
}
