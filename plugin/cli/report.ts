import { showObject } from '../model/place.ts';
import type { Redactor } from '../trust/redactor.ts';
import type { Problem } from './problem.ts';

/** Writes problems to stderr, each once, with every known value masked. */
export class Reporter {
  readonly #write: (text: string) => void;
  readonly #redactor: Redactor;
  readonly #format: 'text' | 'json';
  readonly #seen = new Set<string>();

  constructor(write: (text: string) => void, redactor: Redactor, format: 'text' | 'json') {
    this.#write = write;
    this.#redactor = redactor;
    this.#format = format;
  }

  report(problem: Problem): void {
    const masked = this.masked(problem);
    const text = this.#format === 'json' ? `${JSON.stringify(problemJson(masked))}\n` : problemText(masked);
    if (this.#seen.has(text)) return;
    this.#seen.add(text);
    this.#write(text);
  }

  /** The problem with known values masked in its words. Its place comes from the manifest and stays. */
  masked(problem: Problem): Problem {
    const says = this.#redactor.mask(problem.says);
    return problem.hint === undefined
      ? { ...problem, says }
      : { ...problem, says, hint: this.#redactor.mask(problem.hint) };
  }
}

/** A problem for people: what, where, and what to do. */
export function problemText({ level, code, says, hint, place }: Problem): string {
  const lines = [`${level} ${code}: ${says}`];
  if (place !== undefined) {
    const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    const parts = [position, place.object === undefined ? '' : showObject(place.object), place.field ?? ''];
    lines.push(`  at ${parts.filter((part) => part !== '').join(', ')}`);
    if (place.excerpt !== undefined) lines.push(`  | ${place.excerpt}`);
  }
  if (hint !== undefined) lines.push(`  hint: ${hint}`);
  return `${lines.join('\n')}\n`;
}

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
