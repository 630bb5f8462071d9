import type { JsonObject } from '../../../plugin/model/document.ts';
import { readStream } from '../../support/read-stream.ts';
import { renderText } from '../../support/render-text.ts';
import { type ConfigParts, testRun } from '../../support/run.ts';

const platform = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: hunter2}, {key: b, value: beta}]}}}
`;
const es = (name: string, policy: string, key = 'a', extra = '') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  target: {name: t, creationPolicy: ${policy}${extra}}
  data: [{secretKey: ${key}, remoteRef: {key: ${key}}}]
`;
const plain = `# ours
apiVersion: v1
kind: Secret
metadata:
  name: t
  namespace: shop
type: example.com/x   # special
data:
  old: b2xk
`;

async function run(texts: readonly string[], config: ConfigParts = {}) {
  const { out, errors } = await renderText(texts.join('---\n'), testRun({ config }), { platform });
  return { out, codes: errors.map(({ code }) => code), says: errors.map(({ says }) => says).join('\n') };
}

describe('creationPolicy Merge and CreateOrMerge', () => {
  test('merge into the plain Secret of the stream, in place', async () => {
    for (const policy of ['Merge', 'CreateOrMerge']) {
      const { out } = await run([es('e', policy), plain]);
      expect(out).toBe(`---\n${plain.replace('  old', '  a: "aHVudGVyMg=="\n  old')}`);
    }
  });

  test('set a key under stringData too, since the API server writes it over data', async () => {
    const text = plain.replace('data:\n  old: b2xk', 'stringData: {a: old}');
    const { out } = await run([text, es('e', 'Merge')]);
    expect(readStream(out)).toMatchObject([{ data: { a: 'aHVudGVyMg==' }, stringData: { a: 'hunter2' } }]);
  });

  test('several merge into one, later ones over earlier ones', async () => {
    const { out } = await run([es('e', 'Merge'), plain, es('f', 'CreateOrMerge', 'b')]);
    expect(readStream(out)).toMatchObject([{ data: { old: 'b2xk', a: 'aHVudGVyMg==', b: 'YmV0YQ==' } }]);
  });

  test('merge into the Secret that an ExternalSecret leaves without an owner', async () => {
    const { out } = await run([es('e', 'Merge'), es('f', 'Orphan', 'b')]);
    expect(readStream(out)).toMatchObject([{ metadata: { name: 't' }, data: { a: 'aHVudGVyMg==', b: 'YmV0YQ==' } }]);
  });

  test('refuse an immutable Secret', async () => {
    expect((await run([plain.replace('type:', 'immutable: true\ntype:'), es('e', 'Merge')])).codes).toEqual([
      'MERGE_TARGET_IMMUTABLE',
    ]);
  });

  test('without a Secret: CreateOrMerge makes it, Merge is an error or a patch', async () => {
    expect(readStream((await run([es('e', 'CreateOrMerge')])).out)).toMatchObject([{ type: 'Opaque', data: {} }]);
    expect(await run([es('e', 'Merge')])).toMatchObject({ codes: ['MERGE_TARGET_MISSING'], out: '' });
    const { out } = await run([es('e', 'Merge')], { merge: 'serverSideApply' });
    expect(readStream(out)).toMatchObject([{ metadata: { name: 't' }, data: { a: 'aHVudGVyMg==' } }]);
  });
});

const tls = plain
  .replace('example.com/x   # special', 'kubernetes.io/tls')
  .replace('old: b2xk', 'tls.crt: YQ==\n  tls.key: YQ==');
const owned = (apiVersion: string, kind: string, name: string) =>
  plain.replace(
    'metadata:',
    `metadata:\n  ownerReferences: [{apiVersion: ${apiVersion}, kind: ${kind}, name: ${name}, uid: u, controller: true}]`,
  );
const typed = (policy: string, template: string, name = 'e') => es(name, policy, 'a', `, template: ${template}`);

