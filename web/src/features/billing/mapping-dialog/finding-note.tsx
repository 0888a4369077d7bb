import { Button, Group, Select, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { May } from '../../../api/may.tsx';
import { useMembers } from '../../../api/members.ts';
import { useMay } from '../../../api/session.ts';
import type { Result } from '../../../api/types.ts';
import { FormError } from '../../../ui/form-error.tsx';
import { formatDay } from '../../../ui/format.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import { useRemoveNote, useWriteNote } from '../api/findings.ts';

const NOTE_LENGTH_MAX = 5000;

/** The note on a finding: read, written and removed. */
export function FindingNote({ result }: { result: Result }): ReactNode {
  const [isEditing, setIsEditing] = useState(false);
  const { note } = result;
  const mayWork = useMay('work');
  const assignee = useMembers().find(({ id }) => id === note?.assigneeId);
  if (isEditing) {
    return <NoteForm result={result} onClose={() => setIsEditing(false)} />;
  }
  if (note === null && !mayWork) {
    return null;
  }
  return note === null ? (
    <Button size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => setIsEditing(true)}>
      Add a note
    </Button>
  ) : (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note.text}
        </Text>
        <Text size="xs" c="dimmed">
          Note by {note.by} on {formatDay(note.at)}
          {assignee === undefined ? '' : ` · looked after by ${assignee.name}`}
        </Text>
      </div>
      <May to="work">
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" onClick={() => setIsEditing(true)}>
            Edit note
          </Button>
          <RemoveNote result={result} note={note} />
        </Group>
      </May>
    </Group>
  );
}

function RemoveNote({ result, note }: { result: Result; note: NonNullable<Result['note']> }): ReactNode {
  const write = useWriteNote(result.lineItemId);
  const remove = useRemoveNote(result.lineItemId, {
    onSuccess: () =>
      notifyUndo(`Removed the note on ${result.productName}.`, () =>
        write.mutate({ text: note.text, assigneeId: note.assigneeId }),
      ),
  });
  return (
    <Button size="compact-sm" loading={remove.isPending} onClick={() => remove.mutate()}>
      Remove note
    </Button>
  );
}

function NoteForm({ result, onClose }: { result: Result; onClose: () => void }): ReactNode {
  const { lineItemId, note } = result;
  const [text, setText] = useState(note?.text ?? '');
  const [assigneeId, setAssigneeId] = useState(note?.assigneeId ?? null);
  const members = useMembers();
  const write = useWriteNote(lineItemId, { showsError: true, onSuccess: onClose });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    write.mutate({ text: text.trim(), assigneeId });
  };
  return (
    <form onSubmit={submit}>
      <FormError error={write.error} />
      <Textarea
        label="Note"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={NOTE_LENGTH_MAX}
        autosize
        minRows={2}
        maxRows={8}
        autoFocus
      />
      {members.length === 0 ? null : (
        <Select
          label="Looked after by (optional)"
          size="xs"
          mt="xs"
          maw={260}
          clearable
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={assigneeId}
          onChange={setAssigneeId}
        />
      )}
      <Group justify="flex-end" gap="xs" mt="xs">
        <Button size="compact-sm" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="compact-sm"
          type="submit"
          variant="filled"
          loading={write.isPending}
          disabled={text.trim() === ''}
        >
          Save note
        </Button>
      </Group>
    </form>
  );
}
