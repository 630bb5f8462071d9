import { readStream } from '../../support/read-stream.ts';
import { renderText } from '../../support/render-text.ts';
import { type ConfigParts, testRun } from '../../support/run.ts';

const store = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec:
  provider:
    fake:
      data:
        - {key: a, value: hunter2-value}
        - {key: json, value: '{"user":"ada","tls.crt":"CERT"}'}
`;
/** An ExternalSecret; `target` begins at line 6, indented by two. */
const es = (
  target: string,
  { metadata = '', data = '{secretKey: a, remoteRef: {key: a}}' } = {},
) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop${metadata}}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
${target}
  data: [${data}]
`;

interface Parts {
  readonly config?: ConfigParts;
  readonly platform?: string;
  readonly purpose?: 'generate' | 'render';
}

async function run(text: string, { config = {}, platform = '', purpose = 'render' }: Parts = {}) {
  const result = await renderText(text, testRun({ config, purpose }), { platform: `${store}---\n${platform}` });
  const [secret] = result.errors.length === 0 ? readStream(result.out) : [];
  return { ...result, secret, codes: result.errors.map(({ code }) => code) };
}

const places = [
  {
    name: 'a literal block',
    target: '  target:\n    template:\n      data:\n        k: |\n          one\n          {{ .nope }}\n',
    line: 11,
    column: 14,
  },
  {
    name: 'a literal block with a header',
    target: '  target:\n    template:\n      data:\n        k: |2-\n          {{ .nope }}\n',
    line: 10,
    column: 14,
  },
  {
    name: 'a double-quoted line',
    target: '  target:\n    template:\n      data:\n        k: "x {{ .nope }}"\n',
    line: 9,
    column: 18,
  },
  { name: 'a plain line', target: '  target: {template: {data: {k: x, tls.crt: "{{ .nope }}"}}}', line: 6, column: 49 },
  {
    name: 'escaped text: the field alone',
    target: '  target:\n    template:\n      data:\n        k: "\\t{{ .nope }}"\n',
    line: 9,
    column: 12,
  },
] as const;

describe('template errors', () => {
  test.each(places)('in $name point into the manifest', async ({ target, line, column }) => {
    const { errors } = await run(es(target));
    expect(errors).toMatchObject([
      {
        code: 'TEMPLATE_EXECUTE',
        place: { file: 'app.yaml', line, column, object: { kind: 'ExternalSecret', namespace: 'shop', name: 'e' } },
      },
    ]);
    expect(errors[0]?.place?.field).toMatch(/^spec\.target\.template\.data(\.k|\["tls\.crt"\])$/);
  });

  test('in a ConfigMap point into the ConfigMap, and name the ExternalSecret', async () => {
    const target = '  target: {template: {templateFrom: [{configMap: {name: c, items: [{key: x.yaml}]}}]}}';
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata:\n  x.yaml: |\n    a: {{ .nope }}\n';
    const { errors } = await run(`${map}---\n${es(target)}`);
    expect(errors).toMatchObject([
      {
        place: {
          line: 6,
          column: 11,
          object: { name: 'e' },
          field: 'spec.target.template.templateFrom[0].configMap.items[0]',
        },
      },
    ]);
  });

  test('are reported together', async () => {
    const target =
      '  target: {template: {data: {a: "{{ .x }}", b: "{{ nope }}", c: "{{"}, metadata: {labels: {l: "{{ .y }}"}}}}';
    expect((await run(es(target))).codes).toEqual([
      'TEMPLATE_EXECUTE',
      'TEMPLATE_PARSE',
      'TEMPLATE_PARSE',
      'TEMPLATE_EXECUTE',
    ]);
  });
});

