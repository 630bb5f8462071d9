import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { bytesOf } from '../../../plugin/go/byte-string.ts';

// What the template corpus does not hold: bytes that are no UTF-8, shared maps, odd sizes. The wanted values are Go's own.

const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 1_000_000, maxOutputBytes: 100_000 };

async function render(template: string): Promise<string> {
  const { engine } = await engines.gotemplate();
  const compiled = await engine.compile(bytesOf(template), 'out');
  return Buffer.from(compiled.execute(new Map(), execution), 'latin1').toString('utf8');
}

type Row = readonly [does: string, template: string, want: string];

const strings: readonly Row[] = [
  ['upper replaces what is no UTF-8', String.raw`{{ upper "a\xffb" }}`, 'A\ufffdB'],
  [
    'trim takes no byte for a space that is only part of a character',
    String.raw`{{ trim "\xa0a" | printf "%q" }}`,
    String.raw`"\xa0a"`,
  ],
  ['title knows spaces only beyond ASCII', '{{ title "a·b a\u3000b a-b" }}', 'A·b A\u3000B A-B'],
  ['untitle lowers the digraphs too', '{{ untitle "Ǆa ǅb" }}', 'ǆa ǆb'],
  ['nospace garbles only what loses a space', '{{ nospace "é" }} {{ nospace "é " }}', 'é Ã©'],
  ['camelcase writes the last of nothing but connectors twice', '{{ camelcase "_-" }}', '_--'],
  ['snakecase keeps dashes that follow punctuation', '{{ snakecase "a?-b -?" }}', 'a?-b__?'],
  ['snakecase keeps bytes that are no UTF-8', String.raw`{{ snakecase "a\xffB" | printf "%q" }}`, '"a_\ufffdb"'],
  ['kebabcase joins numbers to letters', '{{ kebabcase "AbC2d3 e4F" }}', 'ab-c-2d3-e4-f'],
  ['abbrevboth cuts at both ends', '{{ abbrevboth 6 8 "abcdefghijklmnopq" }}', '...gh...'],
  [
    'splitList cuts a broken character into bytes',
    String.raw`{{ splitList "" "\xe6é" | printf "%q" }}`,
    String.raw`["\xe6" "é"]`,
  ],
  ['splitn without a limit gives none', '{{ splitn "," 0 "a,b" }}', 'map[]'],
  ['replace puts an empty text between characters', '{{ replace "" "." "éa" }}', '.é.a.'],
  [
    'toStrings gives the same list, so that sorting it is seen',
    '{{ $l := splitList "," "b,a" }}{{ $_ := toStrings $l | sortAlpha }}{{ $l }}',
    '[a b]',
  ],
  ['fail says what the template says', '{{ if false }}{{ fail "é" }}{{ end }}ok', 'ok'],
];

const lists: readonly Row[] = [
  ['uniq keeps each NaN', '{{ uniq (list (float64 "NaN") (float64 "NaN") 0.0 (float64 "-0")) | len }}', '3'],
  ['has tells types apart', '{{ has 1 (list 1.0 "1" (int64 1)) }}', 'false'],
  ['slice keeps the type of its list', '{{ slice (until 3) 1 | typeOf }}', '[]int'],
  ['chunk of a negative size', '{{ chunk -3 (list "x") }}', '[[x]]'],
  ['concat of nothing is nil', '{{ concat | toJson }}', 'null'],
  ['sortAlpha of nil', '{{ sortAlpha nil }}', '[<nil>]'],
];

const maps: readonly Row[] = [
  [
    'keys like __proto__ are only keys',
    '{{ dict "__proto__" 1 "constructor" 2 | toJson }}',
    '{"__proto__":1,"constructor":2}',
  ],
  ['get of an inherited name', '{{ get (dict) "constructor" }}', ''],
  [
    'merge shares what it takes over',
    '{{ $s := dict "a" (dict "x" 1) }}{{ $d := merge (dict) $s }}{{ $_ := set $d.a "y" 2 }}{{ toJson $s }}',
    '{"a":{"x":1,"y":2}}',
  ],
  [
    'merge fills an empty map in place',
    '{{ $e := dict }}{{ $_ := merge (dict "a" $e) (dict "a" (dict "x" 1)) }}{{ $e }}',
    'map[x:1]',
  ],
  ['merge into nil makes a map', '{{ merge nil (dict "a" 1) }}', 'map[a:1]'],
  ['deepCopy keeps nil lists nil', '{{ deepCopy (rest (list)) | toJson }}', 'null'],
  ['dig gives nil for nil', '{{ dig "a" "none" (dict "a" nil) | toJson }}', 'null'],
];

