import { problemSchema } from './schemas/common.ts';

/** The refusals every route may answer with, for the OpenAPI document. */
export const problems = {
  '4xx': problemSchema,
  '5xx': problemSchema,
} as const;
