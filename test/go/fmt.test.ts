import { type Bytes, bytesOf, textOf } from '../../plugin/go/byte-string.ts';
import { sprint, sprintf, sprintln } from '../../plugin/go/fmt.ts';
import { GoComplex, GoInt, GoList, GoMap, GoObject, type Value } from '../../plugin/go/value.ts';

const s = bytesOf;
const int = (value: number) => new GoInt('int', BigInt(value));
const list = new GoList([int(1), s('a'), 2.5, null]);
const map = new GoMap(
  new Map<Bytes, Value>([
    [s('b'), 1.5],
    [s('a'), s('x')],
    [s('n'), null],
  ]),
);
const raw = new GoList(
  [104n, 105n].map((byte) => new GoInt('uint8', byte)),
  '[]uint8',
);

class Month extends GoObject {
  readonly typeName = 'time.Month';
  readonly kind = 'int';
  override print(): Bytes {
    return s('March');
  }
  override integer(): bigint {
    return 3n;
  }
}

class Pair extends GoObject {
  readonly typeName = 'sprig.certificate';
  readonly kind = 'struct';
  override print(): Bytes {
    return s('{A B}');
  }
  override structure(): ReadonlyMap<string, Value> {
    return new Map([
      ['Cert', s('A')],
      ['Key', s('B')],
    ]);
  }
}

const march = new Month();
const pair = new Pair();

// What Go 1.26's fmt.Sprintf gives, one kind of value a row.
const formatted: readonly (readonly [format: string, values: readonly Value[], text: string])[] = [
  ['%d|%5d|%-5d|%05d|%+d|% d', [int(42), int(42), int(42), int(-7), int(42), int(42)], '42|   42|42   |-0007|+42| 42'],
  [
    '%x|%X|%#x|%o|%#o|%O|%b|%#b',
    [int(255), int(255), int(255), int(8), int(8), int(8), int(5), int(5)],
    'ff|FF|0xff|10|010|0o10|101|0b101',
  ],
  ['%c|%q|%U|%#U|%+q', [int(233), int(65), int(0x1f600), int(65), int(233)], "é|'A'|U+1F600|U+0041 'A'|'\\u00e9'"],
  ['%.0d|%.3d|%8.3d|%-8.3d|', [int(0), int(7), int(7), int(7)], '|007|     007|007     |'],
  [
    '%f|%.2f|%8.3f|%-8.1f|%08.2f|%+.1f',
    [2.14159, 2.14159, 2.14159, 2.14159, -2.14159, 2.14159],
    '2.141590|2.14|   2.142|2.1     |-0002.14|+2.1',
  ],
  [
    '%e|%E|%g|%G|%.3g|%#g|%#.3g',
    [123456.789, 123456.789, 1e21, 1e-7, 1234.5, 2, 2],
    '1.234568e+05|1.234568E+05|1e+21|1E-07|1.23e+03|2.00000|2.00',
  ],
  ['%v|%v|%v|%v', [1000000, 123456, 0.0001, 0.00001], '1e+06|123456|0.0001|1e-05'],
  ['%x|%b|%.2f|%.1f|%.0f', [1, 1, 2.675, 0.25, 2.5], '0x1p+00|4503599627370496p-52|2.67|0.2|2'],
  [
    '%s|%10s|%-10s|%.2s|%q|%#q|%x|% x|%#X',
    [s('é€'), s('é€'), s('é€'), s('é€'), s('a"\n'), s('a'), s('hi'), s('hi'), s('hi')],
    'é€|        é€|é€        |é€|"a\\"\\n"|`a`|6869|68 69|0X6869',
  ],
  ['%t|%5t|%v|%d', [true, false, true, true], 'true|false|true|%!d(bool=true)'],
  [
    '%v|%s|%d|%q',
    [list, list, list, list],
    '[1 a 2.5 <nil>]|[%!s(int=1) a %!s(float64=2.5) <nil>]|[1 %!d(string=a) %!d(float64=2.5) <nil>]|[\'\\x01\' "a" %!q(float64=2.5) <nil>]',
  ],
  [
    '%v|%+v|%#v|%d|%s',
    [map, map, map, map, map],
    'map[a:x b:1.5 n:<nil>]|map[a:x b:1.5 n:<nil>]|map[string]interface {}{"a":"x", "b":1.5, "n":interface {}(nil)}|map[%!d(string=a):%!d(string=x) %!d(string=b):%!d(float64=1.5) %!d(string=n):<nil>]|map[a:x b:%!s(float64=1.5) n:<nil>]',
  ],
  [
    '%T|%T|%T|%T|%T|%T',
    [int(1), 1.5, s('s'), null, list, map],
    'int|float64|string|<nil>|[]interface {}|map[string]interface {}',
  ],
  ['%v|%s|%d|%#v|%t', [null, null, null, null, null], '<nil>|%!s(<nil>)|%!d(<nil>)|<nil>|%!t(<nil>)'],
  ['%d|%s|%z|%!|%', [s('a'), int(1), int(2), int(3)], '%!d(string=a)|%!s(int=1)|%!z(int=2)|%!!(int=3)|%!(NOVERB)'],
  ['%d %d', [int(1)], '1 %!d(MISSING)'],
  ['x', [int(1), s('b'), null], 'x%!(EXTRA int=1, string=b, <nil>)'],
  ['%[2]d %[1]d|%[3]d|%[x]d|%[1]', [int(1), int(2)], '2 1|%!d(BADINDEX)|%!d(BADINDEX)|%!(NOVERB)'],
  [
    '%*d|%-*d|%.*f|%*d',
    [int(5), int(1), int(5), int(2), int(2), 2.14159, s('x'), int(4)],
    '    1|2    |2.14|%!(BADWIDTH)4',
  ],
  ['%5%|%%|%-5v|', [int(1)], '%|%|1    |'],
  [
    '%v|%.1f|%+.2e',
    [new GoComplex(1, -2), new GoComplex(1, 2), new GoComplex(0, 1)],
    '(1-2i)|(1.0+2.0i)|(+0.00e+00+1.00e+00i)',
  ],
  ['%v|%d|%s|%t|%x', [march, march, march, march, march], 'March|3|March|%!t(time.Month=3)|4d61726368'],
  ['%v|%s|%x|%d', [raw, raw, raw, raw], '[104 105]|hi|6869|[104 105]'],
  [
    '%6v|%-6v|%06v',
    [list, list, new GoList([int(1), int(-2)])],
    '[     1      a    2.5 <nil>]|[1      a      2.5    <nil>]|[000001 -00002]',
  ],
  ['%w|%y', [s('x'), 1.5], '%!w(string=x)|%!y(float64=1.5)'],
  [
    '%#v|%#v|%#v|%#v',
    [s('q'), 1.5, new GoList([], '[]string', true), new GoInt('uint8', 3n)],
    '"q"|1.5|[]string(nil)|0x3',
  ],
];

