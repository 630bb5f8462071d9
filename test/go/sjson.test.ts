import { bytesOf, textOf } from '../../plugin/go/byte-string.ts';
import { sjsonDelete } from '../../plugin/go/sjson-delete.ts';
import { sjsonPath } from '../../plugin/go/sjson-path.ts';
import { sjsonSet } from '../../plugin/go/sjson-set.ts';

function set(json: string, path: string, value = 'v'): string | undefined {
  const steps = sjsonPath(path);
  const after = steps === undefined ? undefined : sjsonSet(bytesOf(json), steps, bytesOf(value));
  return after === undefined ? undefined : textOf(after);
}

describe('sjsonSet()', () => {
  const rows: { name: string; json: string; path: string; value?: string; want: string | undefined }[] = [
    { name: 'makes an object out of nothing', json: '', path: 'a', want: '{"a":"v"}' },
    { name: 'makes nested objects', json: ' ', path: 'a.b.c', want: '{"a":{"b":{"c":"v"}}}' },
    { name: 'makes an array where the first step is a number', json: '', path: '2', want: '[null,null,"v"]' },
    { name: 'makes an array inside', json: '{}', path: 'a.1', want: '{"a":[null,"v"]}' },
    { name: 'makes an array to append to', json: '{}', path: 'a.-1', want: '{"a":["v"]}' },
    { name: 'takes -1 for a key in nothing', json: '', path: '-1', want: '{"-1":"v"}' },
    { name: 'takes a number for a key behind a colon', json: '', path: ':0', want: '{"0":"v"}' },
    { name: 'takes a number for a key in an object', json: '{"x":1}', path: '0', want: '{"x":1,"0":"v"}' },
    {
      name: 'replaces a value and leaves the rest',
      json: '{ "z" : 1.50,\n "a": [1, 2] }',
      path: 'z',
      want: '{ "z" : "v",\n "a": [1, 2] }',
    },
    { name: 'adds behind what stands there', json: '{ "z" : 1 }', path: 'a', want: '{ "z" : 1 ,"a":"v"}' },
    { name: 'replaces the first of doubled keys', json: '{"a":1,"a":2}', path: 'a', want: '{"a":"v","a":2}' },
    {
      name: 'goes into nested values',
      json: '{"a":{"b":[{"c":1}]}}',
      path: 'a.b.0.c',
      want: '{"a":{"b":[{"c":"v"}]}}',
    },
    { name: 'appends to an array', json: '{"l":["a"]}', path: 'l.-1', want: '{"l":["a","v"]}' },
    { name: 'fills an array up', json: '[ 1 ]', path: '3', want: '[1,null,null,"v"]' },
    { name: 'replaces a scalar on the way', json: '{"a":"x"}', path: 'a.b', want: '{"a":{"b":"v"}}' },
    { name: 'replaces a scalar at the top', json: '"x"', path: 'a', want: '{"a":"v"}' },
    { name: 'takes an escaped dot for a dot', json: '{}', path: 'a\\.b', want: '{"a.b":"v"}' },
    { name: 'finds an escaped key', json: '{"a\\u002eb":1}', path: 'a\\.b', want: '{"a\\u002eb":"v"}' },
    { name: 'writes plain text as it is', json: '{}', path: 'a', value: '<&>', want: '{"a":"<&>"}' },
    {
      name: "writes other text as Go's encoder",
      json: '{}',
      path: 'a',
      value: '<"é\n',
      want: '{"a":"\\u003c\\"é\\n"}',
    },
    { name: 'takes a step of no characters for the first element', json: '', path: 'a.', want: '{"a":["v"]}' },
    { name: 'takes it for a key where that stands', json: '{"":1}', path: '.b', want: '{"":{"b":"v"}}' },
    { name: 'takes it for a new key in an object', json: '{}', path: '.b', want: '{"":{"b":"v"}}' },
    { name: 'appends for it to an array', json: '[1]', path: '', want: '[1,"v"]' },
    { name: 'takes a number for a key behind an inner colon', json: '{}', path: 'a.:0', want: '{"a":{"0":"v"}}' },
    { name: 'finds an element by a number behind a colon', json: '[1,2]', path: ':1', want: '[1,"v"]' },
    { name: 'refuses a new element by a number behind a colon', json: '[1]', path: ':1', want: undefined },
    {
      name: 'adds a key that begins like a multipath again',
      json: '{"{x}":1}',
      path: '{x}',
      want: '{"{x}":1,"{x}":"v"}',
    },
    {
      name: 'adds a key that begins like a list of paths again',
      json: '{"[0]":1}',
      path: '[0]',
      want: '{"[0]":1,"[0]":"v"}',
    },
    { name: 'finds such a key where it is escaped', json: '{"{x}":1}', path: '\\{x}', want: '{"{x}":"v"}' },
    { name: 'refuses a name in an array', json: '[1]', path: 'a', want: undefined },
    { name: 'refuses a path of several places', json: '{}', path: 'a.#.b', want: undefined },
    { name: 'refuses a far element', json: '[]', path: '10001', want: undefined },
  ];

  test.each(rows)('$name', ({ json, path, value, want }) => {
    expect(set(json, path, value)).toBe(want);
  });
});

describe('sjsonDelete()', () => {
  const rows: { name: string; json: string; path: string; want: string | undefined }[] = [
    { name: 'the only member', json: '{"a":1}', path: 'a', want: '{}' },
    { name: 'the first', json: '{"a":1,"b":2}', path: 'a', want: '{"b":2}' },
    { name: 'one in the middle', json: '{"a":1, "b":2, "c":3}', path: 'b', want: '{"a":1, "c":3}' },
    { name: 'the last', json: '{"a":1, "b":2 }', path: 'b', want: '{"a":1 }' },
    { name: 'an inner one', json: '{"a":{"b":1,"c":2}}', path: 'a.c', want: '{"a":{"b":1}}' },
    { name: 'an element', json: '[1,2,3]', path: '1', want: '[1,3]' },
    { name: 'the first with the blanks before it', json: '{ "a":1, "b":2}', path: 'a', want: '{ "b":2}' },
    { name: 'the last element, by -1', json: '[1,2]', path: '-1', want: '[1]' },
    { name: 'an element by a number behind a colon', json: '[1,2]', path: ':0', want: '[2]' },
    { name: 'no element of an empty array by -1', json: '[]', path: '-1', want: undefined },
    { name: 'none', json: '{"a":1}', path: 'b', want: undefined },
    { name: 'none below a scalar', json: '{"a":1}', path: 'a.b', want: undefined },
  ];

  test.each(rows)('$name', ({ json, path, want }) => {
    const after = sjsonDelete(bytesOf(json), sjsonPath(path) ?? []);
    expect(after === undefined ? undefined : textOf(after)).toBe(want);
  });
});
