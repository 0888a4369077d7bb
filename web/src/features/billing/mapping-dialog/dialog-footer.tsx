import { Button, List, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ApiError, errorText } from '../../../api/api-error.ts';
import { useMay } from '../../../api/session.ts';
import type { LineItem, Result } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useUnmappedOfProduct } from '../api/mapping.ts';
import { AcceptForm } from '../findings/accept-form.tsx';
import { canAccept } from './acceptance-words.ts';
import classes from './mapping-dialog.module.css';
import type { Save } from './use-save.ts';

type DialogFooterProps = {
  line: LineItem;
  /** As the last run stored it. */
  result: Result | undefined;
  isDirty: boolean;
  sameProductLines: number;
  save: Save;
  /** Nothing can be compared yet. */
  isDisabled: boolean;
  onSave: () => void;
  onSaveAll: (others: readonly LineItem[]) => void;
};

/** Save, for one line or for all of the product that have no mapping yet; and what the server refused. */
export function DialogFooter({
  line,
  result,
  isDirty,
  isDisabled,
  sameProductLines,
  save,
  onSave,
  onSaveAll,
}: DialogFooterProps): ReactNode {
  const mayWork = useMay('work');
  const others = useUnmappedOfProduct(line, sameProductLines > 0);
  const [isAccepting, setIsAccepting] = useState(false);
  if (!mayWork) {
    return (
      <div className={classes.footer}>
        <Text size="sm" c="dimmed">
          Your role in this workspace sees this and does not change it.
        </Text>
      </div>
    );
  }
  if (isAccepting && result !== undefined) {
    return (
      <div className={classes.footer}>
        <AcceptForm results={[result]} onClose={() => setIsAccepting(false)} />
      </div>
    );
  }
  return (
    <div className={classes.footer}>
      {save.error === null ? null : <Refusal error={save.error} />}
      {line.mapping === null ? null : (
        <Button disabled={save.isPending} onClick={save.remove}>
          Remove mapping
        </Button>
      )}
      {result === undefined || !canAccept(result) ? null : (
        // With unsaved changes the variance in sight is not the one that would be accepted.
        <Button disabled={isDirty || save.isPending} onClick={() => setIsAccepting(true)}>
          {result.status === 'accepted' ? 'Change acceptance…' : 'Accept variance…'}
        </Button>
      )}
      <span className={classes.filler} />
      {others.length === 0 ? null : (
        <Button disabled={save.isPending || isDisabled} onClick={() => onSaveAll(others)}>
          Save and apply to {formatQuantity(others.length)} unmapped {others.length === 1 ? 'line' : 'lines'}{' '}
          of this product
        </Button>
      )}
      <Button
        variant="filled"
        loading={save.isPending}
        disabled={isDisabled || (line.mapping !== null && !isDirty)}
        onClick={onSave}
      >
        Save
      </Button>
    </div>
  );
}

/** What the server said, with each part it names. Nothing was stored. */
function Refusal({ error }: { error: Error }): ReactNode {
  const parts = error instanceof ApiError ? error.errors : [];
  return (
    <Notice tone="bad" role="alert" title="Not saved">
      <Text size="sm">{errorText(error)}</Text>
      {parts.length > 1 ? (
        <List size="sm">
          {parts.map(({ path, message }) => (
            <List.Item key={path}>
              {path}: {message}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Notice>
  );
}
