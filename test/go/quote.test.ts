import { type Bytes, bytesOf, textOf } from '../../plugin/go/byte-string.ts';
import { decodeRune } from '../../plugin/go/decode-rune.ts';
import { encodeRune } from '../../plugin/go/encode-rune.ts';
import { quote, quoteRune } from '../../plugin/go/quote.ts';
import { truncateRunes } from '../../plugin/go/truncate-runes.ts';
import { unquote } from '../../plugin/go/unquote.ts';

const hex = (text: string) => Buffer.from(text, 'hex').toString('latin1') as Bytes;

// What Go's strconv gives: bytes in hex, Quote, QuoteToASCII.
const quoted = [
  ['', '""', '""'],
  ['6122625c', '"a\\"b\\\\"', '"a\\"b\\\\"'],
  ['746162096e6c0a0d07080c0b', '"tab\\tnl\\n\\r\\a\\b\\f\\v"', '"tab\\tnl\\n\\r\\a\\b\\f\\v"'],
  ['007f1b', '"\\x00\\x7f\\x1b"', '"\\x00\\x7f\\x1b"'],
  ['c3a9e697a5f09f9880', '"é日😀"', '"\\u00e9\\u65e5\\U0001f600"'],
  ['ffe282', '"\\xff\\xe2\\x82"', '"\\xff\\xe2\\x82"'],
  ['c2a0e280a8efbbbf', '"\\u00a0\\u2028\\ufeff"', '"\\u00a0\\u2028\\ufeff"'],
  ['c2ad', '"\\u00ad"', '"\\u00ad"'],
  ['f48fbfbf', '"\\U0010ffff"', '"\\U0010ffff"'],
] as const;

const unquoted = [
  ['"a"', 'a'],
  ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
  ['"\\n\\t\\\\\\""', '\n\t\\"'],
  ['`a\\n\r\nb`', 'a\\n\nb'],
  ['""', ''],
  ['``', ''],
  ['"\\\'"', undefined],
  ['"\\z"', undefined],
  ['"\\400"', undefined],
  ['"\\ud800"', undefined],
  ['"\\x4"', undefined],
  ['"a', undefined],
  ['a"', undefined],
  ['`a`b`', undefined],
  ['"a\\"', undefined],
] as const;

describe('quote()', () => {
  test.each(quoted)('%s', (bytes, text, ascii) => {
    expect(textOf(quote(hex(bytes)))).toBe(text);
    expect(quote(hex(bytes), true)).toBe(ascii);
  });

  test('quotes a character, and U+FFFD for what is none', () => {
    expect([0x61, 0x27, 0x65e5, 0xd800, -1].map((code) => textOf(quoteRune(code)))).toEqual([
      "'a'",
      "'\\''",
      "'日'",
      "'\ufffd'",
      "'\ufffd'",
    ]);
  });
});

describe('unquote()', () => {
  test.each(unquoted)('%j', (text, value) => {
    const bytes = unquote(bytesOf(text));
    expect(bytes === undefined ? undefined : textOf(bytes)).toBe(value);
  });

  test('reads bytes that are no UTF-8 as U+FFFD between double quotes, and keeps them between backquotes', () => {
    expect(unquote('"\xff"' as Bytes)).toBe(bytesOf('\ufffd'));
    expect(unquote('`\xff`' as Bytes)).toBe('\xff');
  });
});

describe('characters of a byte string', () => {
  test('each byte that is no UTF-8 counts alone', () => {
    const bytes = hex('e28261c0afeda080f48fbfbff4908080');
    const codes: number[] = [];
    for (let at = 0; at < bytes.length; at += decodeRune(bytes, at).width) codes.push(decodeRune(bytes, at).code);
    const bad = 0xfffd;
    expect(codes).toEqual([bad, bad, 0x61, bad, bad, bad, bad, bad, 0x10ffff, bad, bad, bad, bad]);
    expect(textOf(hex('e28261'))).toBe('\ufffd\ufffda');
  });

  test('what is no character is written as U+FFFD', () => {
    expect([0x41, 0xe9, 0x65e5, 0x1f600, 0xd800, 0x110000, -1].map((code) => textOf(encodeRune(code))).join('')).toBe(
      'Aé日😀\ufffd\ufffd\ufffd',
    );
  });

  test('are what truncateRunes counts', () => {
    expect([0, 1, 2, 9].map((count) => textOf(truncateRunes(bytesOf('é日'), count)))).toEqual(['', 'é', 'é日', 'é日']);
  });
});
