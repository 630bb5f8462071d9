import type { Bytes } from '../go/byte-string.ts';
import type { RandomSource } from '../model/random.ts';

/** How a template is run. */
export interface Execution {
  /** Milliseconds since 1970. */
  now(): number;
  /** Absent: functions that need randomness fail with `TEMPLATE_RANDOM`. */
  readonly random?: RandomSource;
  /** `error` for templates of a Secret; `default` for `rewrite.transform`, where an absent key prints `<no value>`. */
  readonly missingKey: 'error' | 'default';
  /** Steps and output bytes after which a run ends with `TEMPLATE_BUDGET`. */
  readonly maxSteps: number;
  readonly maxOutputBytes: number;
  /** Milliseconds by `now` after which it ends so too: a guard against what steps count too low. Default 30,000. */
  readonly maxMs?: number;
}

/** A parsed template, to be executed any number of times. */
export interface CompiledTemplate {
  /**
   * @param data - The root dot: a map of byte strings (map[string]string), its keys too.
   * @throws TemplateError with `place.line` and `place.column` inside the template text, from 1.
   */
  execute(data: ReadonlyMap<Bytes, Bytes | ReadonlyMap<Bytes, Bytes>>, execution: Execution): Bytes;
}

/** A template language. */
export interface Engine {
  /**
   * Parses a template, and loads the function families that it names. Compiled texts are cached.
   * @param text - The template.
   * @param name - Shown in error texts, as in Go: `template: NAME:1:2: …`.
   * @throws TemplateError
   */
  compile(text: Bytes, name: string): Promise<CompiledTemplate>;
}

/** Every template language, by the name that configuration and annotation use. */
export const engines = {
  gotemplate: async () => ({ engine: (await import('./gotemplate/go-template.ts')).goTemplate }),
  handlebars: async () => ({ engine: (await import('./handlebars/handlebars.ts')).handlebars }),
} satisfies Record<string, () => Promise<{ readonly engine: Engine }>>;
