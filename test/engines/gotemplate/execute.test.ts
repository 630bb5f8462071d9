import { type Execution, engines } from '../../../plugin/engines/engine.ts';
import { type Bytes, bytesOf, textOf } from '../../../plugin/go/byte-string.ts';

const execution: Execution = { now: () => 0, missingKey: 'error', maxSteps: 100_000, maxOutputBytes: 100_000 };
const data = new Map(
  Object.entries({
    a: 'alpha',
    b: 'beta',
    e: '',
    n: '7',
    j: '{"l":[1,2,3],"m":{"y":"Y","x":"X"},"z":null,"t":true}',
    __proto__x: 'p',
    constructor: 'c',
  }).map(([key, value]) => [key, bytesOf(value)]),
);

async function run(template: string, changes: Partial<Execution> = {}): Promise<string> {
  const { engine } = await engines.gotemplate();
  return textOf((await engine.compile(bytesOf(template), 'out')).execute(data, { ...execution, ...changes }));
}

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

// Position and hint: [template, message after the name, line, column, hint].
const failing = [
  [
    '.a\n{{ .pasword }}',
    '2:3: executing "out" at <.pasword>: map has no entry for key "pasword"',
    2,
    4,
    /absent write \{\{ index/,
  ],
  ['{{ .alpha.x }}', '1:9: executing "out" at <.alpha.x>: map has no entry for key "alpha"', 1, 10, /absent/],
  ['é {{ .a.x }}', '1:8: executing "out" at <.a.x>: can\'t evaluate field x in type string', 1, 8, /fromJson/],
  ['{{ (fromJson .j).z.x }}', '1:13: executing "out" at <.j>: nil pointer evaluating interface {}.x', 1, 14, /nil/],
  ['{{ (fromJson "").x }}', '1:13: executing "out" at <"">: nil data; no entry for key "x"', 1, 14, /nil/],
  [
    '{{ range (fromJson .j).l }}{{ .x }}{{ end }}',
    '1:30: executing "out" at <.x>: can\'t evaluate field x in type interface {}',
    1,
    31,
    undefined,
  ],
  ['{{ .a "x" }}', '1:3: executing "out" at <.a>: a is not a method but has arguments', 1, 4, undefined],
  ['{{ 1 2 }}', '1:3: executing "out" at <1>: can\'t give argument to non-function 1', 1, 4, undefined],
  ['{{ nil }}', '1:3: executing "out" at <nil>: nil is not a command', 1, 4, undefined],
  ['{{ upper 1 }}', '1:9: executing "out" at <1>: expected string; found 1', 1, 10, undefined],
  ['{{ upper }}', '1:3: executing "out" at <upper>: wrong number of args for upper: want 1 got 0', 1, 4, undefined],
  [
    '{{ trunc (add 1 2) .a }}',
    '1:16: executing "out" at <2>: wrong type for value; expected int; got int64',
    1,
    17,
    /convert with int/,
  ],
  [
    '{{ get . "a" }}',
    '1:7: executing "out" at <.>: wrong type for value; expected map[string]interface {}; got map[string]string',
    1,
    8,
    /index \. "key"/,
  ],
  [
    '{{ upper (fromJson .j).t }}',
    '1:19: executing "out" at <.j>: wrong type for value; expected string; got bool',
    1,
    20,
    undefined,
  ],
  [
    '{{ upper (fromJson .j).z }}',
    '1:19: executing "out" at <.j>: wrong type for value; expected string; got interface {}',
    1,
    20,
    undefined,
  ],
  ['{{ upper nil }}', '1:9: executing "out" at <nil>: cannot assign nil to string', 1, 10, undefined],
  [
    '{{ keys "x" }}',
    '1:8: executing "out" at <"x">: can\'t handle "x" for arg of type map[string]interface {}',
    1,
    9,
    undefined,
  ],
  [
    '{{ eq .n 7 }}',
    '1:3: executing "out" at <eq .n 7>: error calling eq: incompatible types for comparison: string and int',
    1,
    4,
    /strings/,
  ],
  [
    '{{ eq (len .a) 1.0 }}',
    '1:3: executing "out" at <eq (len .a) 1.0>: error calling eq: incompatible types for comparison: int and float64',
    1,
    4,
    /1\.0/,
  ],
  [
    '{{ eq (dict) (dict "k" .a) }}',
    '1:3: executing "out" at <eq (dict) (dict "k" .a)>: error calling eq: non-comparable type map[]: map[string]interface {}',
    1,
    4,
    undefined,
  ],
  [
    '{{ index .a (atoi .n) }}',
    '1:3: executing "out" at <index .a (atoi .n)>: error calling index: index out of range',
    1,
    4,
    undefined,
  ],
  [
    '{{ index .a 5 }}',
    '1:3: executing "out" at <index .a 5>: error calling index: reflect: string index out of range',
    1,
    4,
    undefined,
  ],
  [
    '{{ range .a }}{{ end }}',
    '1:9: executing "out" at <.a>: range can\'t iterate over a value of type string',
    1,
    10,
    /splitList/,
  ],
  [
    '{{ range $i, $e := 3 }}{{ end }}',
    '1:19: executing "out" at <3>: can\'t use a value of type int to iterate over more than one variable',
    1,
    20,
    undefined,
  ],
  ['{{ $x = 1 }}', '1:8: executing "out" at <1>: undefined variable: $x', 1, 9, undefined],
  ['{{ template "no" }}', '1:12: executing "out" at <{{template "no"}}>: template "no" not defined', 1, 13, undefined],
  [
    '{{ define "t" }}\n{{ .no }}{{ end }}{{ template "t" . }}',
    '2:3: executing "t" at <.no>: map has no entry for key "no"',
    2,
    4,
    /absent/,
  ],
  ['{{ fail "stop" }}', '1:3: executing "out" at <fail "stop">: error calling fail: stop', 1, 4, undefined],
  ['{{ printf "%s!" "x" | fail }}', '1:22: executing "out" at <fail>: error calling fail: x!', 1, 23, undefined],
  [
    '{{ printf "%s!" .a | fail }}',
    '1:21: executing "out" at <fail>: error calling fail: a message made of data, which is not shown',
    1,
    22,
    undefined,
  ],
  [
    '{{ call .a }}',
    '1:3: executing "out" at <call .a>: error calling call: non-function .a of type string',
    1,
    4,
    undefined,
  ],
  [
    '{{ .a | call }}',
    '1:8: executing "out" at <call>: error calling call: non-function <string Value> of type string',
    1,
    9,
    undefined,
  ],
] as const;

const unparsable = [
  ['{{ include "x" . }}', 'function "include" not defined', /Helm/],
  ['{{ env "HOME" }}', 'function "env" not defined', /environment/],
  ['{{ toYAML . }}', 'function "toYAML" not defined', /did you mean "toYaml"/],
  ['{{ .user-name }}', "bad character U+002D '-'", /hyphen/],
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
  ['an endless recursion', '{{define "t"}}{{template "t"}}{{end}}{{template "t"}}', /maximum template depth/],
  [
    'a doubling recursion',
    '{{define "t"}}{{if gt . 0}}{{template "t" (int (sub . 1))}}{{template "t" (int (sub . 1))}}{{end}}{{end}}{{template "t" 50}}',
    /steps/,
  ],
] as const;

async function faultOf(template: string, changes: Partial<Execution> = {}): Promise<unknown> {
  return run(template, changes).then(
    (output) => ({ output }),
    (thrown: unknown) => thrown,
  );
}

describe('goTemplate', () => {
  test.each(sound)('%s', async (_name, template, output) => {
    expect(await run(template)).toBe(output);
  });

  test.each(failing)('%s', async (template, message, line, column, hint) => {
    const fault = await faultOf(template);
    expect(fault).toMatchObject({
      code: 'TEMPLATE_EXECUTE',
      says: `template: out:${message}`,
      place: { file: 'out', line, column },
    });
    const shown = (fault as { hint?: string }).hint;
    if (hint === undefined) expect(shown).toBeUndefined();
    else expect(shown).toMatch(hint);
  });

  test.each(unparsable)('%s', async (template, message, hint) => {
    const hinted = { hint: expect.stringMatching(hint) };
    expect(await faultOf(template)).toMatchObject({
      code: 'TEMPLATE_PARSE',
      says: `template: out:1: ${message}`,
      ...hinted,
    });
  });

  test('guesses the key that was meant', async () => {
    const { engine } = await engines.gotemplate();
    const compiled = await engine.compile(bytesOf('{{ .pasword }}'), 'out');
    const password = new Map([['password', bytesOf('x')]]);
    expect(() => compiled.execute(password, execution)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('did you mean "password"') }),
    );
  });

  test.each(excessive)('ends %s', async (_name, template, says) => {
    expect(await faultOf(template)).toMatchObject({ code: 'TEMPLATE_BUDGET', says: expect.stringMatching(says) });
  });

  test('refuses random values where there is no source of them', async () => {
    expect(await faultOf('{{ randAlpha 3 }}')).toMatchObject({ code: 'TEMPLATE_RANDOM', place: { line: 1 } });
  });

  test('prints an absent key under missingKey default', async () => {
    const lenient = { missingKey: 'default' } as const;
    expect(await run('{{.no}}|{{.no.x}}|{{.a}}', lenient)).toBe('<no value>|<no value>|alpha');
  });

  test('takes maps in its data', async () => {
    const { engine } = await engines.gotemplate();
    const compiled = await engine.compile(bytesOf('{{ .remoteRef.key }}'), 'url');
    expect(compiled.execute(new Map([['remoteRef', new Map([['key', 'k' as Bytes]])]]), execution)).toBe('k');
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
    const render = (k: string) => compiled.execute(new Map([['k', k as Bytes]]), execution);
    expect([render('x'), render('y')]).toEqual(['map[x:1]', 'map[y:1]']);
  });
});
