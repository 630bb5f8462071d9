import { ParseFault } from '../../../plugin/engines/gotemplate/parse-fault.ts';
import { parse } from '../../../plugin/engines/gotemplate/parser.ts';
import { positionOf } from '../../../plugin/engines/gotemplate/position.ts';
import { printNode } from '../../../plugin/engines/gotemplate/print-node.ts';
import type { Bytes } from '../../../plugin/go/byte-string.ts';
import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';

const known = new Set(['f', 'g', 'printf']);
const parsed = (template: string) => parse('t' as never, bytesOf(template), (name) => known.has(name));

// Written anew from the tree.
const sound = [
  ['spaces are set right', '{{  .a  }}', '{{.a}}'],
  ['a pipeline', '{{ .a|f "x" | g }}', '{{.a | f "x" | g}}'],
  ['a pipe at the end', '{{ .a | }}', '{{.a}}'],
  ['a chain on a parenthesis', '{{ (f .a).b.c }}', '{{(f .a).b.c}}'],
  ['a declaration', '{{ $x := f 1 }}{{ $x.a }}', '{{$x := f 1}}{{$x.a}}'],
  ['an assignment', '{{ $x := 1 }}{{ $x = 2 }}', '{{$x := 1}}{{$x = 2}}'],
  ['if, else if, else', '{{if 1}}a{{else if 2}}b{{else}}c{{end}}', '{{if 1}}a{{else}}{{if 2}}b{{else}}c{{end}}{{end}}'],
  ['with, else with', '{{with .a}}a{{else with .b}}b{{end}}', '{{with .a}}a{{else}}{{with .b}}b{{end}}{{end}}'],
  [
    'range with two variables',
    '{{range $i, $e := .}}{{break}}{{continue}}{{else}}n{{end}}',
    '{{range $i, $e := .}}{{break}}{{continue}}{{else}}n{{end}}',
  ],
  ['a template call', '{{template "x" .a}}', '{{template "x" .a}}'],
  ['a block', '{{block "x" .}}b{{end}}', '{{template "x" .}}'],
  ['constants as they are written', "{{f 0x1F 1_000 'a' `r` nil true 1+2i}}", "{{f 0x1F 1_000 'a' `r` nil true 1+2i}}"],
] as const;

const broken = [
  [
    'an unknown function, in a branch that never runs',
    '{{if false}}{{nope}}{{end}}',
    'function "nope" not defined',
    1,
    15,
  ],
  ['an undefined variable', '\n {{$x}}', 'undefined variable "$x"', 2, 4],
  ['a variable after its end', '{{if 1}}{{$x := 1}}{{end}}{{$x}}', 'undefined variable "$x"', 1, 29],
  ['an end too many', '{{end}}', 'unexpected {{end}}', 1, 6],
  ['an end that lacks', 'a\n{{if 1}}', 'unexpected EOF', 2, 9],
  ['two else', '{{if 1}}{{else}}{{else}}{{end}}', 'expected end; found {{else}}', 1, 23],
  ['else in define', '{{define "x"}}{{else}}{{end}}', 'unexpected {{else}} in define clause', 1, 21],
  ['no value', '{{if}}{{end}}', 'missing value for if', 1, 5],
  ['an empty action', '{{}}', 'missing value for command', 1, 3],
  ['a literal later in a pipeline', '{{1 | 2}}', 'non executable command in pipeline stage 2', 1, 8],
  ['a field after a literal', '{{"x".y}}', 'unexpected . after term "\\"x\\""', 1, 8],
  ['a bad escape', '{{"\\z"}}', 'invalid syntax', 1, 3],
  ['a number too large', '{{18446744073709551616}}', 'integer overflow: "18446744073709551616"', 1, 3],
  ['a define inside', '{{if 1}}{{define "x"}}{{end}}{{end}}', 'unexpected <define> in command', 1, 11],
  ['a name that is no string', '{{template x}}', 'unexpected "x" in template clause', 1, 12],
  [
    'two templates of a name',
    '{{define "x"}}a{{end}}{{define "x"}}b{{end}}',
    'template: multiple definition of template "x"',
    1,
    43,
  ],
  ['break outside of a loop', '{{break}}', '{{break}} outside {{range}}', 1, 8],
  [
    'break in a define inside of a loop',
    '{{range .}}{{block "x" .}}{{break}}{{end}}{{end}}',
    '{{break}} outside {{range}}',
    1,
    34,
  ],
  ['three variables', '{{range $a, $b, $c := .}}{{end}}', 'too many declarations in range', 1, 15],
  ['two variables outside of range', '{{$a, $b := f}}', 'too many declarations in command', 1, 5],
  ['an action over lines', '{{if\n\n"x}}', 'unterminated quoted string in action started at t:1', 3, 1],
  ['an action that does not end', '{{ f\n\n', 'unclosed action started at t:1', 3, 1],
  ['a column in characters', 'é日{{nope}}', 'function "nope" not defined', 1, 5],
] as const;

describe('parse()', () => {
  test.each(sound)('%s', (_name, template, written) => {
    const list = parsed(template).templates.get('t' as Bytes);
    expect(list && textOf(printNode(list) as Bytes)).toBe(written);
  });

  test.each(broken)('refuses %s', (_name, template, says, line, column) => {
    let fault: unknown;
    try {
      parsed(template);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(ParseFault);
    const { says: said, place: at } = fault as ParseFault;
    const place = positionOf(bytesOf(template), at);
    expect([said, place.line, place.column]).toEqual([says, line, column]);
  });

  test('files templates by name, a blank one giving way to another', () => {
    const { templates } = parsed('{{define "x"}} {{end}}{{define "x"}}b{{end}}{{define "t"}}main{{end}}  ');
    expect([...templates].map(([name, list]) => [name, printNode(list)])).toEqual([
      ['x', 'b'],
      ['t', 'main'],
    ]);
  });

  test('tells which functions are named', () => {
    expect([...parsed('{{define "x"}}{{f (g 1)}}{{end}}{{f}}').functions]).toEqual(['f', 'g']);
  });
});
