import type { View } from '../../../plugin/pipeline/emit/view.ts';
import { readStream } from '../../support/read-stream.ts';
import { renderText } from '../../support/render-text.ts';
import { type ConfigParts, testRun } from '../../support/run.ts';

const platform = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec:
  provider:
    fake:
      data:
        - {key: a, value: hunter2-alpha}
        - {key: b, value: "beta\\nline\\n"}
`;

/** An ExternalSecret in YAML, with more of its target and metadata where a row needs them. */
const es = (name: string, { target = '', metadata = '', key = 'a' } = {}) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
  namespace: shop${metadata}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}${target}
  data:
    - {secretKey: k, remoteRef: {key: ${key}}}
`;
const secret = (name: string, data = 'k: aHVudGVyMi1hbHBoYQ==') => `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
  namespace: shop
type: Opaque
data:
  ${data.replace(/: (.*=)$/, ': "$1"')}
`;
const store =
  'apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: {name: x, namespace: shop}\nspec: {provider: {fake: {data: []}}}\n';
const other = '# kept\nkind:   ConfigMap   # odd\napiVersion: v1\nmetadata: {name: o}\n';
const esJson = (name: string) =>
  `{"apiVersion":"external-secrets.io/v1","kind":"ExternalSecret","metadata":{"name":"${name}","namespace":"shop"},"spec":{"secretStoreRef":{"name":"s","kind":"ClusterSecretStore"},"data":[{"secretKey":"k","remoteRef":{"key":"a"}}]}}`;
const secretJson = (name: string) =>
  `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"${name}","namespace":"shop"},"type":"Opaque","data":{"k":"aHVudGVyMi1hbHBoYQ=="}}`;
const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by)).slice(by);
const item = (text: string) => `- ${indented(text, 2)}`;

const streams = [
  {
    name: 'a Secret where its ExternalSecret stood',
    input: `${other}---\n${es('e')}---\n${other}`,
    want: `${other}---\n${secret('e')}---\n${other}`,
  },
  { name: 'nothing but an ExternalSecret', input: es('e'), want: secret('e') },
  { name: 'no final line break', input: `${other}---\n${es('e').trimEnd()}`, want: `${other}---\n${secret('e')}` },
  {
    name: 'untouched documents without a final line break',
    input: `${es('e')}---\n${other.trimEnd()}`,
    want: `${secret('e')}---\n${other.trimEnd()}`,
  },
  {
    name: 'CRLF',
    input: `${other}---\n${es('e')}---\n${other}`.replace(/\n/g, '\r\n'),
    want: `${other}---\n${secret('e')}---\n${other}`.replace(/\n/g, '\r\n'),
  },
  { name: 'a store first', input: `${store}---\n${other}`, want: `---\n${other}` },
  { name: 'a store with its own separator first', input: `---\n${store}---\n${other}`, want: `---\n${other}` },
  { name: 'a store last', input: `${other}---\n${store}`, want: other },
  { name: 'a store last, with a separator behind it', input: `${other}---\n${store}---\n`, want: `${other}---\n` },
  {
    name: 'a store in the middle, its comment goes with it',
    input: `${other}---\n# Source: store\n${store}---\n# Source: next\n${other}`,
    want: `${other}---\n# Source: next\n${other}`,
  },
  {
    name: 'comments above an ExternalSecret stay',
    input: `---\n# Source: app/es.yaml\n${es('e')}`,
    want: `---\n# Source: app/es.yaml\n${secret('e')}`,
  },
  {
    name: 'a file that begins with a comment document',
    input: `# licence\n---\n${store}---\n${other}`,
    want: `# licence\n---\n${other}`,
  },
  { name: 'stores alone leave nothing', input: `${store}---\n${store.replace('name: x', 'name: z')}`, want: '' },
  {
    name: 'a directive goes with its document',
    input: `%YAML 1.1\n---\n${other}---\n${store}`,
    want: `%YAML 1.1\n---\n${other}`,
  },
  { name: 'a byte order mark stays', input: `\ufeff${store}---\n${other}`, want: `\ufeff---\n${other}` },
  {
    name: 'JSON documents in a row',
    input: `${esJson('e')}\n{"kind":"X"}\n${esJson('f')}`,
    want: `${secretJson('e')}\n{"kind":"X"}\n${secretJson('f')}`,
  },
  {
    name: 'a JSON document among YAML ones',
    input: `${other}---\n${esJson('e')}\n---\n${other}`,
    want: `${other}---\n${secretJson('e')}\n---\n${other}`,
  },
  {
    name: 'items of a List, indented alike',
    input: `apiVersion: v1\nkind: List\nitems:\n${item(store)}${item(es('e'))}${item(other.slice(7))}`,
    want: `apiVersion: v1\nkind: List\nitems:\n${item(secret('e'))}${item(other.slice(7))}`,
  },
  {
    name: 'items of a deeper List, and what follows it',
    input: `kind: List\napiVersion: v1\nitems:\n${`-   ${indented(es('e'), 6)}`.replace(/^-/, '  -')}metadata: {}\n`,
    want: `kind: List\napiVersion: v1\nitems:\n${`-   ${indented(secret('e'), 6)}`.replace(/^-/, '  -')}metadata: {}\n`,
  },
  {
    name: 'a List that loses all its items',
    input: `kind: List\napiVersion: v1\nitems:\n${item(store)}`,
    want: 'kind: List\napiVersion: v1\nitems:\n  []\n',
  },
  {
    name: 'items of a JSON List',
    input: `{"kind":"List","apiVersion":"v1","items":[${storeJson()}, ${esJson('e')}, {"kind":"X"}]}`,
    want: `{"kind":"List","apiVersion":"v1","items":[${secretJson('e')}, {"kind":"X"}]}`,
  },
  {
    name: 'a JSON List that loses all its items',
    input: `{"kind":"List","apiVersion":"v1","items":[${storeJson()}]}`,
    want: '{"kind":"List","apiVersion":"v1","items":[]}',
  },
] as const;

