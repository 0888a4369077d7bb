import { Text } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { ChooseFile } from './choose-file.tsx';
import classes from './file-upload.module.css';

type DropZoneProps = { isBusy: boolean; onFile: (file: File) => void };

/** Takes a file that is dropped on it, or chosen. */
export function DropZone({ isBusy, onFile }: DropZoneProps): ReactNode {
  const [isOver, setIsOver] = useState(false);
  const over = (event: DragEvent, isNow: boolean): void => {
    event.preventDefault();
    setIsOver(isNow);
  };
  return (
    <section
      className={classes.dropZone}
      data-over={isOver}
      aria-label="Drop a file here"
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined && !isBusy) {
          onFile(file);
        }
      }}
    >
      <FileUp size={22} aria-hidden />
      <Text size="sm">Drop a CSV file or an Excel workbook here, or</Text>
      <ChooseFile data-autofocus loading={isBusy} onFile={onFile}>
        Choose a file
      </ChooseFile>
      <Text size="xs" c="dimmed">
        Up to 20 MB. Nothing changes before you have seen what is in it.
      </Text>
    </section>
  );
}
