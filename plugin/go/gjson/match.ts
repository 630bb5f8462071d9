// Wildcards: `*` any run of characters, `?` one, `\` takes the next as it is. github.com/tidwall/match v1.2.0.

import type { Bytes } from '../byte-string.ts';
import { decodeLastRune } from '../decode-last-rune.ts';
import { decodeRune } from '../decode-rune.ts';

// How often the search may begin anew for each byte of the text: patterns come from outside.
const allowance = 10_000;

/** Whether a text matches a pattern. Gives up, with no, where that would take too long. */
export function matchesWildcard(text: string, pattern: string): boolean {
  if (pattern === '*') return true;
  return new Search(text.length * allowance).run(text, pattern) === 'match';
}

type Outcome = 'match' | 'no match' | 'stopped';

class Search {
  private readonly limit: number;
  private count = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  run(wholeText: string, wholePattern: string): Outcome {
    if (this.count > this.limit) return 'stopped';
    this.count++;
    let text = wholeText;
    let pattern = wholePattern;
    while (pattern !== '') {
      if (pattern.startsWith('*')) {
        const rest = trimSuffix(text, pattern.replace(/^\*+/, '*'));
        if (!rest) return 'no match';
        if (rest.pattern.length === 1) return 'match';
        const outcome = this.run(rest.text, rest.pattern.slice(1));
        if (outcome !== 'no match') return outcome;
        if (rest.text === '') return 'no match';
        text = rest.text.slice(decodeRune(rest.text, 0).width);
        pattern = rest.pattern;
        continue;
      }
      if (text === '') return 'no match';
      const { code, width } = decodeRune(text, 0);
      const wanted = firstOf(pattern);
      if (!wanted || (!wanted.isAny && wanted.code !== code)) return 'no match';
      text = text.slice(width);
      pattern = pattern.slice(wanted.width);
    }
    return text === '' ? 'match' : 'no match';
  }
}

interface Wanted {
  readonly code: number;
  readonly width: number;
  readonly isAny: boolean;
}

function firstOf(pattern: string): Wanted | undefined {
  if (pattern.startsWith('?')) return { code: 0, width: 1, isAny: true };
  const escaped = pattern.startsWith('\\') ? 1 : 0;
  const { code, width } = decodeRune(pattern, escaped);
  return width === 0 ? undefined : { code, width: width + escaped, isAny: false };
}

/** Takes off what text and pattern have in common at the end, back to the last star. */
function trimSuffix(wholeText: string, wholePattern: string): { text: string; pattern: string } | undefined {
  let text = wholeText;
  let pattern = wholePattern;
  while (text !== '' && pattern.length > 1) {
    const last = decodeLastRune(pattern as Bytes, pattern.length);
    const backslashes = /\\*$/.exec(pattern.slice(0, pattern.length - last.width))?.[0].length ?? 0;
    const isEscaped = backslashes % 2 === 1;
    if (last.code === 0x2a && !isEscaped) break;
    const end = decodeLastRune(text as Bytes, text.length);
    const isAny = last.code === 0x3f && !isEscaped;
    if (!isAny && last.code !== end.code) return undefined;
    text = text.slice(0, text.length - end.width);
    pattern = pattern.slice(0, pattern.length - last.width - (isEscaped ? 1 : 0));
  }
  return { text, pattern };
}
