import { EsrError } from '../errors/esr-error.ts';
import { type Effect, type Problem, problemOf } from './problem.ts';

/**
 * Tells faults of one cause together: a store that is down, or whose document is wrong, is one problem with many effects.
 *
 * @returns One problem for each cause, in the order in which they were first met.
 */
export function problemsOf(faults: readonly EsrError[]): readonly Problem[] {
  const groups = new Map<EsrError | string, EsrError[]>();
  for (const fault of new Set(faults)) {
    const key = causeOf(fault);
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()].map(together);
}

/** Faults of a store that say the same are one: each batch of reads meets its own. */
function causeOf(fault: EsrError): EsrError | string {
  const { cause, subject } = fault;
  if (subject === undefined || !(cause instanceof EsrError)) return fault;
  return cause.exitStatus === 3 && cause.subject === undefined ? JSON.stringify([cause.code, cause.says]) : cause;
}

function together(group: readonly EsrError[]): Problem {
  const [first] = group as readonly [EsrError, ...EsrError[]];
  const effects = group.flatMap((fault): Effect[] => {
    const { subject, place } = fault;
    return subject === undefined || !(fault.cause instanceof EsrError) ? [] : [{ subject, ...(place && { place }) }];
  });
  if (group.length === 1) return problemOf(first);
  const head = group.find(({ subject }) => subject === undefined) ?? (first.cause as EsrError);
  return { ...problemOf(head), effects };
}
