import { nearest } from '../../errors/nearest.ts';

/** What a hint may be made of: names only. */
export interface HintFacts {
  /** Go's message, as text. */
  readonly says: string;
  /** Keys of the root dot; empty while parsing. */
  readonly keys: Iterable<string>;
  readonly functions: Iterable<string>;
}

type Hint = (match: RegExpExecArray, facts: HintFacts) => string | undefined;

const helmOnly = new Set([
  'include',
  'tpl',
  'required',
  'lookup',
  'toToml',
  'fromToml',
  'fromJsonArray',
  'fromYamlArray',
  'mustToYaml',
]);
const refused = new Set(['env', 'expandenv', 'getHostByName']);

// The first that fits is shown.
const hints: readonly (readonly [RegExp, Hint])[] = [
  [/^map has no entry for key "(.*)"$/, missingKey],
  [/^function "(.*)" not defined$/, unknownFunction],
  [
    /^bad character U\+002D '-'$/,
    () =>
      'a key with a hyphen cannot be written as a field: read it with {{ index . "the-key" }}; to subtract write sub 3 1',
  ],
  [/^unclosed action$/, () => 'close it with }}; text that is no template writes {{ as {{ "{{" }}'],
  [/^unexpected EOF$/, () => 'each if, range, with, define and block wants an {{ end }}'],
  [/^invalid syntax$/, () => 'a quoted text holds an escape that Go does not know: write it between backquotes'],
  [/^error calling fail: /, () => 'the template itself says so, with fail'],
  [
    /expected map\[string\]interface \{\}; got map\[string\]string$/,
    () =>
      'the root dot holds only strings, and get, hasKey, keys, pick, dig and the like want a map of anything: use index . "key"',
  ],
  [
    /^wrong type for value; expected (string|int|int64); got float64$/,
    (match) =>
      `numbers from fromJson and fromYaml are float64: convert with ${match[1] === 'string' ? 'toString' : 'int'} first`,
  ],
  [
    /^wrong type for value; expected int; got (int64|string)$/,
    () => 'convert with int first: arithmetic functions give int64, and secret values are strings',
  ],
  [
    /incompatible types for comparison: .*float64/,
    () => 'numbers from fromJson and fromYaml are float64: compare with a constant such as 1.0, or convert with int',
  ],
  [
    /incompatible types for comparison: .*\bstring\b/,
    () => 'secret values are strings: compare with a string such as "1", or convert with int or atoi',
  ],
  [
    /^range can't iterate over a value of type string$/,
    () => 'split a string with splitList, or parse it with fromJson, to range over it',
  ],
  [
    /^range can't iterate over a value of type float64$/,
    () => 'numbers from JSON are float64: convert with int, or use until',
  ],
  [
    /^(?:nil data; no entry|nil pointer evaluating)/,
    () => 'what stands before the field is nil: test it with {{ with … }}, or give a default before the field is read',
  ],
  [
    /^can't evaluate field .* in type string$/,
    () => 'secret values are strings: parse JSON with fromJson first, as in {{ (fromJson .key).field }}',
  ],
];

/** What to do about a frequent error, or `undefined`. */
export function hintFor(facts: HintFacts): string | undefined {
  for (const [pattern, hint] of hints) {
    const match = pattern.exec(facts.says);
    if (match !== null) return hint(match, facts);
  }
  return undefined;
}

function missingKey([, key = '']: RegExpExecArray, { keys }: HintFacts): string {
  const near = nearest(key, keys);
  const meant = near === undefined ? '' : `did you mean "${near}"? `;
  return `${meant}a field fails before default is asked; where the key may be absent write {{ index . "${key}" | default "…" }}`;
}

function unknownFunction([, name = '']: RegExpExecArray, { functions }: HintFacts): string | undefined {
  if (helmOnly.has(name))
    return `"${name}" is one of Helm's functions; External Secrets Operator has none of that name`;
  if (refused.has(name)) return 'templates have no access to the environment or the network';
  const near = nearest(name, functions);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}
