import type { JsonObject } from '../../plugin/model/document.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import { provider } from '../../plugin/providers/fake.ts';
import {
  extractRaw,
  literalFirst,
  type PropertyRule,
  pathFirst,
  pathOnly,
  selectRaw,
} from '../../plugin/providers/property.ts';
import type { Answer, Client, EntryRef, Extracted, Selected } from '../../plugin/providers/provider.ts';
import { testContext } from '../support/provider-context.ts';
import { testStoreInfo } from '../support/store-info.ts';

const shown = (got: Answer | Selected): string =>
  got.kind === 'value' ? got.value.reveal().toString() : got.kind === 'failed' ? got.error.code : got.kind;
const members = (got: Extracted): unknown =>
  got.kind === 'values'
    ? Object.fromEntries([...got.values].map(([key, value]) => [key, value.reveal().toString()]))
    : got.kind === 'failed'
      ? got.error.code
      : got.kind;

async function connect(spec: JsonObject): Promise<{ readonly client: Client; close(): void }> {
  const { context, close } = await testContext();
  return { client: await provider.open(spec, testStoreInfo()).connect(context), close };
}

describe('fake: read()', () => {
  const data = [
    { key: 'plain', value: 'text' },
    { key: 'a', value: 'two', version: 'v2' },
    { key: 'a', value: 'ten', version: 'v10' },
    { key: 'b', value: 'lost', version: 'v2' },
    { key: 'bv2', value: 'winner' },
    { key: 'twice', value: 'first' },
    { key: 'twice', value: 'second' },
    { key: '__proto__', value: 'just a key' },
    { key: 'é🔑', value: 'ü\0\n' },
  ];
  const rows: readonly { ref: EntryRef; want: string }[] = [
    { ref: { key: 'plain' }, want: 'text' },
    { ref: { key: 'plain', version: '' }, want: 'text' },
    { ref: { key: 'plain', metadataPolicy: 'Fetch' }, want: 'text' },
    { ref: { key: 'nope' }, want: 'missing' },
    { ref: { key: 'a' }, want: 'missing' },
    { ref: { key: 'a', version: 'v2' }, want: 'two' },
    { ref: { key: 'a', version: 'v10' }, want: 'ten' },
    { ref: { key: 'a', version: 'v3' }, want: 'missing' },
    { ref: { key: 'av', version: '2' }, want: 'missing' },
    { ref: { key: 'b', version: 'v2' }, want: 'missing' },
    { ref: { key: 'bv2' }, want: 'winner' },
    { ref: { key: 'twice' }, want: 'second' },
    { ref: { key: '__proto__' }, want: 'just a key' },
    { ref: { key: 'constructor' }, want: 'missing' },
    { ref: { key: 'é🔑' }, want: 'ü\0\n' },
  ];
  test.each(rows)('$ref.key $ref.version: $want', async ({ ref, want }) => {
    const { client, close } = await connect({ data });
    expect((await client.read([provider.open({ data }, testStoreInfo()).ref(ref)])).map(shown)).toEqual([want]);
    close();
  });
});

