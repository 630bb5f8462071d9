import type { Place } from '../model/place.ts';
import type { Problem } from './problem.ts';

/** A problem for machines. */
export function problemJson({ level, code, says, hint, place, effects }: Problem): Readonly<Record<string, unknown>> {
  return {
    level,
    code,
    message: says,
    hint,
    ...placeJson(place ?? effects?.[0]?.place),
    ...(effects === undefined
      ? {}
      : { effects: effects.map(({ subject, place: at }) => ({ subject, ...placeJson(at) })) }),
  };
}

function placeJson(place: Place | undefined): Readonly<Record<string, unknown>> {
  return {
    file: place?.file,
    line: place?.line,
    column: place?.column,
    object: place?.object,
    field: place?.field,
  };
}