describe('what is merged together', () => {
  test('may be short of what its type needs, as long as the whole has it', async () => {
    const { out } = await run([tls, typed('Merge', '{type: kubernetes.io/tls, data: {ca.crt: c}}')]);
    expect(readStream(out)).toMatchObject([
      { type: 'kubernetes.io/tls', data: { 'ca.crt': 'Yw==', 'tls.crt': 'YQ==' } },
    ]);
  });

  test('keeps its type where no template names one, and has it named alike', async () => {
    for (const template of ['{}', '{type: example.com/x}', '{type: ""}']) {
      expect((await run([plain, typed('Merge', template)])).codes).toEqual([]);
    }
    expect((await run([plain.replace(/type: .*\n/, ''), typed('CreateOrMerge', '{type: Opaque}')])).codes).toEqual([]);
  });

  const whole = [
    {
      name: 'another type than that of a plain Secret',
      texts: [plain, typed('Merge', '{type: x/y}')],
      code: 'MERGE_TYPE',
    },
    {
      name: 'a type where a plain Secret has none, and so is Opaque',
      texts: [plain.replace(/type: .*\n/, ''), typed('CreateOrMerge', '{type: x/y}')],
      code: 'MERGE_TYPE',
    },
    {
      name: 'another type than that of an ExternalSecret',
      texts: [typed('Orphan', '{type: x/y}'), typed('Merge', '{type: z/z}', 'f')],
      code: 'MERGE_TYPE',
    },
    {
      name: 'a value that the type of the whole does not take',
      texts: [
        plain
          .replace('example.com/x', 'kubernetes.io/dockerconfigjson')
          .replace('old: b2xk', '.dockerconfigjson: e30='),
        typed('Merge', '{data: {.dockerconfigjson: "no JSON"}}'),
      ],
      code: 'SECRET_TYPE',
    },
    {
      name: 'more than a Secret holds, counted together',
      texts: [plain.replace('b2xk', Buffer.alloc(1024 * 1024 - 6).toString('base64')), es('e', 'Merge')],
      code: 'SECRET_SIZE',
    },
    {
      name: 'a type that the maker does not fill',
      texts: [typed('CreateOrMerge', '{type: kubernetes.io/tls}')],
      code: 'SECRET_TYPE',
    },
    {
      name: 'a type that only all of them would fill',
      texts: [
        typed('CreateOrMerge', '{type: kubernetes.io/tls, data: {tls.crt: c}}'),
        typed('CreateOrMerge', '{type: kubernetes.io/tls, data: {tls.key: k}}', 'f'),
      ],
      code: 'SECRET_TYPE',
    },
    {
      name: 'what is no text into a key under stringData',
      texts: [
        plain.replace('data:\n  old: b2xk', 'stringData: {b: old}'),
        typed('Merge', '{data: {b: \'{{ "/w==" | b64dec }}\'}}'),
      ],
      code: 'MERGE_BINARY',
    },
    {
      name: 'a Secret that another ExternalSecret owns',
      texts: [owned('external-secrets.io/v1beta1', 'ExternalSecret', 'f'), es('e', 'CreateOrMerge')],
      code: 'MERGE_OWNED',
    },
  ] as const;
  test.each([
    ['that it owns itself', owned('external-secrets.io/v1', 'ExternalSecret', 'e')],
    ['that something else owns', owned('apps/v1', 'Deployment', 'f')],
    [
      'that another one is said to own, but not to control',
      owned('external-secrets.io/v1', 'ExternalSecret', 'f').replace(/, controller: true/, ''),
    ],
  ])('may be a Secret %s', async (_name, text) => {
    expect((await run([text, es('e', 'Merge')])).codes).toEqual([]);
  });

  test('has the finalizers of all', async () => {
    const finalizer = (name: string) => `{metadata: {finalizers: [example.com/${name}, example.com/x]}}`;
    const { out } = await run([typed('Orphan', finalizer('a')), typed('Merge', finalizer('b'), 'f')]);
    const finalizers = ['example.com/a', 'example.com/x', 'example.com/b'];
    expect(readStream(out)).toMatchObject([{ metadata: { finalizers } }]);
  });

  test.each(whole)('is refused with $name', async ({ texts, code }) => {
    const { codes, says, out } = await run(texts);
    expect({ codes, out }).toEqual({ codes: [code], out: '' });
    expect(says).not.toContain('hunter2');
  });

  test('to its very last byte it is not', async () => {
    const full = plain.replace('b2xk', Buffer.alloc(1024 * 1024 - 7).toString('base64'));
    expect((await run([full, es('e', 'Merge')])).codes).toEqual([]);
  });
});

