import { faultsOf } from '../../../plugin/errors/esr-error.ts';
import type { Json } from '../../../plugin/model/document.ts';
import { parseDocument } from '../../../plugin/pipeline/split/parse-document.ts';
import { split } from '../../../plugin/pipeline/split/split.ts';
import { fieldPath } from '../../../plugin/resources/field-path.ts';

const value = 'hunter2';
const head = (kind: string, more = '', api = 'external-secrets.io/v1') =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata:\n  name: a\n${more}`;

/** Documents with a value in them, wherever people put one. */
const documents = [
  {
    name: 'a template in block style',
    text: `${head('ExternalSecret')}spec:\n  target:\n    template:\n      data:\n        k: ${value}\n  data: []\n`,
  },
  {
    name: 'a template on the line of everything',
    text: `${head('ExternalSecret')}spec: {target: {template: {data: {k: ${value}}}}, data: [{secretKey: k}]}\n`,
  },
  {
    name: 'a literal block',
    text: `${head('ExternalSecret')}spec:\n  target:\n    template:\n      templateFrom:\n        - literal: |\n            k: ${value}\n            l: x\n`,
  },
  { name: 'an annotation', text: `${head('ExternalSecret', `  annotations: {note: "${value}"}\n`)}spec: {data: []}\n` },
  {
    name: 'a last-applied annotation',
    text: `${head('ExternalSecret', `  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"k":"${value}"}\n`)}spec: {data: []}\n`,
  },
  { name: 'a label', text: `${head('ExternalSecret', `  labels:\n    l: ${value}\n`)}spec: {data: []}\n` },
  { name: 'a comment', text: `${head('ExternalSecret')}spec:\n  refreshInterval: 1d # was ${value}\n  data: []\n` },
  {
    name: 'a field that nobody knows',
    text: `${head('ExternalSecret')}spec:\n  password: ${value}\n  data:\n    - secretKey: k\n      value: ${value}\n`,
  },
  {
    name: 'a slip for a template',
    text: `${head('ExternalSecret')}spec:\n  target:\n    templat: {data: {k: ${value}}}\n`,
  },
  {
    name: 'a key that is there twice',
    text: `${head('ExternalSecret')}spec:\n  target: {name: ${value}}\n  target: {name: x}\n`,
  },
  {
    name: 'a text where an object should be',
    text: `${head('ExternalSecret')}spec:\n  data:\n    - secretKey: {k: ${value}}\n`,
  },
  { name: 'a field at the top', text: `${head('ExternalSecret')}stringData: {k: ${value}}\nspec: {data: []}\n` },
  { name: 'a status', text: `${head('ExternalSecret')}spec: {data: []}\nstatus: {message: ${value}}\n` },
  {
    name: 'an anchor',
    text: `x: &a ${value}\n${head('ExternalSecret')}spec:\n  target:\n    template: {data: {k: *a}}\n`,
  },
  {
    name: 'a ClusterExternalSecret',
    text: `${head('ClusterExternalSecret')}spec:\n  externalSecretSpec: {target: {template: {data: {k: ${value}}}}}\n`,
  },
  {
    name: 'a fake store',
    text: `${head('SecretStore')}spec:\n  provider:\n    fake:\n      data:\n        - {key: a, value: ${value}}\n`,
  },
  {
    name: 'a webhook store',
    text: `${head('SecretStore')}spec: {provider: {webhook: {url: "https://u:${value}@x", headers: {a: ${value}}}}}\n`,
  },
  {
    name: 'headers of Vault',
    text: `${head('SecretStore')}spec:\n  provider:\n    vault:\n      headers:\n        X-Key: ${value}\n      server: x\n`,
  },
  { name: 'a provider without a table', text: `${head('SecretStore')}spec: {provider: {akeyless: {key: ${value}}}}\n` },
  {
    name: 'metadata of a push',
    text: `${head('PushSecret', '', 'external-secrets.io/v1alpha1')}spec: {data: [{metadata: {a: ${value}}, match: {}}]}\n`,
  },
  {
    name: 'a fake generator',
    text: `${head('Fake', '', 'generators.external-secrets.io/v1alpha1')}spec: {data: {k: ${value}}}\n`,
  },
  {
    name: 'parameters of a generator',
    text: `${head('VaultDynamicSecret', '', 'generators.external-secrets.io/v1alpha1')}spec: {path: x, parameters: {p: ${value}}}\n`,
  },
  {
    name: 'a ClusterGenerator',
    text: `${head('ClusterGenerator', '', 'generators.external-secrets.io/v1alpha1')}spec: {kind: Fake, generator: {fakeSpec: {data: {k: ${value}}}}}\n`,
  },
  { name: 'a kind that nobody knows', text: `${head('ExternalSecrt')}spec: {k: ${value}}\n` },
  {
    name: 'a version that nobody knows',
    text: `${head('ExternalSecret', '', 'external-secrets.io/v9')}spec: {k: ${value}}\n`,
  },
  { name: 'a Secret', text: `${head('Secret', '', 'v1')}stringData: {k: ${value}}\ntype: Opaque\n` },
  { name: 'a ConfigMap', text: `${head('ConfigMap', '', 'v1')}data: {k: ${value}}\n` },
  {
    name: 'JSON on one line',
    text: `{"apiVersion":"external-secrets.io/v1","kind":"ExternalSecret","metadata":{"name":"a"},"spec":{"target":{"template":{"data":{"k":"${value}"}}},"data":[]}}`,
  },
];

