import type { ReactNode } from 'react';
import classes from './mapping-dialog.module.css';

type FieldGroupProps = {
  label: string;
  /** Beside the label: a count, a switch. */
  aside?: ReactNode;
  /** Below the fields: what a choice means. */
  note?: string;
  children: ReactNode;
};

/** Several controls under one label. */
export function FieldGroup({ label, aside, note = '', children }: FieldGroupProps): ReactNode {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        {label} {aside}
      </legend>
      {children}
      {note === '' ? null : <p className={classes.note}>{note}</p>}
    </fieldset>
  );
}
