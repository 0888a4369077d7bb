import { Fragment, type ReactNode } from 'react';

/** Short facts in a row, with dots between them. A line breaks after a dot, and neither before it nor within a fact. */
export function Parts({ of }: { of: readonly ReactNode[] }): ReactNode {
  return of.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: facts have no name, and keep their order.
    <Fragment key={index}>
      <span className="t-unbroken">
        {part}
        {index < of.length - 1 ? ' ·' : ''}
      </span>{' '}
    </Fragment>
  ));
}
