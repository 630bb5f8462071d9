import { engines } from '../../../plugin/engines/engine.ts';
import { bytesOf } from '../../../plugin/go/byte-string.ts';
import { execution, faultOf } from './run-template.ts';

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
  [
    '{{ range (chunk 2 (list 1 2 3)) }}{{ .x }}{{ end }}',
    '1:37: executing "out" at <.x>: can\'t evaluate field x in type []interface {}',
    1,
    38,
    undefined,
  ],
  [
    '{{ (toDate "2006" "2020").Clock }}',
    '1:18: executing "out" at <"2020">: function Clock has 3 return values; should be 1 or 2',
    1,
    19,
    undefined,
  ],
  [
    '{{ (toDate "2006" "2020").ZoneBounds }}',
    '1:18: executing "out" at <"2020">: invalid function signature for ZoneBounds: second return value should be error; is time.Time',
    1,
    19,
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
  ['{{ fail "stop" }}', '1:3: executing "out" at <fail "stop">: error calling fail: stop', 1, 4, /with fail/],
  ['{{ printf "%s!" "x" | fail }}', '1:22: executing "out" at <fail>: error calling fail: x!', 1, 23, /with fail/],
  [
    '{{ printf "%s!" .a | fail }}',
    '1:21: executing "out" at <fail>: error calling fail: a message made of data, which is not shown',
    1,
    22,
    /with fail/,
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
  ['{{ .a', 'unclosed action', /close it with }}/],
  ['{{ if .a }}x', 'unexpected EOF', /{{ end }}/],
  [String.raw`{{ "\d" }}`, 'invalid syntax', /backquotes/],
  ['{{ .user-name }}', "bad character U+002D '-'", /hyphen/],
] as const;

describe('a fault of a template', () => {
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
    const password = new Map([[bytesOf('password'), bytesOf('x')]]);
    expect(() => compiled.execute(password, execution)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('did you mean "password"') }),
    );
  });
});