const documentOf = (text: string) =>
  parseDocument(split({ name: 'in', bytes: Buffer.from(text), origin: 'input' })[0] as never);

/** Every path of a document, those of values included. */
function* pathsIn(held: Json, at = ''): Iterable<string> {
  yield at;
  if (typeof held !== 'object' || held === null) return;
  for (const [name, member] of Object.entries(held) as [string, Json][]) {
    yield* pathsIn(member, Array.isArray(held) ? `${at}[${name}]` : fieldPath(at, name));
  }
}

describe('excerpt', () => {
  test.each(documents)('shows no value of $name', ({ text }) => {
    expect(text).toContain(value);
    const document = documentOf(text);
    for (const path of pathsIn(document?.value ?? null)) {
      for (const part of [undefined, 'key'] as const) {
        expect([path, document?.place(path, part).excerpt?.()?.line ?? '']).not.toEqual([
          path,
          expect.stringContaining(value),
        ]);
      }
    }
    for (const { place } of document?.duplicates ?? []) expect(place.excerpt?.()).toBeUndefined();
  });

  test.each([
    ['a template', `${head('ExternalSecret')}spec:\n  target: {template: {data: {k: "${value}"}}\n`],
    ['a Secret', `${head('Secret', '', 'v1')}stringData: {k: "${value}"\n`],
    ['a store', `${head('SecretStore')}spec: {provider: {fake: {data: [{key: a, value: ${value}}}\n`],
    ['flow style', `${head('ExternalSecret')}spec: {data: {k: ${value}, [}\n`],
  ])('shows no value of %s that is no YAML', (_name, text) => {
    const faults = (() => {
      try {
        documentOf(text);
        return [];
      } catch (thrown) {
        return faultsOf(thrown) ?? [];
      }
    })();
    expect(faults).toHaveLength(1);
    expect(faults[0]?.place?.excerpt?.()?.line ?? '').not.toContain(value);
  });

  const shown = `${head('ExternalSecret')}spec:
  refreshInterval: 1d   # a day
  secretStoreRef: {name: s, kind: SecretStore}
  data:
    - secretKey: größe
      remoteRef: {key: a, propery: b}
    - secretKey: l
  target:
    template: {data: {k: x}}
`;

  test.each([
    ['spec.refreshInterval', undefined, '  refreshInterval: 1d', '1d'],
    ['spec.secretStoreRef.kind', undefined, '  secretStoreRef: {name: s, kind: SecretStore}', 'SecretStore'],
    ['spec.data[0].secretKey', undefined, '    - secretKey: größe', 'größe'],
    ['spec.data[0].remoteRef.propery', 'key', '      remoteRef: {key: a, propery: b}', 'propery'],
    ['spec.data[1].remoteRef', undefined, '    - secretKey: l', 'secretKey'],
  ] as const)('shows the line of %s, and where in it', (field, part, line, at) => {
    const excerpt = documentOf(shown)?.place(field, part).excerpt?.();
    expect(excerpt?.line).toBe(line);
    expect(excerpt?.line.slice(excerpt.at)).toMatch(new RegExp(`^${at}`));
  });

  test('shows nothing of a line that is too long, and the item of a list from its own first column', () => {
    const long = shown.replace('1d', '1'.repeat(300));
    expect(documentOf(long)?.place('spec.refreshInterval').excerpt?.()).toBeUndefined();
    const list = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: external-secrets.io/v1\n    kind: ExternalSecret\n    metadata: {name: a}\n    spec: {data: []}\n`;
    expect(documentOf(list)?.place('apiVersion').excerpt?.()).toEqual({
      line: '    apiVersion: external-secrets.io/v1',
      at: 16,
    });
  });
});
