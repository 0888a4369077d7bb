import type { Workspace, WorkspacePatch } from '../../api/types.ts';

/** Number inputs hold '' when they are empty. */
export type WorkspaceFormValues = {
  name: string;
  currency: string;
  timeZone: string;
  toleranceUnits: number | string;
  tolerancePercent: number | string;
  staleAfterHours: number | string;
};

export function toFormValues(workspace: Workspace): WorkspaceFormValues {
  return {
    name: workspace.name,
    currency: workspace.currency,
    timeZone: workspace.timeZone,
    toleranceUnits: workspace.tolerance?.units ?? '',
    tolerancePercent: workspace.tolerance?.percent ?? '',
    staleAfterHours: workspace.staleAfterHours,
  };
}

/** The form as the API takes it. Two empty tolerances are no tolerance. */
export function toWorkspacePatch(values: WorkspaceFormValues): WorkspacePatch {
  const { toleranceUnits: units, tolerancePercent: percent } = values;
  const tolerance = {
    ...(units === '' ? {} : { units: Number(units) }),
    ...(percent === '' ? {} : { percent: Number(percent) }),
  };
  return {
    name: values.name.trim(),
    currency: values.currency,
    timeZone: values.timeZone,
    tolerance: Object.keys(tolerance).length === 0 ? null : tolerance,
    staleAfterHours: Number(values.staleAfterHours),
  };
}

/** The form's field for a path of the API's. */
export function toFormField(path: string): string {
  return { 'tolerance.units': 'toleranceUnits', 'tolerance.percent': 'tolerancePercent' }[path] ?? path;
}