const numbers: readonly Row[] = [
  ['a text with a point loses what follows it', '{{ int "-7.9" }} {{ int "0x1A" }} {{ int "+.5" }}', '-7 26 0'],
  [
    'floats too large become the least integer',
    '{{ int64 1e19 }} {{ int64 (float64 "NaN") }}',
    '-9223372036854775808 -9223372036854775808',
  ],
  ['atoi stays within its type', '{{ atoi "99999999999999999999" }}', '9223372036854775807'],
  [
    'division rounds away from zero at the sixteenth place',
    '{{ divf -2 3 }} {{ divf 1e-17 2 }}',
    '-0.6666666666666667 0',
  ],
  ['infinity wins over NaN', '{{ maxf "NaN" "Inf" }} {{ minf "NaN" "-Inf" }}', '+Inf -Inf'],
  ['round beyond what floats hold', '{{ round 1.5 400 }} {{ round 15 -1 }}', 'NaN 20'],
  ['until and seq go down', '{{ until -2 }} {{ seq 2 -1 }} {{ seq 0 2 -5 }}|', '[0 -1] 2 1 0 -1 |'],
];

const texts: readonly Row[] = [
  [
    'base64 counts line breaks in the offset',
    String.raw`{{ b64dec "YWJj\nY*==" }}`,
    'illegal base64 data at input byte 6',
  ],
  ['base32 ignores what follows the padding', '{{ b32dec "MZXW6===A" }}', 'foo'],
  ['base32 wants its padding', '{{ b32dec "MZXW6=" }}', 'illegal base32 data at input byte 6'],
  ['hexdec names a byte that is no character', String.raw`{{ hexdec "\x80" }}`, 'encoding/hex: invalid byte: U+0080'],
  ['fromJson keeps the rest beside a number beyond range', '{{ fromJson "[1e999,2]" | toJson }}', '[null,2]'],
  [
    'toJson escapes for HTML, toRawJson does not',
    '{{ toJson "<é\u2028>" }} {{ toRawJson "<é\u2028>" }}',
    String.raw`"\u003cé\u2028\u003e" "<é\u2028>"`,
  ],
  [
    'toPrettyJson leaves empty ones on one line',
    '{{ toPrettyJson (dict "a" (list (list) (dict))) }}',
    '{\n  "a": [\n    [],\n    {}\n  ]\n}',
  ],
  ['a URL keeps how its path was written', '{{ urlParse "http://h/a%2fb?#x%79" | urlJoin }}', 'http://h/a/b#xy'],
  ['a URL with an IPv6 zone', '{{ (urlParse "http://[fe80::1%25en0]:80/").hostname }}', 'fe80::1%en0'],
  ['many hosts may stand in a database URL', '{{ (urlParse "mongodb://a:1,b:2/db").host }}', 'a:1,b:2'],
  ['a relative path with a colon', '{{ urlJoin (dict "path" "a:b/c") }}', './a:b/c'],
  [
    'clean goes up beyond a relative start only',
    '{{ clean "a/../../b" }} {{ clean "/../b//" }} {{ dir "/a" }} {{ base "" }}',
    '../b /b / .',
  ],
];

const patterns: readonly Row[] = [
  [
    'bytes that are no UTF-8 stay',
    String.raw`{{ regexReplaceAll "b" "a\xffb" "c" | printf "%q" }}`,
    String.raw`"a\xffc"`,
  ],
  ['a byte order mark stays', '{{ regexReplaceAll "b" "\ufeffab" "c" | printf "%+q" }}', String.raw`"\ufeffac"`],
  ['a group name is as long as it can be', `{{ regexReplaceAll "(a)" "a" "$1x|$\{1}x|$$" }}`, '|ax|$'],
  ['no match is a nil list', '{{ regexFindAll "x" "a" -1 | toJson }} {{ regexSplit "x" "a" 0 | toJson }}', 'null null'],
  ['a pattern that is none matches nothing', '{{ regexMatch "(" "(" }}', 'false'],
];

