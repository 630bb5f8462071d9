import type { CallContext } from '../value.ts';

/**
 * Counts what matching a text against a pattern can take at most: each byte may meet each part of the pattern.
 *
 * @param pattern - A Go regular expression. A counted repetition stands for as many copies.
 */
export function spendMatching(call: CallContext, pattern: string, text: string): void {
  const copies = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, from, to]) => Number(to || from) || 1);
  // RE2 refuses more than a thousand copies.
  const parts =
    pattern.length *
    Math.min(
      1000,
      copies.reduce((product, count) => product * count, 1),
    );
  call.spend(Math.ceil((parts * text.length) / partsPerStep));
}

const partsPerStep = 64;