const refused = [
  { code: 'SECRET_KEY', target: '  target: {template: {data: {"a/b": x}}}', field: 'spec.target.template.data["a/b"]' },
  { code: 'SECRET_KEY', target: '  target: {template: {data: {"..a": x}}}', field: 'spec.target.template.data["..a"]' },
  {
    code: 'SECRET_TYPE',
    target: '  target: {template: {type: kubernetes.io/tls, data: {tls.crt: x}}}',
    field: 'spec.target.template.type',
  },
  {
    code: 'SECRET_TYPE',
    target: '  target: {template: {type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: "{{ .a }}"}}}',
    field: 'spec.target.template.type',
  },
  {
    code: 'SECRET_TYPE',
    target: '  target: {template: {type: kubernetes.io/dockercfg, data: {.dockercfg: "[]"}}}',
    field: 'spec.target.template.type',
  },
  {
    code: 'SECRET_TYPE',
    target: '  target: {template: {type: kubernetes.io/basic-auth}}',
    field: 'spec.target.template.type',
  },
  {
    code: 'SECRET_TYPE',
    target: '  target: {template: {type: kubernetes.io/ssh-auth, data: {ssh-privatekey: ""}}}',
    field: 'spec.target.template.type',
  },
  // A number beyond a float64 is no JSON to Go.
  {
    code: 'SECRET_TYPE',
    target:
      '  target: {template: {type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: "{\\"a\\":1e999}"}}}',
    field: 'spec.target.template.type',
  },
  ...['keep', 'example.com/a b', 'a/b/c', 'example.com/'].map((name) => ({
    code: 'FINALIZER',
    target: `  target: {template: {metadata: {finalizers: ["${name}"]}}}`,
    field: 'spec.target.template.metadata.finalizers',
  })),
  {
    code: 'FINALIZER',
    target: '  target: {template: {metadata: {finalizers: [foregroundDeletion, orphan, kubernetes, example.com/x]}}}',
    field: 'spec.target.template.metadata.finalizers',
  },
  {
    code: 'LABEL_VALUE',
    target: '  target: {template: {metadata: {labels: {l: "{{ .a }} x"}}}}',
    field: 'spec.target.template.metadata.labels.l',
  },
  {
    code: 'METADATA_KEY',
    target: '  target: {template: {metadata: {labels: {"a/b/c": x}}}}',
    field: 'spec.target.template.metadata.labels["a/b/c"]',
  },
  {
    code: 'METADATA_KEY',
    target: '  target: {template: {metadata: {annotations: {"a b": x}}}}',
    field: 'spec.target.template.metadata.annotations["a b"]',
  },
  {
    code: 'TEMPLATE_NOT_MAP',
    target: '  target: {template: {templateFrom: [{literal: "- {{ .a }}"}]}}',
    field: 'spec.target.template.templateFrom[0].literal',
  },
  {
    code: 'TEMPLATE_SOURCE_MISSING',
    target: '  target: {template: {templateFrom: [{secret: {name: x, items: [{key: x}]}}]}}',
    field: 'spec.target.template.templateFrom[0].secret.items[0]',
  },
  {
    code: 'DECODING',
    target: '  target: {template: {templateFrom: [{literal: "k: \'{{ .a }}!\'", valuesDecodingStrategy: Base64}]}}',
    field: 'spec.target.template.templateFrom[0].literal',
  },
  {
    code: 'GENERIC_TARGET_DISABLED',
    target: '  target: {manifest: {apiVersion: v1, kind: ConfigMap}}',
    field: 'spec.target.manifest',
  },
] as const;

describe('what is refused', () => {
  test.each(refused)('$code at $field, without a value', async ({ code, target, field }) => {
    const { errors, out } = await run(es(target));
    expect(errors).toMatchObject([{ code, place: { field, object: { name: 'e' } } }]);
    expect(JSON.stringify(errors.map(({ says, hint }) => [says, hint]))).not.toContain('hunter2');
    expect(out).toBe('');
  });

  test('more than a Secret holds', async () => {
    const target = '  target: {template: {data: {k: "{{ repeat 1048577 `x` }}"}}}';
    expect((await run(es(target))).codes).toEqual(['SECRET_SIZE']);
  });

  test("the platform's Secrets, as templates of an application in generate", async () => {
    const platform =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: p, namespace: shop}\nstringData: {k: platform-token}\n';
    const text = es('  target: {template: {templateFrom: [{secret: {name: p, items: [{key: k}]}}]}}');
    expect((await run(text, { platform, purpose: 'generate' })).codes).toEqual(['TEMPLATE_SECRET_TRUSTED']);
    expect((await run(text, { platform })).secret).toMatchObject({ data: { k: 'cGxhdGZvcm0tdG9rZW4=' } });
  });

  test('an engine that nobody knows', async () => {
    const metadata = ', annotations: {external-secrets-render.dev/engine: jinja}';
    expect((await run(es('  target: {template: {data: {k: x}}}', { metadata }))).codes).toEqual(['ENGINE_UNKNOWN']);
  });
});