function storeJson(): string {
  return '{"apiVersion":"external-secrets.io/v1","kind":"SecretStore","metadata":{"name":"x","namespace":"shop"},"spec":{"provider":{"fake":{"data":[]}}}}';
}

async function rendered(input: string | readonly string[], parts: { view?: View; config?: ConfigParts } = {}) {
  const { view, config = {} } = parts;
  const { out, errors } = await renderText(input, testRun({ config }), {
    platform,
    ...(view === undefined ? {} : { view }),
  });
  return errors.length === 0 ? out : errors.map(({ code, says }) => `${code}: ${says}`).join('\n');
}

describe('emit()', () => {
  test.each(streams)('$name', async ({ input, want }) => {
    expect(await rendered(input)).toBe(want);
  });

  test('the same twice', async () => {
    expect(await rendered(es('e'))).toBe(await rendered(es('e')));
  });

  test('bytes that are no UTF-8 pass through untouched documents', async () => {
    const odd = Buffer.concat([Buffer.from('kind: X\nv: "'), Buffer.from([0xff, 0xfe]), Buffer.from('"\n')]);
    const run = testRun();
    const { inventory } = await renderText(Buffer.concat([odd, Buffer.from(`---\n${store}`)]), run);
    expect(inventory?.ranges.length).toBe(2);
  });

  test('several Secrets out of one ClusterExternalSecret', async () => {
    const cluster = `apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: c}
spec:
  namespaces: [team-a, team-b]
  externalSecretSpec:
    secretStoreRef: {name: s, kind: ClusterSecretStore}
    data: [{secretKey: k, remoteRef: {key: a}}]
`;
    const namespaces = ['team-a', 'team-b'].map(
      (name) => `kind: Namespace\napiVersion: v1\nmetadata: {name: ${name}}\n`,
    );
    const made = ['team-a', 'team-b'].map((name) => secret('c').replace('shop', name));
    expect(await rendered([...namespaces, cluster].join('---\n'))).toBe([...namespaces, ...made].join('---\n'));
  });

  test('several Secrets in the place of JSON: in a row of values another value, elsewhere a document', async () => {
    const json = (value: object) => JSON.stringify(value);
    const namespaces = ['team-a', 'team-b'].map((name) =>
      json({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
    );
    const cluster = json({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterExternalSecret',
      metadata: { name: 'c' },
      spec: {
        namespaces: ['team-a', 'team-b'],
        externalSecretSpec: {
          secretStoreRef: { name: 's', kind: 'ClusterSecretStore' },
          data: [{ secretKey: 'k', remoteRef: { key: 'a' } }],
        },
      },
    });
    const last = json({ apiVersion: 'v1', kind: 'X' });
    const made = ['team-a', 'team-b'].map((name) => secretJson('c').replace('shop', name));
    const row = await rendered(`${[...namespaces, cluster, last].join('\n')}\n`);
    expect(row).toBe(`${[...namespaces, ...made, last].join('\n')}\n`);
    const documents = await rendered(`---\n${[...namespaces, cluster, last].join('\n---\n')}\n`);
    expect(documents).toBe(`---\n${[...namespaces, ...made, last].join('\n---\n')}\n`);
    const mixed = await rendered(`${[...namespaces, other.trimEnd(), cluster, last].join('\n---\n')}\n`);
    expect(mixed).toBe(`${[...namespaces, other.trimEnd(), ...made, last].join('\n---\n')}\n`);
  });

  test('files in a row, each beginning a document', async () => {
    const files = [other.trimEnd(), es('e'), '# only a comment\n', `---\n${other}`, `\ufeff${other}`];
    expect(await rendered(files)).toBe(`${other}---\n${secret('e')}---\n# only a comment\n---\n${other}---\n${other}`);
  });

  test('emit.keep leaves stores where they are', async () => {
    const config = { emit: { keep: true } };
    expect(await rendered(`${store}---\n${es('e')}`, { config })).toBe(`${store}---\n${secret('e')}`);
  });

  test('keys that YAML would take for something else come back as they are', async () => {
    const keys = ['true', 'null', '1e3', '0x10', '.inf', 'y', '10', '9', '-', '-a'];
    const text = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  data:
${keys.map((key) => `    - {secretKey: "${key}", remoteRef: {key: a}}\n`).join('')}`;
    const [made] = readStream(await rendered(text));
    expect(Object.keys(Object(made?.['data']) as object).sort()).toEqual([...keys].sort());
  });
});

const redacting: View = {
  values: 'redacted',
  fingerprintKey: Buffer.from('key'),
  onlySecrets: false,
  mask: (text) => text.replace('hunter2-alpha', '***'),
};

describe('views', () => {
  test('redacted values show size and fingerprint, and are no base64', async () => {
    const out = await rendered(es('e'), { view: redacting });
    expect(out).toMatch(/^ {2}k: "<redacted 13 bytes #[0-9a-f]{6}>"$/m);
    expect(out).not.toContain('hunter2');
    expect(out).toBe(await rendered(es('e'), { view: redacting }));
  });

  test('another key gives other fingerprints', async () => {
    const view = { ...redacting, fingerprintKey: Buffer.from('other') };
    expect(await rendered(es('e'), { view })).not.toBe(await rendered(es('e'), { view: redacting }));
  });

  test('a value in an annotation is masked', async () => {
    const target = '\n  target: {template: {metadata: {annotations: {note: "is {{ .k }}"}}, data: {x: "1"}}}';
    expect(await rendered(es('e', { target }), { view: redacting })).toContain('note: "is ***"');
  });

  test('revealed values are text', async () => {
    const view: View = { ...redacting, values: 'revealed', onlySecrets: true };
    expect(await rendered(`${other}---\n${es('e', { key: 'b' })}`, { view })).toBe(
      `${secret('e').replace(/^data:[\s\S]*/m, '')}stringData:\n  k: |\n    beta\n    line\n`,
    );
  });

  test('only Secrets, one document each', async () => {
    const view: View = { ...redacting, values: 'real', onlySecrets: true };
    const input = `${store}---\n${es('e')}---\n${other}---\n${esJson('f')}\n`;
    expect(await rendered(input, { view })).toBe(`${secret('e')}---\n${secret('f')}`);
  });
});

const annotated = (options: string) => `\n  annotations: {argocd.argoproj.io/sync-options: "${options}"}`;
const argocd = [
  { name: 'Owner, Retain by default', target: '', metadata: '', want: undefined },
  { name: 'Orphan', target: '\n  target: {creationPolicy: Orphan}', metadata: '', want: 'Prune=false,Delete=false' },
  {
    name: 'Retain as written',
    target: '\n  target: {deletionPolicy: Retain}',
    metadata: '',
    want: 'Prune=false,Delete=false',
  },
  {
    name: 'options that are there',
    target: '\n  target: {creationPolicy: Orphan}',
    metadata: annotated('Replace=true, Prune=confirm'),
    want: 'Replace=true,Prune=confirm,Delete=false',
  },
  {
    name: 'carried past a template',
    target: '\n  target: {template: {data: {x: "1"}}}',
    metadata: annotated('Replace=true'),
    want: 'Replace=true',
  },
  {
    name: "a template's own options",
    target:
      '\n  target: {template: {data: {x: "1"}, metadata: {annotations: {argocd.argoproj.io/sync-options: "Validate=false"}}}}',
    metadata: annotated('Replace=true'),
    want: 'Validate=false',
  },
] as const;

describe('Argo CD', () => {
  test.each(argocd)('sync-options: $name', async ({ target, metadata, want }) => {
    const [made] = readStream(await rendered(es('e', { target, metadata })));
    const { annotations = {} } = Object(made?.['metadata']) as { annotations?: Record<string, string> };
    expect(annotations['argocd.argoproj.io/sync-options']).toBe(want);
  });

  test.each([
    'argocd.argoproj.io/sync-wave',
    'argocd.argoproj.io/hook',
    'argocd.argoproj.io/hook-delete-policy',
    'argocd.argoproj.io/compare-options',
    'argocd.argoproj.io/ignore-healthcheck',
    'helm.sh/hook',
    'helm.sh/hook-weight',
    'helm.sh/hook-delete-policy',
    'helm.sh/resource-policy',
    'postrenderer.helm.sh/postrender-filename',
  ])('%s is carried over, with a template and without', async (name) => {
    const metadata = `\n  annotations: {${name}: "x"}`;
    for (const target of ['', '\n  target: {template: {metadata: {labels: {a: b}}}}']) {
      const [made] = readStream(await rendered(es('e', { target, metadata })));
      expect(made).toMatchObject({ metadata: { annotations: { [name]: 'x' } } });
    }
  });

  test('what Argo CD tracks a document by is not', async () => {
    const metadata = '\n  annotations: {argocd.argoproj.io/tracking-id: "app:x:y"}';
    expect(await rendered(es('e', { metadata }))).not.toContain('tracking-id');
  });

  test('a patch is applied on the server', async () => {
    const out = await rendered(es('e', { target: '\n  target: {creationPolicy: Merge}' }), {
      config: { merge: 'serverSideApply' },
    });
    expect(out).toContain('sync-options: "ServerSideApply=true,Prune=false,Delete=false"');
    expect(out).not.toContain('type:');
  });
});

const history = `{internal.config.kubernetes.io/previousNames: "db,db", internal.config.kubernetes.io/previousKinds: "ExternalSecret,ExternalSecret", internal.config.kubernetes.io/prefixes: "p-", config.kubernetes.io/index: "3", kustomize.config.k8s.io/needs-hash: "true"}`;

describe('kustomize', () => {
  const annotationsOf = async (target: string) => {
    const text = es('e', { target }).replace('  namespace: shop', `  namespace: shop\n  annotations: ${history}`);
    const [made] = readStream(await rendered(text));
    return Object(Object(made?.['metadata']).annotations) as Record<string, string>;
  };

  test("a name's history goes along, its kinds rewritten, past a template too", async () => {
    expect(await annotationsOf('\n  target: {template: {data: {x: "1"}}}')).toEqual({
      'internal.config.kubernetes.io/previousNames': 'db,db',
      'internal.config.kubernetes.io/previousKinds': 'Secret,Secret',
      'internal.config.kubernetes.io/prefixes': 'p-',
      'config.kubernetes.io/index': '3',
    });
  });

  test('an explicit target name starts afresh', async () => {
    expect(await annotationsOf('\n  target: {name: other}')).toEqual({ 'config.kubernetes.io/index': '3' });
  });
});