const frozen = (name: string, policy: string, key = 'a') => es(name, policy, key, ', immutable: true');

describe('target.immutable', () => {
  test('freezes a Secret that is there as it stands, for whoever is told last', async () => {
    const kept = plain.replace('metadata:', 'immutable: true\nmetadata:');
    const { out } = await run([plain, frozen('e', 'Merge')]);
    expect(readStream(out)).toEqual(readStream(kept));
    const both = await run([plain, es('e', 'Merge'), frozen('f', 'CreateOrMerge', 'b')]);
    expect(readStream(both.out)).toMatchObject([{ immutable: true, data: { old: 'b2xk', a: 'aHVudGVyMg==' } }]);
    expect(readStream(both.out)[0]?.['data']).not.toHaveProperty('b');
  });

  test('of who makes it, is written with its keys', async () => {
    expect(readStream((await run([frozen('e', 'CreateOrMerge')])).out)).toMatchObject([
      { immutable: true, data: { a: 'aHVudGVyMg==' } },
    ]);
  });

  test.each([
    ['of who makes it', [frozen('e', 'Orphan'), es('f', 'Merge', 'b')]],
    ['of who merged before', [plain, frozen('e', 'Merge'), es('f', 'Merge', 'b')]],
    ['written as no', [plain.replace('type:', 'immutable: false\ntype:'), frozen('e', 'Merge'), es('f', 'Merge', 'b')]],
  ])('%s lets nobody merge later', async (_name, texts) => {
    expect(await run(texts)).toMatchObject({ codes: ['MERGE_TARGET_IMMUTABLE'], out: '' });
  });
});

const conflicts = [
  {
    name: 'two owners',
    texts: [es('e', 'Owner'), es('f', 'Owner')],
    code: 'TARGET_TWICE',
    names: ['shop/e', 'shop/f'],
  },
  {
    name: 'an owner and one that merges',
    texts: [es('e', 'Owner'), es('f', 'Merge')],
    code: 'TARGET_TWICE',
    names: ['shop/e', 'shop/f'],
  },
  { name: 'two orphans', texts: [es('e', 'Orphan'), es('f', 'Orphan')], code: 'TARGET_TWICE', names: ['shop/t'] },
  {
    name: 'an owner and a plain Secret',
    texts: [plain, es('e', 'Owner')],
    code: 'TARGET_TAKEN',
    names: ['shop/t', 'app.yaml:2'],
  },
  { name: 'an orphan and a plain Secret', texts: [es('e', 'Orphan'), plain], code: 'TARGET_TAKEN', names: ['shop/t'] },
] as const;

describe('two sources for one Secret', () => {
  test.each(conflicts)('$name: an error that names both', async ({ texts, code, names }) => {
    const { codes, says, out } = await run(texts);
    expect({ codes, out }).toEqual({ codes: [code], out: '' });
    for (const name of names) expect(says).toContain(name);
  });

  test('an immutable ConfigMap takes nothing in', async () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t, namespace: shop}\nimmutable: true\n';
    const merging = es('e', 'Merge', 'a', ', manifest: {apiVersion: v1, kind: ConfigMap}, template: {data: {k: v}}');
    const { codes } = await run([map, merging], { genericTargets: 'allow' });
    expect(codes).toEqual(['MERGE_TARGET_IMMUTABLE']);
    expect((await run([map.replace('true', 'false'), merging], { genericTargets: 'allow' })).codes).toEqual([]);
  });

  test('creationPolicy None leaves the plain Secret alone', async () => {
    expect((await run([plain, es('e', 'None')])).out).toBe(plain);
  });
});

