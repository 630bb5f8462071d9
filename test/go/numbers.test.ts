import { decodeBase64, encodeBase64 } from '../../plugin/go/base64.ts';
import { base64ErrorOffset } from '../../plugin/go/base64-error-offset.ts';
import type { Bytes } from '../../plugin/go/byte-string.ts';
import { type FloatFormat, formatFloat } from '../../plugin/go/format-float.ts';
import { parseGoFloat, parseGoInt, parseGoUint } from '../../plugin/go/parse-number.ts';

// The wanted values are what Go 1.26's strconv and encoding/base64 answer.

describe('formatFloat()', () => {
  test.each<[number, FloatFormat, number, 32 | 64, string]>([
    [1e6, 'g', -1, 64, '1e+06'],
    [123456, 'g', -1, 64, '123456'],
    [0.0001, 'g', -1, 64, '0.0001'],
    [0.00001, 'g', -1, 64, '1e-05'],
    [100, 'g', 2, 64, '1e+02'],
    [100, 'G', 5, 64, '100'],
    [0.5, 'f', 0, 64, '0'],
    [1.5, 'f', 0, 64, '2'],
    [2.5, 'f', 0, 64, '2'],
    [1e21, 'f', -1, 64, '1000000000000000000000'],
    [-0, 'f', -1, 64, '-0'],
    [1.005, 'f', 2, 64, '1.00'],
    [0, 'e', -1, 64, '0e+00'],
    [12345678, 'e', 3, 64, '1.235e+07'],
    [5e-324, 'E', -1, 64, '5E-324'],
    [1 / 3, 'f', 30, 64, '0.333333333333333314829616256247'],
    [0.1, 'g', -1, 32, '0.1'],
    [16777216, 'g', -1, 32, '1.6777216e+07'],
    [3.4e39, 'g', -1, 32, '+Inf'],
    [0.000244140625, 'g', -1, 32, '0.00024414063'],
    [1, 'b', -1, 64, '4503599627370496p-52'],
    [1.5, 'x', -1, 64, '0x1.8p+00'],
    [1.96875, 'x', 1, 64, '0x1.0p+01'],
    [0, 'X', 2, 64, '0X0.00P+00'],
    [5e-324, 'x', -1, 64, '0x1p-1074'],
    [Number.NaN, 'g', -1, 64, 'NaN'],
    [Number.NEGATIVE_INFINITY, 'f', 2, 64, '-Inf'],
  ])('%p as %s with precision %i of %i bits', (value, format, precision, bits, want) => {
    expect(formatFloat(value, format, precision, bits)).toBe(want);
  });
});

describe('parseGoInt() and parseGoUint()', () => {
  test.each<[string, number, bigint, string | undefined]>([
    ['0x1F', 0, 31n, undefined],
    ['-0b11', 0, -3n, undefined],
    ['010', 0, 8n, undefined],
    ['010', 10, 10n, undefined],
    ['1_000', 0, 1000n, undefined],
    ['1__0', 0, 0n, 'syntax'],
    ['1_000', 10, 0n, 'syntax'],
    ['0x_1', 0, 1n, undefined],
    ['08', 0, 0n, 'syntax'],
    ['', 0, 0n, 'syntax'],
    ['+', 10, 0n, 'syntax'],
    ['zz', 36, 1295n, undefined],
    ['9223372036854775808', 10, 9223372036854775807n, 'range'],
    ['-9223372036854775808', 10, -9223372036854775808n, undefined],
    ['9223372036854775808000x', 10, 9223372036854775807n, 'range'],
  ])('%j in base %i', (text, base, value, problem) => {
    expect(parseGoInt(text, base)).toEqual(problem === undefined ? { value } : { value, problem });
  });

  test('parseGoUint() takes no sign', () => {
    expect(parseGoUint('18446744073709551615')).toEqual({ value: 18446744073709551615n });
    expect(parseGoUint('+1')).toEqual({ value: 0n, problem: 'syntax' });
  });
});

describe('parseGoFloat()', () => {
  test.each<[string, number, string | undefined]>([
    ['1e3', 1000, undefined],
    ['.5', 0.5, undefined],
    ['5.', 5, undefined],
    ['.', 0, 'syntax'],
    ['1e', 0, 'syntax'],
    ['1e400', Number.POSITIVE_INFINITY, 'range'],
    ['-Infinity', Number.NEGATIVE_INFINITY, undefined],
    ['nan', Number.NaN, undefined],
    ['+nan', 0, 'syntax'],
    ['0x1.8p1', 3, undefined],
    ['0x1.8', 0, 'syntax'],
    ['1_0.5', 10.5, undefined],
    ['1_.5', 0, 'syntax'],
    ['0x1.fffffffffffff8p0', 2, undefined],
    ['0x1p-1074', 5e-324, undefined],
    ['0x1p-1075', 0, undefined],
    ['0x1.8p-1075', 5e-324, undefined],
    ['0x1.fffffffffffff8p1023', Number.POSITIVE_INFINITY, 'range'],
  ])('%j', (text, value, problem) => {
    expect(parseGoFloat(text)).toEqual(problem === undefined ? { value } : { value, problem });
  });
});

describe('base64', () => {
  const b = (text: string) => text as Bytes;

  test.each([
    ['standard', '\xfb\xff\xfe', '+//+'],
    ['url', '\xfb\xff', '-_8='],
    ['rawStandard', '\xfb\xff', '+/8'],
    ['rawUrl', '\xfb\xff', '-_8'],
  ] as const)('%s', (alphabet, bytes, text) => {
    expect(encodeBase64(b(bytes), alphabet)).toBe(text);
    expect(decodeBase64(b(text), alphabet)).toBe(bytes);
  });

  test.each([
    ['Zm9v!', 4],
    ['Zm9', 0],
    ['Zm8=A', 4],
    ['Zg=', 3],
    ['Zg=a', 2],
    ['Z===', 1],
    ['====', 0],
    ['Zm9vZ', 4],
    ['Z m9', 1],
    ['Zg==\n=', 5],
  ])('finds fault with %j at %i', (text, offset) => {
    expect(decodeBase64(b(text))).toBeUndefined();
    expect(base64ErrorOffset(b(text))).toBe(offset);
  });
});
