import { engines } from '../../../plugin/engines/engine.ts';
import { type Bytes, bytesOf, textOf } from '../../../plugin/go/byte-string.ts';
import { execution, faultOf, runTemplate } from './run-template.ts';

const sound = [
  ['text stays as it is', 'a\n é }} {', 'a\n é }} {'],
  ['a field of the root', '{{.a}}-{{$.b}}', 'alpha-beta'],
  ['keys that objects have of their own', '{{.constructor}}', 'c'],
  ['a piped value is the last argument', '{{.a | printf "%s-%s" "x"}}', 'x-alpha'],
  ['variables live to the end of their block', '{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}', '21'],
  ['an assignment reaches out', '{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}', '2'],
  ['with sets dot and leaves $', '{{with .a}}{{.}}{{$.b}}{{end}}', 'alphabeta'],
  ['with takes its else for what is empty', '{{with .e}}a{{else with .b}}{{.}}{{else}}c{{end}}', 'beta'],
  ['range over a list', '{{range $i, $e := (fromJson .j).l}}{{$i}}={{$e}} {{end}}', '0=1 1=2 2=3 '],
  ['range over a map, by key', '{{range $k, $v := (fromJson .j).m}}{{$k}}{{$v}}{{end}}', 'xXyY'],
  ['range over a number', '{{range $i := 3}}{{$i}}{{end}}{{range 2}}{{.}}{{end}}', '01201'],
  ['range over nothing', '{{range list}}a{{else}}b{{end}}{{range (fromJson "")}}a{{else}}c{{end}}', 'bc'],
  ['range sets outer variables', '{{$x := 0}}{{range $x = list 4 5}}{{end}}{{$x}}', '5'],
  [
    'break and continue',
    '{{range list 1 2 3 4}}{{if eq . 2}}{{continue}}{{end}}{{if eq . 4}}{{break}}{{end}}{{.}}{{end}}',
    '13',
  ],
  [
    'break out of the inner loop alone',
    '{{range list 1 2}}{{range list 8 9}}{{.}}{{break}}{{end}}{{.}}{{end}}',
    '8182',
  ],
  [
    'variables of a loop are gone after a continue',
    '{{$x := "o"}}{{range list 1 2}}{{$x := .}}{{continue}}{{end}}{{$x}}',
    'o',
  ],
  ['a template with a dot of its own', '{{define "t"}}{{.}}{{$}}{{end}}{{template "t" .a}}', 'alphaalpha'],
  ['a template without a dot', '{{define "t"}}{{.}}{{end}}{{template "t"}}', '<no value>'],
  [
    'a template that calls itself',
    '{{define "t"}}{{.}}{{if gt . 0}}{{template "t" (int (sub . 1))}}{{end}}{{end}}{{template "t" 3}}',
    '3210',
  ],
  ['a block', '{{block "t" .b}}[{{.}}]{{end}}', '[beta]'],
  ['a blank text gives way to its own definition', '{{define "out"}}main{{end}}', 'main'],
  ['and stops at the first false', '{{and .e (fail "x")}}|{{and .a .b}}|{{and 1 0 (fail "x")}}', '|beta|0'],
  ['or stops at the first true', '{{or .a (fail "x")}}|{{or .e .b}}|{{or 0 .e}}', 'alpha|beta|'],
  ['and, or with a piped value', '{{.b | and .a}}|{{.b | or .a}}', 'beta|alpha'],
  [
    'index gives the zero value',
    '[{{index . "no"}}][{{index (fromJson .j) "no"}}][{{index .a 1}}]',
    '[][<no value>][108]',
  ],
  ['nil in a map prints as no value', '{{(fromJson .j).z}} {{print (fromJson .j).z}}', '<no value> <nil>'],
  [
    'comparison of kinds',
    '{{eq 1 1 2}}{{eq .a "alpha"}}{{ne nil .a}}{{lt 1.0 2.5}}{{le "a" "a"}}{{gt 2 1}}{{ge 2 3}}',
    'truetruetruetruetruetruefalse',
  ],
  ['signed against unsigned', '{{eq (index "abc" 1) 98}}{{lt -1 (index "abc" 1)}}', 'truetrue'],
  ['len', '{{len .a}}{{len (fromJson .j).l}}{{len (fromJson .j).m}}', '532'],
  [
    'escapes',
    '{{html "<a&\'\\">"}} {{js "<\\"=\'\\n"}} {{urlquery "a b&é"}}',
    '&lt;a&amp;&#39;&#34;&gt; \\u003C\\"\\u003D\\\'\\u000A a+b%26%C3%A9',
  ],
  ['a time method with arguments', '{{(toDate "2006-01-02" "2024-05-06").Format "02.01."}}', '06.05.'],
  [
    'constants by their syntax',
    "{{1_000}} {{0x1F}} {{010}} {{1e3}} {{'a'}} {{1.50}} {{-0}} {{1+2i}}",
    '1000 31 8 1000 97 1.5 0 (1+2i)',
  ],
  ['a constant for a parameter', "{{trunc 2.0 .a}}{{trunc '\\x02' .a}}", 'alal'],
] as const;

