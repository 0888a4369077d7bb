import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';

/** Short: an answer that is no longer wanted is cancelled, and one that comes late is felt. */
const PAUSE_MS = 25;

type SearchInputProps = {
  /** What is searched: "Search companies". */
  label: string;
  value: string | undefined;
  /** Called after a pause in typing; undefined: no search. */
  onChange: (value: string | undefined) => void;
  width?: number | string;
};

/** The search of a page; `/` goes to it. */
export function SearchInput({ label, value, onChange, width = 220 }: SearchInputProps): ReactNode {
  const [text, setText] = useState(value ?? '');
  const report = useDebouncedCallback(
    (next: string) => onChange(next.trim() === '' ? undefined : next.trim()),
    PAUSE_MS,
  );
  // The back button changes the value from outside.
  useEffect(() => setText(value ?? ''), [value]);
  const change = (next: string): void => {
    setText(next);
    report(next);
  };
  return (
    <TextInput
      type="search"
      data-page-search
      aria-label={label}
      placeholder={label}
      value={text}
      w={width}
      maw="100%"
      leftSection={<Search size={14} aria-hidden />}
      rightSection={
        text === '' ? null : <CloseButton size="xs" aria-label="Clear search" onClick={() => change('')} />
      }
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          // Back to the rows that were found: the browser would clear the search.
          event.preventDefault();
          event.currentTarget.blur();
        }
      }}
    />
  );
}

/** Puts the cursor into the page's search. Answers whether the page has one. */
export function focusPageSearch(): boolean {
  const input = document.querySelector<HTMLInputElement>('[data-page-search]');
  input?.focus();
  input?.select();
  return input !== null;
}
