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

  test('creationPolicy None leaves the plain Secret alone', async () => {
    expect((await run([plain, es('e', 'None')])).out).toBe(plain);
  });
});
