import Ajv, { type ValidateFunction } from 'ajv';
import type { EsrError } from '../../plugin/errors/esr-error.ts';
import type { Json, JsonObject } from '../../plugin/model/document.ts';
import { applySchema } from '../../plugin/resources/apply-schema.ts';
import { compileSchema } from '../../plugin/resources/compile-schema.ts';
import { jsonSchema } from '../../plugin/resources/json-schema.ts';
import { kinds } from '../../plugin/resources/kinds.ts';
import type { Schema } from '../../plugin/resources/schema.ts';
import type { Field } from '../../plugin/resources/schemas/field.ts';

interface Read {
  readonly value: Json;
  readonly errors: readonly string[];
  readonly unknown: readonly string[];
}

function read(value: Json, schema: Schema, field = 'spec'): Read {
  const errors: EsrError[] = [];
  const unknown: string[] = [];
  const read = applySchema(value, schema, field, {
    place: (at) => ({ file: 'x', field: at }),
    problem: (error) => errors.push(error),
    warn: ({ place, hint }) => unknown.push(`${place?.field}${hint === undefined ? '' : ` ${hint}`}`),
  });
  return { value: read, errors: errors.map(({ code, place }) => `${code} ${place?.field}`), unknown };
}

const fields: readonly Field[] = [
  { path: 'name', type: 'string', required: true, text: 'DNS1123sub' },
  { path: 'mode', type: 'string', default: 'a', allowed: ['a', 'b'] },
  { path: 'on', type: 'bool' },
  { path: 'count', type: 'int', minimum: 1, maximum: 9 },
  { path: 'big', type: 'int', format: 'int64' },
  { path: 'small', type: 'int', format: 'int32' },
  { path: 'either', type: 'int-or-string' },
  { path: 'free', type: 'any' },
  { path: 'labels', type: 'map', rules: [{ says: 'no x', holds: (self) => !Object.hasOwn(self, 'x') }] },
  { path: 'every', type: 'string', format: 'duration' },
  { path: 'ca', type: 'string', format: 'byte' },
  { path: 'when', type: 'string', format: 'date-time' },
  { path: 'odd', type: 'string', pattern: '^(x+x+)+y$' },
  { path: 'items', type: 'object[]', minItems: 1 },
  { path: 'items[]', type: 'object', minProperties: 1, maxProperties: 1 },
  { path: 'items[].one', type: 'string' },
  { path: 'items[].two', type: 'object', fields: () => [{ path: 'deep', type: 'string', default: 'd' }] },
  { path: 'target', type: 'object', default: { kind: 'k' } },
  { path: 'target.kind', type: 'string' },
  { path: 'target.extra', type: 'string', default: 'e' },
  { path: 'nested', type: 'object' },
  { path: 'nested.needed', type: 'string', required: true },
  { path: 'ref', type: 'SecretKeySelector' },
];
const schema = compileSchema(fields);
const base = { name: 'n', mode: 'a', target: { kind: 'k', extra: 'e' } };

const accepted: readonly { name: string; value: JsonObject; want: JsonObject; unknown?: readonly string[] }[] = [
  { name: 'defaults come, nested ones too', value: { name: 'n' }, want: base },
  { name: 'no default inside what is not there', value: { name: 'n', nested: null }, want: base },
  { name: 'null is absent, or the default', value: { name: 'n', mode: null, on: null, target: null }, want: base },
  {
    name: 'defaults inside an empty object',
    value: { name: 'n', target: {} },
    want: { ...base, target: { extra: 'e' } },
  },
  {
    name: 'a null in free keys goes',
    value: { name: 'n', labels: { a: null, b: '1' } },
    want: { ...base, labels: { b: '1' } },
  },
  {
    name: 'anything goes where anything may be',
    value: { name: 'n', free: [null, { a: 1 }] },
    want: { ...base, free: [null, { a: 1 }] },
  },
  {
    name: 'unknown fields go, with the one that was meant',
    value: { name: 'n', mod: 'b', nested: { needed: 'x', zzz: 1 }, target: { 'a.b': 1 } },
    want: { ...base, nested: { needed: 'x' }, target: { extra: 'e' } },
    unknown: ['spec.mod did you mean "mode"?', 'spec.nested.zzz', 'spec.target["a.b"]'],
  },
  {
    name: 'keys that every object inherits are unknown like others',
    value: Object.fromEntries([
      ['name', 'n'],
      ['__proto__', 1],
      ['constructor', 2],
    ]),
    want: base,
    unknown: ['spec.__proto__', 'spec.constructor'],
  },
  {
    name: 'integers of any size that fits',
    value: { name: 'n', big: 9223372036854775807n, small: -1 },
    want: { ...base, big: 9223372036854775807n, small: -1 },
  },
  ...[5, -1, 2 ** 53 - 1, 9223372036854775807n, '', '5m'].map((either) => ({
    name: `either of two types: ${either}`,
    value: { name: 'n', either },
    want: { ...base, either },
  })),
  { name: 'a duration', value: { name: 'n', every: '-1h2m3.5s' }, want: { ...base, every: '-1h2m3.5s' } },
  { name: 'base64, stray bits too', value: { name: 'n', ca: 'YR==' }, want: { ...base, ca: 'YR==' } },
  ...['2030-01-31T08:00:00Z', '2028-02-29T23:59:59.5+24:00', '0000-01-01T00:00:00,25-00:00'].map((when) => ({
    name: `the time ${when}`,
    value: { name: 'n', when },
    want: { ...base, when },
  })),
  {
    name: 'defaults of another table',
    value: { name: 'n', items: [{ two: {} }] },
    want: { ...base, items: [{ two: { deep: 'd' } }] },
  },
];

