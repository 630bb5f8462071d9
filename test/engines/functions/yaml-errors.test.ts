import { engines } from '../../../plugin/engines/engine.ts';
import { type Bytes, bytesOf, textOf } from '../../../plugin/go/byte-string.ts';

// A text that fromYaml cannot read becomes a value with the words of Go's YAML reader, which templates print and look at.
// The wanted texts are Go's own (sigs.k8s.io/yaml 1.6.0); the ones of its first step lack "error converting YAML to JSON: ".

const rows: readonly (readonly [what: string, yaml: string, want: string])[] = [
  ['a sequence in brackets without its end', 'a: [1', "yaml: line 1: did not find expected ',' or ']'"],
  ['brackets whose entries lack a comma', 'a:\n- ["1" "2"]', "yaml: line 1: did not find expected ',' or ']'"],
  ['braces without their end', 'a: {b: 1', "yaml: line 1: did not find expected ',' or '}'"],
  ['a value where none may be', 'a: b: c', 'yaml: mapping values are not allowed in this context'],
  ['a key where none may be', 'a: ? b', 'yaml: mapping keys are not allowed in this context'],
  ['an entry where none may be', 'a: - b', 'yaml: block sequence entries are not allowed in this context'],
  ['a key without a colon', 'a: 1\nb\nc: 2', "yaml: line 3: could not find expected ':'"],
  ['a character that starts nothing', 'x: 1\na: @b', 'yaml: line 2: found character that cannot start any token'],
  ['an open quote', 'a: 1\nb: "c', 'yaml: line 2: found unexpected end of stream'],
  ['an open single quote', "a: 'b", 'yaml: found unexpected end of stream'],
  ['a document marker inside quotes', 'a: "b\n---\nc"', 'yaml: line 2: found unexpected document indicator'],
  ['an unknown escape', 'a: "\\q"', 'yaml: found unknown escape character'],
  ['an escape without its digits', 'a: 1\nb: "\\u12"', 'yaml: line 2: did not find expected hexdecimal number'],
  ['an escape that is no character', 'a: "\\ud83d"', 'yaml: found invalid Unicode character escape code'],
  ['a tab that indents', 'a:\n\tb: 1', 'yaml: line 2: found character that cannot start any token'],
  ['a tab that indents a plain scalar', 'a: b\n\tc', 'yaml: line 2: found a tab character that violates indentation'],
  [
    'a tab that indents a block scalar',
    'a: |\n\tb',
    'yaml: line 2: found a tab character where an indentation space is expected',
  ],
  ['a block scalar indented by 0', 'a: |0\n b', 'yaml: found an indentation indicator equal to 0'],
  ['text after a block scalar sign', 'a: | x\n b', 'yaml: did not find expected comment or line break'],
  ['text after a directive', '%YAML 1.1 x\n---\na', 'yaml: did not find expected comment or line break'],
  ['a directive without a name', '% x\n---\na', 'yaml: could not find expected directive name'],
  ['a directive with a sign in its name', '%a.b\n---\na', 'yaml: found unexpected non-alphabetical character'],
  ['an unknown directive', '%FOO\n---\na', 'yaml: found unknown directive name'],
  ['a version without a dot', '%YAML 1\n---\na', "yaml: did not find expected digit or '.' character"],
  ['a version that is none', '%YAML x\n---\na', 'yaml: did not find expected version number'],
  ['a version that is too long', '%YAML 123.1\n---\na', 'yaml: found extremely long version number'],
  ['a version to come', '%YAML 1.2\n---\na', 'yaml: found incompatible YAML document'],
  ['two versions', '%YAML 1.1\n%YAML 1.1\n---\na', 'yaml: line 1: found duplicate %YAML directive'],
  ['a tag directive without a space', '%TAG !a!x\n---\na', 'yaml: did not find expected whitespace'],
  ['a tag directive twice', '%TAG !a! x\n%TAG !a! y\n---\na', 'yaml: line 1: found duplicate %TAG directive'],
  ['directives without a document', '%YAML 1.1\na: 1', 'yaml: line 1: did not find expected <document start>'],
  ['a tag without a space', 'a: !x{}', 'yaml: did not find expected whitespace or line break'],
  ['a tag handle without its sign', '%TAG !a x\n---\na', "yaml: did not find expected '!'"],
  ['a tag without its bracket', 'a: !<x', "yaml: did not find the expected '>'"],
  ['an empty tag', 'a: !<>', 'yaml: did not find expected tag URI'],
  ['a tag with half an escape', 'a: !a%4 b', 'yaml: did not find URI escaped octet'],
  ['a tag with an escape that starts nothing', 'a: !a%FF b', 'yaml: found an incorrect leading UTF-8 octet'],
  ['a tag with an escape that ends nothing', 'a: !a%C3%41 b', 'yaml: found an incorrect trailing UTF-8 octet'],
  ['an unknown tag handle', 'b: 1\na: !x!y z', 'yaml: line 1: found undefined tag handle'],
  ['a missing value', 'a: 1\nb: ]', 'yaml: line 1: did not find expected node content'],
  ['a document end alone', '...', 'yaml: did not find expected node content'],
  [
    'a mapping that goes on oddly',
    'a: 1\n  b: 2\n c: 3',
    'yaml: line 2: mapping values are not allowed in this context',
  ],
  ['a mapping with an entry', 'a:\n  b: 1\n  - c', 'yaml: line 2: did not find expected key'],
  ['a sequence that goes on oddly', '- a\nb: c', "yaml: line 1: did not find expected '-' indicator"],
  ['an unknown anchor', 'a: 1\nb: *x', "yaml: unknown anchor 'x' referenced"],
  ['an anchor inside itself', 'a: &x [*x]', "yaml: anchor 'x' value contains itself"],
  ['an alias without a name', 'a: * b', 'yaml: did not find expected alphabetic or numeric character'],
  ['an anchor without a name', 'a: & b', 'yaml: did not find expected alphabetic or numeric character'],
  ['a merge of a text', 'a: 1\n<<: x', 'yaml: map merge requires map or sequence of maps as the value'],
  ['base64 that is none', 'a: !!binary "=="', 'yaml: !!binary value contains invalid base64 data'],
  ['a text that is no integer', 'a: !!int x', 'yaml: cannot decode !!str `x` as a !!int'],
  ['a float that is no integer', 'a: !!int 1.5', 'yaml: cannot decode !!float `1.5` as a !!int'],
  ['a text that is no boolean', 'a: !!bool "x"', 'yaml: cannot decode !!str `x` as a !!bool'],
  ['an integer that is no null', 'a: !!null 1', 'yaml: cannot decode !!int `1` as a !!null'],
  ['a mapping as a key', '{{ x }}', 'yaml: invalid map key: map[interface {}]interface {}{"x":interface {}(nil)}'],
  [
    'a list as a key',
    '? [1, 2.5, yes, ~, a]\n: 1',
    'yaml: invalid map key: []interface {}{1, 2.5, true, interface {}(nil), "a"}',
  ],
  [
    'keys of several types inside a key',
    '? {b: 1, 2: c, ~: d, true: e, <<: {z: 1}}\n: 1',
    'yaml: invalid map key: map[interface {}]interface {}{interface {}(nil):"d", "b":1, "z":1, 2:"c", true:"e"}',
  ],
  [
    'a null key',
    'a: {~: [1, x]}',
    'unsupported map key of type: %!s(<nil>), key: <nil>, value: []interface {}{1, "x"}',
  ],
  ['a null key and value', '~:', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: <nil>'],
  [
    'a number beyond 64 bits as a key',
    '9223372036854775808: 1',
    'unsupported map key of type: uint64, key: 0x8000000000000000, value: 1',
  ],
  ['infinity', 'a: [-.inf]', 'json: unsupported value: -Inf'],
  ['a control character', 'a: 1\nb: \u0001', 'yaml: control characters are not allowed'],
  ['a truncated character', 'a: \xe6\x97', 'yaml: incomplete UTF-8 octet sequence'],
  ['a byte that starts no character', 'a: \xff', 'yaml: invalid leading UTF-8 octet'],
  ['a byte that continues no character', 'a: \xe6aa', 'yaml: invalid trailing UTF-8 octet'],
  ['a character written too long', 'a: \xc0\x80', 'yaml: invalid length of a UTF-8 sequence'],
  ['a surrogate', 'a: \xed\xa0\x80', 'yaml: invalid Unicode character'],
  [
    'a sequence',
    '- a',
    'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
  ],
  [
    'a text',
    'a',
    'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}',
  ],
  [
    'a number',
    '1',
    'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into Go value of type map[string]interface {}',
  ],
  [
    'a boolean',
    'no',
    'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal bool into Go value of type map[string]interface {}',
  ],
];

test.each(rows)('fromYaml says what is wrong with %s', async (_what, yaml, want) => {
  const { engine } = await engines.gotemplate();
  const compiled = await engine.compile(bytesOf('{{ get (fromYaml .y) "Error" }}'), 'out');
  const execution = { now: () => 0, missingKey: 'error', maxSteps: 1_000_000, maxOutputBytes: 100_000 } as const;
  const said = textOf(compiled.execute(new Map([[bytesOf('y'), yaml as Bytes]]), execution));
  expect(said.replace(/^error converting YAML to JSON: /, '')).toBe(want);
});
