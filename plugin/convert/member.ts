import { goString } from './go-string.ts';
import type { Step } from './read-steps.ts';

/** How a Go template reaches into a value. */
export interface Member {
  readonly code: string;
  /** A member that is absent is printed as `<no value>` instead of failing. */
  readonly isLax: boolean;
}

/**
 * Writes a way into a parsed value.
 *
 * @param root - In parentheses.
 */
export function member(root: string, steps: readonly Step[]): Member {
  if (steps.length === 0) return { code: `${root} | toJson`, isLax: false };
  if (steps.every(isField)) return { code: `${root}.${steps.join('.')}`, isLax: false };
  const path = steps.map((step) => (typeof step === 'number' ? step : goString(step))).join(' ');
  return { code: `index ${root} ${path}`, isLax: true };
}

function isField(step: Step): boolean {
  return typeof step === 'string' && /^[A-Za-z_]\w*$/.test(step);
}