const failures: readonly Row[] = [
  [
    'a pattern is not shown',
    '{{ $p := "(secret" }}{{ regexFind $p "" }}',
    'error calling regexFind: error parsing regexp',
  ],
  ['a replacement that grows', '{{ $s := repeat 90000 "a" }}{{ regexReplaceAll "a" $s $s }}', 'takes more than'],
  ['a pattern that repeats much', '{{ regexMatch "((a?b?){30}){30}c" (repeat 90000 "a") }}', 'takes more than'],
  [
    'substr hides the length of its text',
    '{{ substr 10 12 "hello" }}',
    'error calling substr: runtime error: slice bounds out of range',
  ],
  ['set on nil', '{{ set nil "a" 1 }}', 'error calling set: assignment to entry in nil map'],
  ['chunk of size zero', '{{ chunk 0 (list 1) }}', 'error calling chunk: runtime error: makeslice: len out of range'],
  [
    'append to nil',
    '{{ append nil 1 }}',
    'error calling append: runtime error: invalid memory address or nil pointer dereference',
  ],
  [
    'dig through a value that is no map',
    '{{ dig "a" "b" "c" "none" (dict "a" (dict "b" 1)) }}',
    'interface conversion: interface {} is int, not map[string]interface {}',
  ],
  ['decimals of infinities', '{{ addf "Inf" 1 }}', 'error calling addf: Cannot create a Decimal from +Inf'],
  [
    'JSON of what it has no place for',
    '{{ mustToJson (float64 "-Inf") }}',
    'error calling mustToJson: json: unsupported value: -Inf',
  ],
  [
    'a URL is not shown',
    '{{ urlParse "http://u:secret@h:x/" }}',
    'error calling urlParse: unable to parse url: invalid port after host',
  ],
  [
    'a user is not shown',
    '{{ urlJoin (dict "userinfo" "secret secret") }}',
    'unable to parse userinfo in dict: net/url: invalid userinfo',
  ],
  ['repeat within the budget', '{{ repeat 1000000000000 "ab" }}', 'takes more than'],
  ['until within the budget', '{{ until 1000000000000 }}', 'takes more than'],
  ['seq within the budget', '{{ seq 1000000000000 }}', 'takes more than'],
  ['indent within the budget', '{{ indent 1000000000000 "a" }}', 'takes more than'],
  ['replace within the budget', '{{ $s := repeat 90000 "a" }}{{ replace "a" $s $s }}', 'takes more than'],
  [
    'regexSplit within the budget',
    '{{ $s := repeat 90000 "a" }}{{ range until 200 }}{{ $_ := regexSplit "" $s -1 }}{{ end }}',
    'takes more than',
  ],
  [
    'regexFindAll within the budget',
    '{{ $s := repeat 90000 "a" }}{{ range until 200 }}{{ $_ := regexFindAll "" $s -1 }}{{ end }}',
    'takes more than',
  ],
  ['join within the budget', '{{ $s := repeat 90000 "a" }}{{ join $s (splitList "" $s) }}', 'takes more than'],
  ['lists that double', '{{ $l := list 1 }}{{ range until 60 }}{{ $l = concat $l $l }}{{ end }}', 'takes more than'],
  [
    'a map that holds itself',
    '{{ $d := dict }}{{ $_ := set $d "a" $d }}{{ $e := dict "a" $d }}{{ merge $e $d }}',
    'nested too deeply',
  ],
];

describe.each([
  ['strings', strings],
  ['lists', lists],
  ['maps', maps],
  ['numbers', numbers],
  ['encodings, JSON, URLs and paths', texts],
  ['regular expressions', patterns],
])('sprig on %s', (_name, rows) => {
  test.each(rows)('%s', async (_does, template, want) => {
    expect(await render(template)).toBe(want);
  });
});

describe('sprig fails with Go\u2019s words and without values', () => {
  test.each(failures)('%s', async (_does, template, want) => {
    await expect(render(template)).rejects.toThrow(want);
  });
});
