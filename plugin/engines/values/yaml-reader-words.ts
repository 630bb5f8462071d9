import type { Bytes } from '../../go/byte-string.ts';

/**
 * Says why a character may not be in a YAML text, in Go's words.
 *
 * @remarks Go: yaml_parser_update_buffer in go.yaml.in/yaml/v2 readerc.go.
 */
export function yamlReaderWords(text: Bytes, offset: number): string {
  const first = text.charCodeAt(offset);
  const width = widthOf(first);
  if (width === 0) return 'invalid leading UTF-8 octet';
  if (offset + width > text.length) return 'incomplete UTF-8 octet sequence';
  let code = width === 1 ? first : first & (0x7f >> width);
  for (let at = 1; at < width; at++) {
    const octet = text.charCodeAt(offset + at);
    if ((octet & 0xc0) !== 0x80) return 'invalid trailing UTF-8 octet';
    code = (code << 6) | (octet & 0x3f);
  }
  if (width > 1 && code < (least[width] ?? 0)) return 'invalid length of a UTF-8 sequence';
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return 'invalid Unicode character';
  return 'control characters are not allowed';
}

const least: readonly number[] = [0, 0, 0x80, 0x800, 0x10000];

function widthOf(octet: number): number {
  if (octet < 0x80) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
}