const printed: readonly (readonly [values: readonly Value[], text: string])[] = [
  [[s('a'), s('b')], 'ab'],
  [[int(1), int(2)], '1 2'],
  [[int(1), s('a'), int(2)], '1a2'],
  [[null, null, 1.5], '<nil> <nil> 1.5'],
  [[list, list], '[1 a 2.5 <nil>] [1 a 2.5 <nil>]'],
  [[pair], '{A B}'],
  [[], ''],
];

describe('sprintf()', () => {
  test.each(formatted)('%j', (format, values, text) => {
    expect(textOf(sprintf(s(format), ...values))).toBe(text);
  });

  test('prints a struct without a String method by its fields', () => {
    expect(sprintf(s('%v|%+v|%#v|%s|%d'), pair, pair, pair, pair, pair)).toBe(
      '{A B}|{Cert:A Key:B}|sprig.certificate{Cert:"A", Key:"B"}|{A B}|{%!d(string=A) %!d(string=B)}',
    );
  });

  test('keeps bytes that are no UTF-8', () => {
    const bytes = '\xff\x00' as Bytes;
    expect(sprintf(s('%s|%q|%x'), bytes, bytes, bytes)).toBe('\xff\x00|"\\xff\\x00"|ff00');
  });

  test("takes no width beyond Go's bound", () => {
    expect(sprintf(s('%99999999d'), int(1))).toBe('%!(NOVERB)%!(EXTRA int=1)');
  });
});

describe('sprint()', () => {
  test.each(printed)('%# %j', (values, text) => {
    expect(textOf(sprint(...values))).toBe(text);
  });
});

describe('sprintln()', () => {
  test('puts spaces between all, and ends the line', () => {
    expect(sprintln(s('a'), s('b'), int(1), null)).toBe('a b 1 <nil>\n');
    expect(sprintln()).toBe('\n');
  });
});