describe('fake: find()', () => {
  const data = ['/team/x', 'team-y', 'other'].map((key) => ({ key, value: key.toUpperCase() }));
  const versions = ['v2', 'v10', ''].map((version) => ({
    key: 'v',
    value: `value ${version}`,
    ...(version && { version }),
  }));
  const rows: readonly {
    name: string;
    spec?: JsonObject;
    query: Parameters<NonNullable<Client['find']>>[0];
    want: unknown;
  }[] = [
    {
      name: 'by name, converted, in order',
      query: { name: { regexp: 'team' } },
      want: { _team_x: '/TEAM/X', 'team-y': 'TEAM-Y' },
    },
    {
      name: 'converted as asked',
      query: { name: { regexp: '/' }, conversionStrategy: 'Unicode' },
      want: { _U002f_team_U002f_x: '/TEAM/X' },
    },
    {
      name: 'all without an expression',
      query: { name: {} },
      want: { _team_x: '/TEAM/X', other: 'OTHER', 'team-y': 'TEAM-Y' },
    },
    {
      name: 'whatever path and tags say',
      query: { name: { regexp: '^o' }, path: 'x', tags: { a: 'b' } },
      want: { other: 'OTHER' },
    },
    {
      name: 'the greatest version, as text',
      spec: { data: versions },
      query: { name: { regexp: '^v$' } },
      want: { v: 'value v2' },
    },
    { name: 'nothing', query: { name: { regexp: '^$' } }, want: {} },
    { name: 'not by tags alone', query: { tags: { a: 'b' } }, want: 'FIND_NAME' },
    { name: 'not by an expression that is none', query: { name: { regexp: '(' } }, want: 'FIND_REGEXP' },
    {
      name: 'not two names that become one',
      spec: {
        data: [
          { key: 'a/b', value: '1' },
          { key: 'a b', value: '2' },
        ],
      },
      query: { name: {} },
      want: 'KEY_COLLISION',
    },
  ];
  test.each(rows)('$name', async ({ spec = { data }, query, want }) => {
    const { client, close } = await connect(spec);
    const got = await client.find?.(query).catch((error: { code: string }) => error.code);
    const values =
      typeof got === 'string'
        ? got
        : Object.fromEntries(
            (got ?? []).map((match) => [match.name, 'value' in match && match.value.reveal().toString()]),
          );
    expect(values).toEqual(want);
    close();
  });

  test('tells the key of a name that was converted', async () => {
    const { client, close } = await connect({ data });
    expect(await client.find?.({ name: { regexp: '/' } })).toMatchObject([{ name: '_team_x', key: '/team/x' }]);
    close();
  });
});

describe('fake: the store', () => {
  test.each([
    { name: 'an empty key', data: [{ key: '', value: 'v' }], want: ['FAKE_EMPTY spec.provider.test.data[0].key'] },
    {
      name: 'an empty value',
      data: [
        { key: 'a', value: 'v' },
        { key: 'b', value: '' },
      ],
      want: ['FAKE_EMPTY spec.provider.test.data[1].value'],
    },
    { name: 'nothing else', data: [{ key: 'a', value: 'v' }], want: [] },
  ])('refuses $name', ({ data, want }) => {
    const faults = provider.validate?.({ data }, testStoreInfo()) ?? [];
    expect(faults.map(({ code, place }) => `${code} ${place?.field}`)).toEqual(want);
  });

  test('is not ready when it says so', async () => {
    await expect(connect({ data: [], validationResult: 2 })).rejects.toMatchObject({
      code: 'STORE_NOT_READY',
      exitStatus: 3,
    });
    (await connect({ data: [], validationResult: 1 })).close();
  });

  test('is another one for other values, and for another name', () => {
    const id = (spec: JsonObject, name = 'a') => provider.open(spec, testStoreInfo({ name })).identity;
    expect(id({ data: [] })).toBe(id({ data: [] }));
    expect(id({ data: [] })).not.toBe(id({ data: [{ key: 'a', value: 'v' }] }));
    expect(id({ data: [] })).not.toBe(id({ data: [] }, 'b'));
  });

  test('takes what is pushed, but not over what its document says', async () => {
    const { client, close } = await connect({ data: [{ key: 'own', value: 'v' }] });
    const entry = (key: string, value: string) => ({
      ref: { key },
      data: new Map([['k', new Sensitive(value)]]),
      secretKey: 'k',
      secret: { name: 's', namespace: 'n', labels: {}, annotations: {}, type: 'Opaque' },
    });
    const { writer } = client;
    expect(await writer?.exists({ key: 'new' })).toBe(false);
    await writer?.push(entry('new', '1'));
    await writer?.push(entry('new', '2'));
    expect((await client.read([{ key: 'new' }])).map(shown)).toEqual(['2']);
    await expect(writer?.push(entry('own', 'x'))).rejects.toMatchObject({ code: 'FAKE_TAKEN' });
    await writer?.delete({ key: 'new' });
    expect(await writer?.exists({ key: 'new' })).toBe(true);
    close();
  });
});

