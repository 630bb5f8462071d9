import type { Outcome } from '../../../plugin/model/fetched.ts';
import { fetchAll } from '../../../plugin/pipeline/fetch/fetch.ts';
import { offline } from '../../../plugin/pipeline/fetch/offline.ts';
import { readValues } from '../../../plugin/pipeline/fetch/values-file.ts';
import { planText } from '../../support/plan-text.ts';
import { testRun } from '../../support/run.ts';

const file = 'values.yaml';
const valuesText = `
vault:
  db: plain text
  port: 5432
  "on": yes
  octal: 010
  none:
  json: {user: u, "a.b": dotted, a: {b: nested}, list: [1, 2]}
  text: '{"user": "from text"}'
  "__proto__": just a key
  /team/x: tx
  /team/y: ty
ClusterSecretStore/vault: {db: cluster}
SecretStore/shop/other: {db: other}
`;
const values = readValues(Buffer.from(valuesText), file);

async function answer(spec: string, options: Parameters<typeof offline>[0], more = ''): Promise<unknown> {
  const input = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: app, namespace: shop}
spec: {secretStoreRef: {name: vault}, ${spec}}
---
${more}`;
  const answers = offline(options);
  const run = testRun();
  const planned = await planText({ input }, run, { offline: answers });
  const fetched = await fetchAll(planned, run, { env: {}, generate: answers.generate });
  return [...fetched.values()].map(({ data, dataFrom }) => [...dataFrom.map(show), ...data.map(show)])[0];
}

function show(outcome: Outcome<unknown>): unknown {
  if (outcome.kind !== 'value') return `${outcome.kind} ${outcome.error.code}`;
  const { value } = outcome as { value: { reveal?: () => Buffer } & ReadonlyMap<string, { reveal(): Buffer }> };
  if (value.reveal !== undefined) return value.reveal().toString();
  return Object.fromEntries([...value].map(([key, one]) => [key, one.reveal().toString()]));
}

const data = (key: string, more = '') => `data: [{secretKey: k, remoteRef: {key: ${key}${more}}}]`;

describe('--values', () => {
  const rows: readonly { name: string; spec: string; want: unknown }[] = [
    { name: 'text', spec: data('db'), want: ['plain text'] },
    { name: 'a number as its text', spec: data('port'), want: ['5432'] },
    { name: 'a boolean of YAML 1.1', spec: data('"on"'), want: ['true'] },
    { name: 'an octal number', spec: data('octal'), want: ['8'] },
    { name: 'nothing as an empty value', spec: data('none'), want: [''] },
    { name: 'a mapping as JSON', spec: data('json', ', property: a'), want: ['{"b":"nested"}'] },
    { name: 'a property', spec: data('json', ', property: user'), want: ['u'] },
    { name: 'the literal property first', spec: data('json', ', property: a.b'), want: ['dotted'] },
    { name: 'a path', spec: data('json', ', property: list.1'), want: ['2'] },
    { name: 'a property of text that is JSON', spec: data('text', ', property: user'), want: ['from text'] },
    { name: 'no such property', spec: data('json', ', property: nope'), want: ['failed PROPERTY_MISSING'] },
    { name: 'no such key', spec: data('nope'), want: ['missing SECRET_MISSING'] },
    { name: 'a key called constructor', spec: data('constructor'), want: ['missing SECRET_MISSING'] },
    { name: 'a key called __proto__', spec: data('__proto__'), want: ['just a key'] },
    {
      name: 'extract',
      spec: 'dataFrom: [{extract: {key: json}}]',
      want: [{ a: '{"b":"nested"}', 'a.b': 'dotted', list: '[1,2]', user: 'u' }],
    },
    {
      name: 'extract of text that is no object',
      spec: 'dataFrom: [{extract: {key: db}}]',
      want: ['failed EXTRACT_NOT_OBJECT'],
    },
    { name: 'extract of a property', spec: 'dataFrom: [{extract: {key: json, property: a}}]', want: [{ b: 'nested' }] },
    { name: 'find', spec: "dataFrom: [{find: {path: /team, name: {regexp: 'x$'}}}]", want: [{ '/team/x': 'tx' }] },
    {
      name: 'the store by kind',
      spec: 'data: [{secretKey: k, remoteRef: {key: db}, sourceRef: {storeRef: {name: vault, kind: ClusterSecretStore}}}]',
      want: ['cluster'],
    },
    {
      name: 'the store by kind and namespace',
      spec: 'data: [{secretKey: k, remoteRef: {key: db}, sourceRef: {storeRef: {name: other}}}]',
      want: ['other'],
    },
    {
      name: 'a store that the file does not name',
      spec: 'data: [{secretKey: k, remoteRef: {key: db}, sourceRef: {storeRef: {name: third}}}]',
      want: ['missing SECRET_MISSING'],
    },
  ];
  test.each(rows)('$name', async ({ spec, want }) => {
    expect(await answer(spec, { values, placeholders: false })).toEqual(want);
  });

  test.each([
    { text: 'a: [1]', says: 'store "a" is no mapping', line: undefined },
    { text: '- a', says: 'the file is no mapping', line: undefined },
    { text: 'a:\n  b: {marked', says: 'it is no YAML', line: 2 },
  ])('refuses $text', ({ text, says, line }) => {
    try {
      readValues(Buffer.from(text), file);
    } catch (error) {
      expect(error).toMatchObject({
        code: 'VALUES_FILE',
        exitStatus: 2,
        place: { file, ...(line === undefined ? {} : { line }) },
      });
      expect((error as Error).message).toContain(says);
      expect((error as Error).message).not.toContain('marked');
      return;
    }
    throw new Error('it was taken');
  });

  test('takes an empty file', () => {
    expect(readValues(Buffer.from(''), file).of({ kind: 'SecretStore', name: 'a' })).toBeUndefined();
  });
});

describe('--offline', () => {
  const made = /^placeholder\.[a-z0-9-]+\.[0-9a-f]{8}$/;
  const again = (spec: string) => answer(spec, { placeholders: true });

  test('makes up the same value for a reference each time, and another for another', async () => {
    const [first] = (await again(data('db'))) as string[];
    expect(first).toMatch(/^placeholder\.db\./);
    expect(await again(data('db'))).toEqual([first]);
    const others = [data('db2'), data('db', ', property: db'), data('db', ', version: "1"')];
    const all = (await Promise.all(others.map(again))) as string[][];
    expect(new Set([first, ...all.flat()]).size).toBe(4);
    for (const [value] of all) expect(value).toMatch(made);
  });

  test.each(['Base64', 'Base64URL'])('makes up what can be decoded: %s', async (strategy) => {
    const [value = ''] = (await again(data('db', `, decodingStrategy: ${strategy}`))) as string[];
    expect(Buffer.from(value, 'base64').toString()).toMatch(made);
  });

  test('guesses the members that templates ask for', async () => {
    const target =
      'target: {template: {data: {url: "{{ .user }}:{{ .password | quote }}@{{ index . \\"host\\" }}{{ .own }}"}}}';
    const own = 'data: [{secretKey: own, remoteRef: {key: own}}]';
    const [members] = (await again(`${target}, ${own}, dataFrom: [{extract: {key: team/db}}]`)) as [
      Record<string, string>,
    ];
    expect(Object.keys(members)).toEqual(['user', 'password', 'host']);
    const [alone] = (await again('dataFrom: [{extract: {key: team/db}}]')) as [Record<string, string>];
    expect(Object.keys(alone)).toEqual(['db']);
  });

  test('finds one, for want of knowledge', async () => {
    const [found] = (await again('dataFrom: [{find: {path: /team/app}}]')) as [Record<string, string>];
    expect(Object.entries(found)).toEqual([['app', expect.stringMatching(made)]]);
  });

  test('leaves given values alone', async () => {
    expect(await answer(data('db'), { values, placeholders: true })).toEqual(['plain text']);
  });

  const generator = (kind: string, spec: string) =>
    `apiVersion: generators.external-secrets.io/v1alpha1\nkind: ${kind}\nmetadata: {name: g, namespace: shop}\nspec: ${spec}`;
  test.each([
    { kind: 'Password', spec: '{length: 8}', keys: ['password'] },
    { kind: 'Password', spec: '{length: 8, secretKeys: [a, b]}', keys: ['a', 'b'] },
    { kind: 'UUID', spec: '{}', keys: ['uuid'] },
    {
      kind: 'ECRAuthorizationToken',
      spec: '{region: eu-central-1}',
      keys: ['username', 'password', 'proxy_endpoint', 'expires_at'],
    },
    {
      kind: 'Grafana',
      spec: '{url: "https://g", auth: {token: {name: tt, key: kk}}, serviceAccount: {name: sa, role: Viewer}}',
      keys: ['login', 'token'],
    },
  ])('makes up what $kind $spec gives', async ({ kind, spec, keys }) => {
    const ref = `dataFrom: [{sourceRef: {generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ${kind}, name: g}}}]`;
    const [made0] = (await answer(ref, { placeholders: true }, generator(kind, spec))) as [Record<string, string>];
    expect(Object.keys(made0)).toEqual(keys);
    for (const value of Object.values(made0)) expect(value).toMatch(made);
  });

  test('runs a Fake generator', async () => {
    const ref =
      'dataFrom: [{sourceRef: {generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: Fake, name: g}}}]';
    expect(await answer(ref, { placeholders: true }, generator('Fake', '{data: {a: b}}'))).toEqual([{ a: 'b' }]);
  });
});