const refused: readonly { name: string; value: Json; want: readonly string[] }[] = [
  {
    name: 'what is required',
    value: { nested: {} },
    want: ['FIELD_REQUIRED spec.nested.needed', 'FIELD_REQUIRED spec.name'],
  },
  { name: 'a null of what is required', value: { name: null }, want: ['FIELD_REQUIRED spec.name'] },
  ...[1e30, -1e30, 2 ** 53, 9223372036854775808n, 1.5, true].map((either) => ({
    name: `${either} for an integer or a text`,
    value: { name: 'n', either },
    want: ['FIELD_TYPE spec.either'],
  })),
  { name: 'a list for an object', value: [], want: ['FIELD_TYPE spec'] },
  {
    name: 'every other type',
    value: {
      name: 5,
      mode: true,
      on: 'true',
      count: '1',
      labels: { a: 1, b: 'x' },
      items: {},
      target: 'x',
      either: 1.5,
    },
    want: ['name', 'mode', 'on', 'count', 'labels.a', 'items', 'target', 'either'].map(
      (name) => `FIELD_TYPE spec.${name}`,
    ),
  },
  { name: 'a null in a list', value: { name: 'n', items: [null] }, want: ['FIELD_TYPE spec.items[0]'] },
  { name: 'a number that is no integer', value: { name: 'n', count: 1.5 }, want: ['FIELD_TYPE spec.count'] },
  {
    name: 'numbers out of range',
    value: { name: 'n', count: 0, small: 2147483648, big: 9223372036854775808n },
    want: ['FIELD_RANGE spec.count', 'FIELD_RANGE spec.small', 'FIELD_RANGE spec.big'],
  },
  { name: 'a word that is not allowed', value: { name: 'n', mode: 'A' }, want: ['FIELD_NOT_ALLOWED spec.mode'] },
  { name: 'an empty name', value: { name: '' }, want: ['FIELD_LENGTH spec.name'] },
  { name: 'a name that is too long', value: { name: 'a'.repeat(254) }, want: ['FIELD_LENGTH spec.name'] },
  { name: 'a name with capitals', value: { name: 'A' }, want: ['FIELD_FORM spec.name'] },
  {
    name: 'too few and too many fields, after pruning',
    value: { name: 'n', items: [{ zzz: 1 }, { one: '1', two: {} }] },
    want: ['FIELD_COUNT spec.items[0]', 'FIELD_COUNT spec.items[1]'],
  },
  { name: 'too few items', value: { name: 'n', items: [] }, want: ['FIELD_COUNT spec.items'] },
  { name: 'what breaks a rule', value: { name: 'n', labels: { x: '1' } }, want: ['FIELD_RULE spec.labels'] },
  {
    name: 'wrong formats',
    value: { name: 'n', every: '1d', ca: 'a', when: 'now' },
    want: ['FIELD_DURATION spec.every', 'FIELD_FORMAT spec.ca', 'FIELD_FORMAT spec.when'],
  },
  ...['', 'YQ', 'YQ==\n', 'YWJj\nZGVm', ' YQ==', 'Y-_='].map((ca) => ({
    name: `base64 ${JSON.stringify(ca)}, as the API server does`,
    value: { name: 'n', ca },
    want: ['FIELD_FORMAT spec.ca'],
  })),
  ...[
    '2030-02-30T08:00:00Z',
    '2030-13-01T08:00:00Z',
    '2029-02-29T08:00:00Z',
    '2030-01-31T24:00:00Z',
    '2030-01-31T08:00:60Z',
    '2030-01-31 08:00:00Z',
    '2030-01-31t08:00:00z',
    '2030-01-31T08:00:00',
    '2030-01-31T08:00:00+25:00',
    '2030-01-31',
  ].map((when) => ({ name: `the time ${when}`, value: { name: 'n', when }, want: ['FIELD_FORMAT spec.when'] })),
  {
    name: 'a long text against a slow pattern, at once',
    value: { name: 'n', odd: 'x'.repeat(1_000_000) },
    want: ['FIELD_FORM spec.odd'],
  },
  {
    name: 'what a shared type refuses',
    value: { name: 'n', ref: { name: 'a', key: 'a b' } },
    want: ['FIELD_FORM spec.ref.key'],
  },
];

