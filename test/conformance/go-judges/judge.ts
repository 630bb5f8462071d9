import { type Bytes, bytesFromBuffer, bytesOf } from '../../../plugin/go/byte-string.ts';
import type { RewriteSpec } from '../../../plugin/model/external-secret.ts';

/** A case of `test/conformance/go`; what else it has depends on its file. */
export interface Case {
  readonly id: string;
  readonly op?: string;
  readonly input?: unknown;
  readonly inputBase64?: string;
  readonly expected?: unknown;
  readonly error?: true;
  readonly strictError?: true;
  readonly nondeterministic?: readonly Outcome[];
  readonly strategy?: string;
  readonly rewrite?: readonly RewriteSpec[];
  readonly property?: string;
  readonly doc?: string;
  readonly docBase64?: string;
  readonly path?: string;
  readonly pattern?: string;
  readonly templates?: readonly string[];
  readonly forms?: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly expected?: unknown;
  readonly error?: true;
}

/** Gives our outcome for a case: what the file calls `expected`, or `refused`. */
export type Judge = (wanted: Case) => unknown;

/** Our outcome where Go reports an error. */
export const refused = { error: true } as const;

/** Whether an outcome is what was recorded; where Go's answer is random, any recorded one or a refusal. */
export function agrees(wanted: Case, got: unknown): boolean {
  if (wanted.nondeterministic) {
    const allowed = wanted.nondeterministic.map((outcome) => (outcome.error ? refused : outcome.expected));
    return [refused, ...allowed].some((each) => isSame(each, got));
  }
  return isSame(wanted.error ? refused : wanted.expected, got);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  // Pairs, because a key may be `__proto__`.
  return {
    pairs: Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  };
}

/** The input of a case as bytes. */
export function inputOf(wanted: Case): Bytes {
  if (wanted.inputBase64 !== undefined) return bytesFromBuffer(Buffer.from(wanted.inputBase64, 'base64'));
  return bytesOf(String(wanted.input));
}

/** A byte string as the corpus writes it: text, or base64 where it is no UTF-8. */
export function recorded(bytes: Bytes): unknown {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? text : { base64: buffer.toString('base64') };
}

/** A map of byte strings as the corpus writes it. */
export function recordedMap(values: ReadonlyMap<string, Bytes>): unknown {
  return Object.fromEntries([...values].map(([key, value]) => [key, recorded(value)]));
}

/** Runs something that refuses by throwing an error of a class, or one of several. */
export function attempt<T>(
  run: () => T,
  ...refusals: readonly (new (
    ...args: never[]
  ) => Error)[]
): T | typeof refused {
  try {
    return run();
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return refused;
    throw error;
  }
}
