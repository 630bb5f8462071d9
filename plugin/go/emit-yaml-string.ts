/**
 * Writes a string so that every Go YAML reader gives it back unchanged, as a value or a key.
 *
 * @remarks
 * Plain only where no reader can take it for anything else, else double-quoted with everything outside printable ASCII
 * escaped (test/conformance/go/yaml-emit-strings.json). A key whose written form is longer than 1,024
 * characters needs the explicit form `? KEY`, which Secret keys (253 bytes) never reach.
 *
 * @param text - Any text; a lone surrogate becomes U+FFFD.
 */
export function emitYamlString(text: string): string {
  if (isPlain(text)) return text;
  return `"${text.toWellFormed().replace(/[^ !#-[\]-~]/gu, escaped)}"`;
}

/** Words that YAML 1.1 readers take for booleans, null or numbers. */
const words = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i;

function isPlain(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._/-]*$/.test(text) && !words.test(text);
}

function escaped(character: string): string {
  const short = shorts.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

const shorts: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
