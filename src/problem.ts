/** A refusal with the words a client may see; everything else that is thrown reads as an internal error. */

export type FieldProblem = { path: string; message: string };

/** Kinds of refusal and the HTTP status each answers with. */
const STATUS = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'plan-required': 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  'too-many-requests': 429,
} as const;

const TITLE: Record<ProblemKind, string> = {
  'invalid-input': 'The request is not understood',
  'not-signed-in': 'Sign in first',
  'not-allowed': 'Not allowed',
  'plan-required': 'Not in this plan',
  'not-found': 'Not found',
  conflict: 'Conflict',
  refused: 'Refused',
  'too-many-requests': 'Too many requests',
};

export type ProblemKind = keyof typeof STATUS;

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly errors: FieldProblem[] | undefined;

  /** @param detail one or two sentences: what happened, what still holds, what to do. */
  constructor(kind: ProblemKind, detail: string, errors?: FieldProblem[]) {
    super(detail);
    this.name = 'Problem';
    this.kind = kind;
    this.errors = errors;
  }

  get status(): number {
    return STATUS[this.kind];
  }

  get title(): string {
    return TITLE[this.kind];
  }
}

/** @param thing what was asked for, with its article: "an organization". Also said of another workspace's things. */
export function notFound(thing: string): Problem {
  return new Problem(
    'not-found',
    `There is no such thing here: ${thing} with this id does not exist in this workspace.`,
  );
}
