import type { Redactor } from '../trust/redactor.ts';
import type { Problem } from './problem.ts';
import { problemJson } from './problem-json.ts';
import { problemText } from './problem-text.ts';

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