describe('fake: select() and extract()', () => {
  const { select, extract } = provider.open({ data: [] }, testStoreInfo());
  const value = new Sensitive('{"a":{"b":"x"},"a.b":"dotted","n":1.50,"nul":null}');
  test.each([
    { property: 'a.b', want: 'x' },
    { property: 'a\\.b', want: 'dotted' },
    { property: 'n', want: '1.5' },
    { property: 'nul', want: '' },
    { property: 'nope', want: 'missing' },
    { property: '', want: value.reveal().toString() },
  ])('$property: $want', ({ property, want }) => {
    expect(shown(select(value, { key: 'k', property }))).toBe(want);
  });
  test.each([
    { property: 'a', want: { b: 'x' } },
    { property: 'nope', want: 'missing' },
    { property: 'n', want: 'EXTRACT_NOT_OBJECT' },
    { property: '', want: { a: '{"b":"x"}', 'a.b': 'dotted', n: '1.50', nul: '' } },
  ])('extract of $property', ({ property, want }) => {
    expect(members(extract(value, { key: 'k', property }))).toEqual(want);
  });
});

describe('property rules of providers that leave members as they came', () => {
  const document = '{"a":{"b":"nested","c.d":"inner"},"a.b":"literal","x.y":{"z":1},"__proto__":{"p":"q"}}';
  const rows: readonly { name: string; rule: PropertyRule; property: string; want: string }[] = [
    { name: 'a path alone', rule: pathOnly, property: 'a.b', want: 'nested' },
    { name: 'a path alone, escaped', rule: pathOnly, property: 'a\\.b', want: 'literal' },
    { name: 'the literal key first', rule: literalFirst, property: 'a.b', want: 'literal' },
    { name: 'the literal key first, else the path', rule: literalFirst, property: 'a.c\\.d', want: 'inner' },
    { name: 'all dots or none', rule: literalFirst, property: 'x.y.z', want: 'PROPERTY_MISSING' },
    { name: 'the path first', rule: pathFirst, property: 'a.b', want: 'nested' },
    { name: 'the path first, else the literal key', rule: pathFirst, property: 'x.y', want: '{"z":1}' },
    {
      name: 'a key that objects have by themselves',
      rule: pathOnly,
      property: 'constructor',
      want: 'PROPERTY_MISSING',
    },
    { name: 'a key like __proto__', rule: pathOnly, property: '__proto__.p', want: 'q' },
  ];
  test.each(rows)('$name', ({ rule, property, want }) => {
    expect(shown(selectRaw(new Sensitive(document), { key: 'k', property }, rule))).toBe(want);
  });

  test('keep bytes that are no UTF-8', () => {
    const bytes = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]);
    const got = selectRaw(new Sensitive(bytes), { key: 'k', property: 'a' }, pathOnly);
    expect(got.kind === 'value' && [...got.value.reveal()]).toEqual([0xff]);
  });

  test.each([
    {
      text: '{"s":"t","n": 1.50,"o":{ "x" : 1 },"l":[1 , 2],"b":true,"nul":null}',
      want: { s: 't', n: '1.50', o: '{ "x" : 1 }', l: '[1 , 2]', b: 'true', nul: '' },
    },
    { text: '{"d":1,"d":2}', want: { d: '2' } },
    { text: 'null', want: {} },
    { text: '{}', want: {} },
    { text: '[1]', want: 'EXTRACT_NOT_OBJECT' },
    { text: '"text"', want: 'EXTRACT_NOT_OBJECT' },
    { text: '{"a":1', want: 'EXTRACT_NOT_OBJECT' },
    { text: 'marked', want: 'EXTRACT_NOT_OBJECT' },
  ])('extract $text', ({ text, want }) => {
    const got = extractRaw(new Sensitive(text), { key: 'k' }, pathOnly);
    expect(members(got)).toEqual(want);
    if (got.kind === 'failed') expect(`${got.error.says} ${got.error.hint}`).not.toContain('marked');
  });
});
