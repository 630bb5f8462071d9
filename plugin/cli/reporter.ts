import type { Excerpt } from '../model/place.ts';
import type { Redactor } from '../trust/redactor.ts';
import type { Problem } from './problem.ts';
import { problemJson } from './problem-json.ts';
import { problemText } from './problem-text.ts';
import { type Style, styleOf } from './screen/style.ts';

/** Writes problems to stderr, each once, with every known value masked. */
export class Reporter {
  readonly #write: (text: string) => void;
  readonly #redactor: Redactor;
  readonly #format: 'text' | 'json';
  readonly #style: Style;
  readonly #seen = new Set<string>();

  constructor(write: (text: string) => void, redactor: Redactor, format: 'text' | 'json', style = styleOf(false)) {
    this.#write = write;
    this.#redactor = redactor;
    this.#format = format;
    this.#style = style;
  }

  report(problem: Problem): void {
    const masked = this.masked(problem);
    const text =
      this.#format === 'json' ? `${JSON.stringify(problemJson(masked))}\n` : problemText(masked, this.#style);
    if (this.#seen.has(text)) return;
    this.#seen.add(text);
    this.#write(text);
  }

  /** Begins anew: what was written may be written again. */
  forget(): void {
    this.#seen.clear();
  }

  /** The problem with known values masked in its words. Its place comes from the manifest and stays, without a line that holds one. */
  masked(problem: Problem): Problem {
    const { place, hint, effects } = problem;
    const mask = (text: string) => this.#redactor.maskMessage(text);
    return {
      ...problem,
      says: mask(problem.says),
      ...(hint === undefined ? {} : { hint: mask(hint) }),
      ...(place?.excerpt === undefined ? {} : { place: { ...place, excerpt: () => this.#shown(place.excerpt?.()) } }),
      ...(effects === undefined ? {} : { effects: effects.map((each) => ({ ...each, subject: mask(each.subject) })) }),
    };
  }

  #shown(excerpt: Excerpt | undefined): Excerpt | undefined {
    return excerpt !== undefined && this.#redactor.maskMessage(excerpt.line) === excerpt.line ? excerpt : undefined;
  }
}