describe('metadata', () => {
  test('is copied without a template, but for what belongs to the document itself', async () => {
    const metadata = `, labels: {app.kubernetes.io/instance: web}, annotations: {
      note: x, kubectl.kubernetes.io/last-applied-configuration: "{}", argocd.argoproj.io/tracking-id: t}`;
    const { secret } = await run(es('  target: {}', { metadata }));
    expect(secret).toMatchObject({
      metadata: { labels: { 'app.kubernetes.io/instance': 'web' }, annotations: { note: 'x' } },
    });
    expect(Object.keys(Object(Object(secret?.['metadata']).annotations) as object)).toEqual(['note']);
  });

  test('has the namespace that somebody named, or none', async () => {
    const text = es('  target: {}').replace(', namespace: shop', '');
    expect(Object.hasOwn(Object((await run(text)).secret?.['metadata']) as object, 'namespace')).toBe(false);
    const named = await run(text, { config: { namespace: 'prod' } });
    expect(named.secret).toMatchObject({ metadata: { namespace: 'prod' } });
  });

  test("claims nothing of the operator's books", async () => {
    const metadata = ', labels: {reconcile.external-secrets.io/managed: "true"}';
    expect((await run(es('  target: {}', { metadata }))).out).not.toContain('reconcile');
  });
});

describe('templates and other Secrets', () => {
  test('one ExternalSecret may read what another one makes, whatever their order', async () => {
    const second = es(
      '  target: {name: second, template: {templateFrom: [{secret: {name: first, items: [{key: t}]}}]}}',
    );
    const first = es('  target: {name: first, template: {data: {t: "is {{ `{{ .a }}` }}"}}}').replace(
      'name: e,',
      'name: f,',
    );
    const { out } = await run(`${second}---\n${first}`);
    expect(readStream(out)).toMatchObject([
      { metadata: { name: 'second' }, data: { t: Buffer.from('is hunter2-value').toString('base64') } },
      { metadata: { name: 'first' }, data: { t: Buffer.from('is {{ .a }}').toString('base64') } },
    ]);
  });

  test('what ExternalSecrets merge into a Secret can be read there, a plain one or one that another makes', async () => {
    const items = '[{key: a}, {key: t}, {key: u}]';
    const reads = es(`  target: {name: reads, template: {templateFrom: [{secret: {name: shared, items: ${items}}}]}}`);
    const part = (name: string, policy: string, key: string) =>
      es(`  target: {name: shared, creationPolicy: ${policy}, template: {data: {${key}: ${name}}}}`).replace(
        'name: e,',
        `name: ${name},`,
      );
    const plain =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: shared, namespace: shop}\nstringData: {a: old, t: old}\n';
    const merged = [reads, part('one', 'Merge', 't'), part('two', 'CreateOrMerge', 'u')];
    const want = { a: 'b2xk', t: 'b25l', u: 'dHdv' };
    for (const maker of [plain, part('old', 'Orphan', 'a')]) {
      const { out, errors } = await run([...merged, maker].join('---\n'));
      expect(errors).toEqual([]);
      expect(readStream(out)[0]).toMatchObject({ metadata: { name: 'reads' }, data: want });
    }
  });

  test('a circle of them finds nothing', async () => {
    const from = (name: string, other: string) =>
      es(
        `  target: {name: ${name}, template: {templateFrom: [{secret: {name: ${other}, items: [{key: k}]}}]}}`,
      ).replace('name: e,', `name: ${name},`);
    expect((await run(`${from('x', 'z')}---\n${from('z', 'x')}`)).codes).toContain('TEMPLATE_SOURCE_MISSING');
  });
});

describe('registry credentials', () => {
  const generator = (data: string) =>
    `apiVersion: generators.external-secrets.io/v1alpha1\nkind: Fake\nmetadata: {name: g, namespace: shop}\nspec: {data: {${data}}}\n`;
  const text = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  target: {template: {type: kubernetes.io/dockerconfigjson}}
  dataFrom: [{sourceRef: {generatorRef: {kind: Fake, name: g}}}]
`;

  test('make a docker config where there is no template for it', async () => {
    const given = generator('username: AWS, password: pw, proxy_endpoint: "https://1.dkr.ecr.example"');
    const { out } = await run(`${given}---\n${text}`);
    const [secret] = readStream(out);
    const { data } = secret as unknown as { data: Record<string, string> };
    expect(Object.keys(data)).toEqual(['.dockerconfigjson']);
    expect(JSON.parse(Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString())).toEqual({
      auths: {
        '1.dkr.ecr.example': { username: 'AWS', password: 'pw', auth: Buffer.from('AWS:pw').toString('base64') },
      },
    });
  });

  test('without a registry are an error, as in the operator', async () => {
    expect((await run(`${generator('username: u, password: p')}---\n${text}`)).codes).toEqual(['SECRET_TYPE']);
  });
});