const excessive = [
  ['a doubling text', '{{$s := "xxxxxxxx"}}{{range until 100}}{{$s = printf "%s%s" $s $s}}{{end}}', /larger than/],
  ['a doubling list', '{{$l := list 1}}{{range until 60}}{{$l = list $l $l}}{{end}}{{toJson $l}}', /steps/],
  ['a doubling list that is printed', '{{$l := list 1}}{{range until 60}}{{$l = list $l $l}}{{end}}{{$l}}', /steps/],
  ['a map that holds itself', '{{$d := dict}}{{$_ := set $d "d" $d}}{{toJson $d}}', /steps|nested too deeply/],
  ['a loop in loops', '{{range until 1000}}{{range until 1000}}{{end}}{{end}}', /steps/],
  ['a large range', '{{range 9000000000000}}{{end}}', /steps/],
  ['much output', '{{range until 1000}}{{repeat 1000 "x"}}{{end}}', /larger than/],
  ['a width without bounds', '{{range until 100}}{{printf "%1000000d" 1}}{{end}}', /larger than|steps/],
  [
    'a text that is read again and again',
    '{{$s := repeat 90000 "x"}}{{range until 1000}}{{sha256sum $s}}{{end}}',
    /steps/,
  ],
  [
    'a map that is sorted again and again',
    '{{$d := dict}}{{range until 1000}}{{$_ := set $d (toString .) 1}}{{range $d}}{{break}}{{end}}{{end}}',
    /steps/,
  ],
  ['an endless recursion', '{{define "t"}}{{template "t"}}{{end}}{{template "t"}}', /maximum template depth/],
  [
    'a doubling recursion',
    '{{define "t"}}{{if gt . 0}}{{template "t" (int (sub . 1))}}{{template "t" (int (sub . 1))}}{{end}}{{end}}{{template "t" 50}}',
    /steps/,
  ],
] as const;

describe('goTemplate', () => {
  test.each(sound)('%s', async (_name, template, output) => {
    expect(await runTemplate(template)).toBe(output);
  });

  test.each(excessive)('ends %s', async (_name, template, says) => {
    expect(await faultOf(template)).toMatchObject({ code: 'TEMPLATE_BUDGET', says: expect.stringMatching(says) });
  });

  test('ends what takes longer than it may, whatever its steps', async () => {
    let now = 0;
    const late = { now: () => (now += 10_000), maxSteps: 1e9 };
    const says = expect.stringContaining('takes too long');
    expect(await faultOf('{{range until 90000}}{{end}}', late)).toMatchObject({ code: 'TEMPLATE_BUDGET', says });
  });

  test('refuses random values where there is no source of them', async () => {
    expect(await faultOf('{{ randAlpha 3 }}')).toMatchObject({ code: 'TEMPLATE_RANDOM', place: { line: 1 } });
  });

  test('prints an absent key under missingKey default', async () => {
    const lenient = { missingKey: 'default' } as const;
    expect(await runTemplate('{{.no}}|{{.no.x}}|{{.a}}', lenient)).toBe('<no value>|<no value>|alpha');
  });

  test('finds keys of any script', async () => {
    const { engine } = await engines.gotemplate();
    const compiled = await engine.compile(bytesOf('{{ .日本 }}{{ index . "clé" }}'), 'out');
    const data = new Map(['日本', 'clé'].map((key) => [bytesOf(key), bytesOf(`<${key}>`)]));
    expect(textOf(compiled.execute(data, execution))).toBe('<日本><clé>');
  });

  test('takes maps in its data', async () => {
    const { engine } = await engines.gotemplate();
    const compiled = await engine.compile(bytesOf('{{ .remoteRef.key }}'), 'url');
    expect(
      compiled.execute(new Map([[bytesOf('remoteRef'), new Map([[bytesOf('key'), bytesOf('k')]])]]), execution),
    ).toBe('k');
  });

  test('refuses parentheses that nest beyond its stack', async () => {
    expect(await faultOf(`{{${'('.repeat(9999)}1${')'.repeat(9999)}}}`)).toMatchObject({ code: 'TEMPLATE_PARSE' });
    expect(await faultOf('{{if 1}}'.repeat(9000) + '{{end}}'.repeat(9000))).toMatchObject({ code: 'TEMPLATE_PARSE' });
  });

  test('compiles a text once, and shares nothing between runs', async () => {
    const { engine } = await engines.gotemplate();
    const text = bytesOf('{{$d := dict}}{{$_ := set $d .k 1}}{{$d}}');
    const compiled = await engine.compile(text, 'out');
    expect(await engine.compile(text, 'out')).toBe(compiled);
    expect(await engine.compile(text, 'other')).not.toBe(compiled);
    const render = (k: string) => compiled.execute(new Map([[bytesOf('k'), k as Bytes]]), execution);
    expect([render('x'), render('y')]).toEqual(['map[x:1]', 'map[y:1]']);
  });
});
