import type { Bytes } from './byte-string.ts';
import { encodeRune } from './encode-rune.ts';
import { isConnector } from './is-connector.ts';
import { lowerCase } from './lower-case.ts';
import { runesOf } from './runes-of.ts';
import { upperCase } from './upper-case.ts';

/**
 * Writes an identifier with each word capitalised and nothing between: `http_server` as `HttpServer`.
 *
 * @remarks
 * xstrings: `ToPascalCase`. Leading and trailing connectors stay, and of several in a row only the last goes.
 */
export function pascalCase(text: Bytes): Bytes {
  const runes = runesOf(text);
  const first = runes.findIndex((code) => !isConnector(code));
  // A text of connectors only gets its last one twice.
  if (first < 0) return encode([...runes, ...runes.slice(-1)]);
  const out = runes.slice(0, first);
  let isShouting = false;
  for (const [i, code] of runes.entries()) {
    if (i < first) continue;
    if (isConnector(code)) {
      const next = runes[i + 1];
      if (next === undefined || isConnector(next)) out.push(code);
      isShouting = false;
    } else if (i === first || isConnector(runes[i - 1] as number)) {
      isShouting = isUpper(code);
      out.push(upperCase(code));
    } else {
      // HTTP becomes Http: a word that began in upper case goes on in lower case.
      isShouting &&= isUpper(code);
      out.push(isShouting ? lowerCase(code) : code);
    }
  }
  return encode(out);
}

function isUpper(code: number): boolean {
  return /\p{Lu}/u.test(String.fromCodePoint(code));
}

function encode(runes: readonly number[]): Bytes {
  return runes.map(encodeRune).join('') as Bytes;
}