/** What a literal writes at a path of an object of the input, and what stands there then. */
const written = [
  { name: 'a truth value', at: 'immutable', text: 'false', into: 'ConfigMap', have: '', want: { immutable: false } },
  {
    name: 'a truth value over another',
    at: 'automountServiceAccountToken',
    text: 'false',
    have: 'automountServiceAccountToken: true\n',
    want: { automountServiceAccountToken: false },
  },
  {
    name: 'an item of a list that is not there',
    at: 'imagePullSecrets[0].name',
    text: 'r',
    have: '',
    want: { imagePullSecrets: [{ name: 'r' }] },
  },
  {
    name: 'an item of a list that is there',
    at: 'imagePullSecrets[0].name',
    text: 'r',
    have: 'imagePullSecrets:\n- name: old\n- {name: two}\n',
    want: { imagePullSecrets: [{ name: 'r' }, { name: 'two' }] },
  },
  {
    name: 'an item behind a list',
    at: 'secrets[1]',
    text: '{name: r, namespace: ns}',
    have: 'secrets:\n- name: old\n',
    want: { secrets: [{ name: 'old' }, { name: 'r', namespace: 'ns' }] },
  },
  {
    name: 'a part of the item behind a list',
    at: 'secrets[2].name',
    text: 'r',
    have: 'secrets: [{name: a}, {name: b}]\n',
    want: { secrets: [{ name: 'a' }, { name: 'b' }, { name: 'r' }] },
  },
  {
    name: 'an item beside another member',
    at: 'secrets[0].kind',
    text: 'yes it is',
    have: 'secrets: [{name: a}]\n',
    want: { secrets: [{ name: 'a', kind: 'yes it is' }] },
  },
  {
    name: 'a list of texts',
    at: 'secrets',
    text: '["no", \'a"b\', 1.5, null]',
    have: '',
    want: { secrets: ['no', 'a"b', 1.5, null] },
  },
] as const;

describe('target.manifest with creationPolicy Merge', () => {
  test.each(written)('sets $name', async ({ at, text, have, want, ...rest }) => {
    const kind = 'into' in rest ? rest.into : 'ServiceAccount';
    const literal = `[{target: "${at}", literal: ${JSON.stringify(text)}}]`;
    const extra = `, manifest: {apiVersion: v1, kind: ${kind}}, template: {templateFrom: ${literal}}`;
    const object = `apiVersion: v1\nkind: ${kind}\nmetadata: {name: t, namespace: shop}\n${have}`;
    for (const policy of ['Merge', 'CreateOrMerge']) {
      const { out } = await run([object, es('e', policy, 'a', extra)], { genericTargets: 'allow' });
      const { apiVersion: _, kind: __, metadata: ___, data: ____, ...body } = readStream(out)[0] as JsonObject;
      expect(body).toEqual(want);
    }
  });

  test('takes a kind of another group for another one', async () => {
    const extra = ', manifest: {apiVersion: ex.com/v1, kind: ConfigMap}, template: {data: {k: v}}';
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t, namespace: shop}\ndata: {old: o}\n';
    const { out } = await run([map, es('e', 'CreateOrMerge', 'a', extra)], { genericTargets: 'allow' });
    expect(readStream(out)).toMatchObject([{ apiVersion: 'v1', data: { old: 'o' } }, { apiVersion: 'ex.com/v1' }]);
    expect(out.startsWith(map)).toBe(true);
  });

  test.each(['Owner', 'Merge'])('shows no number, truth value or text to people: %s', async (policy) => {
    const template =
      '{templateFrom: [{target: secrets, literal: "[{num: 4711, t: true, s: hunter2, l: [4712], z: null}]"}]}';
    const extra = `, manifest: {apiVersion: v1, kind: ServiceAccount}, template: ${template}`;
    const object = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: t, namespace: shop}\n';
    const texts = [...(policy === 'Merge' ? [object] : []), es('e', policy, 'a', extra)];
    const view = { values: 'redacted', fingerprintKey: Buffer.alloc(1), onlySecrets: false, mask: String } as const;
    const test = testRun({ config: { genericTargets: 'allow' } });
    const { out } = await renderText(texts.join('---\n'), test, { platform, view });
    const { secrets } = readStream(out).at(-1) as JsonObject;
    const hidden = (bytes: number) => expect.stringMatching(new RegExp(`^<redacted ${bytes} bytes #`));
    expect(secrets).toEqual([{ num: hidden(4), t: hidden(4), s: hidden(7), l: [hidden(4)], z: null }]);
  });
});
