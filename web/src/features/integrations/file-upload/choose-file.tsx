import { Button, type ButtonProps, FileButton } from '@mantine/core';
import { type ReactNode, useRef } from 'react';

/** What a file chooser offers; what a file really is, the server finds out. */
const ACCEPTED =
  '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type ChooseFileProps = ButtonProps & { onFile: (file: File) => void; children: ReactNode };

/** A button that opens the file chooser; the same file may be chosen again once it is mended. */
export function ChooseFile({ onFile, children, ...button }: ChooseFileProps): ReactNode {
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      accept={ACCEPTED}
      resetRef={reset}
      onChange={(file) => {
        reset.current?.();
        if (file !== null) {
          onFile(file);
        }
      }}
    >
      {(props) => (
        <Button {...props} {...button}>
          {children}
        </Button>
      )}
    </FileButton>
  );
}
