import type { Problem } from './problem.ts';

/** A problem for machines. */
export function problemJson({ level, code, says, hint, place }: Problem): Readonly<Record<string, unknown>> {
  return {
    level,
    code,
    message: says,
    hint,
    file: place?.file,
    line: place?.line,
    column: place?.column,
    object: place?.object,
    field: place?.field,
  };
}
