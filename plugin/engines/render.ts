import type { Bytes } from '../go/byte-string.ts';
import { decodeText, type TextDecoding } from './decode-text.ts';
import type { Engine, Execution } from './engine.ts';
import { readStringMap } from './read-string-map.ts';

/** A template, and how its output is taken. */
export interface Rendering {
  readonly text: Bytes;
  /** Shown in error texts. */
  readonly name: string;
  /** `Values`: the output is one value. `KeysAndValues`: it is YAML, string to string. */
  readonly scope: 'Values' | 'KeysAndValues';
  /** Of each value under `KeysAndValues`. */
  readonly decoding: TextDecoding;
}

/** What a template gave. `failed`: it ran, and what it gave is not what its scope or strategy says. */
export type Rendered =
  | { readonly kind: 'value'; readonly value: Bytes }
  | { readonly kind: 'map'; readonly map: ReadonlyMap<Bytes, Bytes> }
  | { readonly kind: 'failed'; readonly stage: 'yaml' }
  | { readonly kind: 'failed'; readonly stage: 'decode'; readonly key: Bytes };

/**
 * Renders a template as ESO's engine entry does for one item of `templateFrom`.
 *
 * @remarks ESO: `runtime/template/v2/template.go`. The same for every target.
 * @throws TemplateError where the template cannot be parsed or run.
 */
export async function render(
  engine: Engine,
  { text, name, scope, decoding }: Rendering,
  data: ReadonlyMap<Bytes, Bytes>,
  execution: Execution,
): Promise<Rendered> {
  const compiled = await engine.compile(text, name);
  const value = compiled.execute(data, execution);
  if (scope === 'Values') return { kind: 'value', value };
  const strings = readStringMap(value);
  if (strings === undefined) return { kind: 'failed', stage: 'yaml' };
  const map = new Map<Bytes, Bytes>();
  for (const [key, string] of strings) {
    const decoded = decodeText(string, decoding);
    if (decoded === undefined) return { kind: 'failed', stage: 'decode', key };
    map.set(key, decoded);
  }
  return { kind: 'map', map };
}