describe('applySchema()', () => {
  test.each(accepted)('$name', ({ value, want, unknown = [] }) => {
    expect(read(value, schema)).toEqual({ value: want, errors: [], unknown });
  });

  test.each(refused)('refuses $name', ({ value, want }) => {
    expect(read(value, schema).errors).toEqual(want);
  });

  test('shows no value but those of names and choices', () => {
    const secret = 'hunter2';
    const errors: string[] = [];
    const value = { name: 'n', on: secret, labels: { a: [secret] }, count: secret, ca: `${secret}!`, when: secret };
    applySchema(value, schema, '', {
      place: (field) => ({ file: 'x', field }),
      problem: ({ says, hint }) => errors.push(`${says} ${hint}`),
      warn: () => {},
    });
    expect(errors).toHaveLength(5);
    expect(errors.join()).not.toContain(secret);
  });
});

/** A small generator of numbers, so that a failing case can be found again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A value that fits a schema more often than not. */
function grow(schema: Schema, next: () => number, depth = 0): Json {
  if (next() < 0.02) return [true, 5, 'x', '', {}, [], 'Not Valid!'][Math.floor(next() * 7)] as Json;
  switch (schema.kind) {
    case 'lazy':
      return grow(schema.load(), next, depth);
    case 'object': {
      const all = [...schema.properties];
      if (schema.maxProperties === 1 && next() < 0.9) {
        const [name, property] = all[Math.floor(next() * all.length)] as [string, Schema];
        return { [name]: grow(property, next, depth + 1) };
      }
      const entries = all.flatMap(([name, property]): [string, Json][] => {
        const chance = schema.required.includes(name) ? 0.97 : depth > 5 ? 0.1 : 0.4;
        return next() < chance ? [[name, grow(property, next, depth + 1)]] : [];
      });
      return Object.fromEntries(entries);
    }
    case 'map':
      return next() < 0.5 ? {} : { k: 'v' };
    case 'list':
      return Array.from({ length: Math.floor(next() * 3) }, () => grow(schema.items, next, depth + 1));
    case 'string':
      if (schema.allowed !== undefined) return schema.allowed[Math.floor(next() * schema.allowed.length)] as string;
      return ['a', 'team.x', 'A/b', '1h', '@daily', 'a'.repeat(64)][Math.floor(next() * next() * 6)] as string;
    case 'int':
      return Math.floor(next() * 10_000) - 10;
    case 'bool':
      return next() < 0.5;
    case 'int-or-string':
      return next() < 0.5 ? 5 : '5s';
    case 'any':
      return { any: [1] };
  }
}

// What JSON Schema cannot say: rules in CEL, and formats that are checked by hand.
const beyondJsonSchema = /^(FIELD_RULE|FIELD_DURATION|FIELD_FORMAT) /;

describe('the tables of all kinds', () => {
  const all = [...kinds.values()].flatMap(({ kind, versions }) =>
    [...versions].flatMap(([version, table]) => (table === undefined ? [] : [{ name: `${kind} ${version}`, table }])),
  );
  // Both kinds of stores have the same tables.
  const tables = [...new Map(all.map((each) => [each.table, each])).values()];

  test.each(tables)('$name: ajv and the walker agree on documents at random', ({ table }) => {
    const made = compileSchema(table());
    const validate: ValidateFunction = new Ajv({ strict: false, inlineRefs: false }).compile(jsonSchema(made));
    const next = numbers(4711);
    let valid = 0;
    for (let count = 0; count < 120; count += 1) {
      const pruned = read(grow(made, next), made);
      const errors = pruned.errors.filter((error) => !beyondJsonSchema.test(error));
      if (errors.length === 0) valid += 1;
      // ajv sees what the walker gives back: pruned and defaulted, which the walker must then accept as it is.
      const again = JSON.parse(JSON.stringify(pruned.value)) as Json;
      const agrees = validate(again) === (errors.length === 0);
      if (!agrees) expect({ again, ajv: validate.errors, errors }).toEqual('agreement');
      if (errors.length === 0) expect(read(again, made).value).toEqual(again);
    }
    expect(valid).toBeGreaterThan(0);
  });

  test.each(tables)('$name: every line has a parent that can hold it', ({ table }) => {
    const paths = new Map(table().map((field) => [field.path, field]));
    for (const { path } of paths.values()) {
      const parent = path.replace(/(?:\[\])?\.[^.]*$|\[\]$/, '');
      if (parent === path) continue;
      expect(paths.get(parent)?.type).toMatch(path.startsWith(`${parent}[]`) ? /\[\]$/ : /^object$/);
    }
  });
});
