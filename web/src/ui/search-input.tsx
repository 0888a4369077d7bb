import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';

type SearchInputProps = {
  /** What is searched: "Search companies". */
  label: string;
  value: string | undefined;
  /** Called with every key: an answer that is no longer wanted is cancelled. undefined: no search. */
  onChange: (value: string | undefined) => void;
  width?: number | string;
};

/** The search of a page; `/` goes to it. */
export function SearchInput({ label, value, onChange, width = 220 }: SearchInputProps): ReactNode {
  const [text, setText] = useState(value ?? '');
  // What was reported and has not come back yet: it must not replace what was typed since.
  const underway = useRef<(string | undefined)[]>([]);
  // The back button changes the value from outside.
  useEffect(() => {
    const echo = underway.current.lastIndexOf(value);
    underway.current.splice(0, echo === -1 ? underway.current.length : echo + 1);
    if (echo === -1) setText(value ?? '');
  }, [value]);
  const change = (next: string): void => {
    setText(next);
    const searched = next.trim() === '' ? undefined : next.trim();
    if (searched === (underway.current.length > 0 ? underway.current.at(-1) : value)) return;
    underway.current.push(searched);
    onChange(searched);
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
