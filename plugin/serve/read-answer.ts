import { readFrame } from './frame.ts';
import type { WireAnswer, WireFault, WireRemark } from './wire.ts';

/** An answer as it arrived. */
export interface GivenAnswer extends WireAnswer {
  readonly chunks: readonly Buffer[];
}

/** Reads an answer; `undefined` for what no daemon says. */
export function readAnswer(bytes: Buffer): GivenAnswer | undefined {
  const frame = readFrame(bytes);
  const { warnings, faults } = Object(frame?.head) as { readonly warnings?: unknown; readonly faults?: unknown };
  if (frame === undefined || !Array.isArray(warnings) || !Array.isArray(faults)) return undefined;
  if (!warnings.every(isRemark) || !faults.every(isFault)) return undefined;
  return { chunks: frame.parts, warnings, faults };
}

function isRemark(given: unknown): given is WireRemark {
  const { code, says, hint, place } = Object(given) as { readonly [Name in keyof WireRemark]?: unknown };
  const isPlace = place === undefined || (typeof place === 'object' && place !== null);
  return typeof code === 'string' && typeof says === 'string' && isText(hint) && isPlace;
}

function isFault(given: unknown): given is WireFault {
  const { exitStatus, subject, cause } = Object(given) as { readonly [Name in keyof WireFault]?: unknown };
  const isStatus = exitStatus === 1 || exitStatus === 2 || exitStatus === 3;
  return isStatus && isRemark(given) && isText(subject) && (cause === undefined || isFault(cause));
}

function isText(given: unknown): boolean {
  return given === undefined || typeof given === 'string';
}
