import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../plugin/model/document.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'convert-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = path.join(folder, 'config.yaml');
writeFileSync(
  config,
  'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow}\n',
);

function convert(stdin: string, flags: readonly string[] = [], env: Record<string, string> = {}) {
  return runEsr(['convert', 'kes', '-', ...flags], { stdin, env });
}

const document = (spec: string, metadata = '', apiVersion = 'kubernetes-client.io/v1') =>
  `apiVersion: ${apiVersion}\nkind: ExternalSecret\nmetadata:\n  name: hello\n  namespace: shop\n${metadata}spec:\n${spec
    .trim()
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`;

async function specOf(spec: string, flags: readonly string[] = [], env: Record<string, string> = {}) {
  const { stdout, status, stderr } = await convert(document(spec), flags, env);
  const [made, ...stores] = readStream(stdout);
  return {
    status,
    stderr,
    spec: made?.['spec'] as Record<string, JsonObject | readonly JsonObject[] | undefined>,
    stores: stores.map((store) => ({
      name: (store['metadata'] as JsonObject)['name'],
      provider: (store['spec'] as JsonObject)['provider'],
    })),
  };
}

describe('esr convert kes: where values come from', () => {
  test.each([
    {
      name: 'Secrets Manager: properties, stages, ids, binary',
      spec: `
backendType: secretsManager
roleArn: arn:aws:iam::123456789012:role/test-role
region: eu-west-1
data:
  - {key: hello/credentials, name: password, property: password}
  - {key: hello/credentials, name: before, property: password, versionStage: AWSPREVIOUS}
  - {key: hello/credentials, name: now, versionStage: AWSCURRENT}
  - {key: hello/credentials, name: pinned, versionId: 11111111-2222-3333-4444-555555555555}
  - {key: hello/file, name: file, isBinary: true}`,
      data: [
        { secretKey: 'password', remoteRef: { key: 'hello/credentials', property: 'password' } },
        { secretKey: 'before', remoteRef: { key: 'hello/credentials', property: 'password', version: 'AWSPREVIOUS' } },
        { secretKey: 'now', remoteRef: { key: 'hello/credentials' } },
        {
          secretKey: 'pinned',
          remoteRef: { key: 'hello/credentials', version: 'uuid/11111111-2222-3333-4444-555555555555' },
        },
        { secretKey: 'file', remoteRef: { key: 'hello/file', decodingStrategy: 'Auto' } },
      ],
      stores: [
        {
          name: 'aws-secrets-manager',
          provider: {
            aws: {
              service: 'SecretsManager',
              region: 'eu-west-1',
              role: 'arn:aws:iam::123456789012:role/test-role',
            },
          },
        },
      ],
    },
    {
      name: 'the old names: secretManager, properties, a key alone',
      spec: 'backendType: secretManager\nproperties:\n  - {key: hello/password, name: password}\n  - {key: hello/all}',
      data: [{ secretKey: 'password', remoteRef: { key: 'hello/password' } }],
      dataFrom: [{ extract: { key: 'hello/all' } }],
      stores: [{ name: 'aws-secrets-manager', provider: { aws: { service: 'SecretsManager', region: 'us-east-1' } } }],
    },
    {
      name: 'dataFrom, with and without options',
      spec: 'backendType: secretsManager\ndataFrom: [one, two]\ndataFromWithOptions:\n  - {key: three, versionStage: AWSPREVIOUS}',
      dataFrom: [
        { extract: { key: 'one' } },
        { extract: { key: 'two' } },
        { extract: { key: 'three', version: 'AWSPREVIOUS' } },
      ],
    },
    {
      name: 'Parameter Store: names and paths',
      spec: 'backendType: systemManager\ndata:\n  - {key: /foo/name, name: fooName}\n  - {path: /extra-people/, recursive: false}\n  - {path: /a.b, recursive: true}',
      data: [{ secretKey: 'fooName', remoteRef: { key: '/foo/name' } }],
      dataFrom: [
        {
          find: { path: '/extra-people', name: { regexp: '^/extra-people/[^/]+$' } },
          rewrite: [{ regexp: { source: '^.*/([^/]+)$', target: '$1' } }],
        },
        {
          find: { path: '/a.b', name: { regexp: '^/a\\.b/.+$' } },
          rewrite: [{ regexp: { source: '^.*/([^/]+)$', target: '$1' } }],
        },
      ],
      stores: [{ name: 'aws-parameter-store', provider: { aws: { service: 'ParameterStore', region: 'us-east-1' } } }],
    },
    {
      name: 'Vault',
      env: { VAULT_ADDR: 'https://vault.example.org' },
      spec: 'backendType: vault\nvaultMountPoint: my-mount\nvaultRole: my-role\ndata:\n  - {key: secret/data/hello, name: a, property: api-key}\n  - {key: secret/data/hello, name: whole}',
      data: [
        { secretKey: 'a', remoteRef: { key: 'secret/data/hello', property: 'api-key' } },
        { secretKey: 'whole', remoteRef: { key: 'secret/data/hello' } },
      ],
      stores: [
        {
          name: 'vault',
          provider: {
            vault: {
              server: 'https://vault.example.org',
              path: 'secret',
              version: 'v2',
              auth: { kubernetes: { mountPath: 'my-mount', role: 'my-role' } },
            },
          },
        },
      ],
    },
    {
      name: 'Vault, KV version 1, and the controller’s defaults',
      env: { DEFAULT_VAULT_MOUNT_POINT: 'k8s', DEFAULT_VAULT_ROLE: 'all' },
      spec: 'backendType: vault\nkvVersion: 1\ndata:\n  - {key: kv1/hello, name: a, property: b}',
      data: [{ secretKey: 'a', remoteRef: { key: 'kv1/hello', property: 'b' } }],
      stores: [
        {
          name: 'vault',
          provider: {
            vault: {
              server: 'https://vault.example.com',
              path: 'kv1',
              version: 'v1',
              auth: { kubernetes: { mountPath: 'k8s', role: 'all' } },
            },
          },
        },
      ],
    },
    {
      name: 'Azure Key Vault',
      spec: 'backendType: azureKeyVault\nkeyVaultName: hello-world\ndata:\n  - {key: password, name: p}\n  - {key: pfx, name: file, isBinary: true}',
      data: [
        { secretKey: 'p', remoteRef: { key: 'password' } },
        { secretKey: 'file', remoteRef: { key: 'pfx', decodingStrategy: 'Base64' } },
      ],
      stores: [
        {
          name: 'azure',
          provider: { azurekv: { authType: 'WorkloadIdentity', vaultUrl: 'https://hello-world.vault.azure.net' } },
        },
      ],
    },
    {
      name: 'GCP Secret Manager',
      spec: 'backendType: gcpSecretsManager\nprojectId: my-project\ndata:\n  - {key: a, name: x, version: 3, property: value}\n  - {key: a, name: last, version: latest}',
      data: [
        { secretKey: 'x', remoteRef: { key: 'a', property: 'value', version: '3' } },
        { secretKey: 'last', remoteRef: { key: 'a' } },
      ],
      stores: [{ name: 'gcp', provider: { gcpsm: { projectID: 'my-project' } } }],
    },
    {
      name: 'a backend that only the operator has',
      spec: 'backendType: ibmcloudSecretsManager\ndata:\n  - {key: some-id, name: a, property: username, secretType: username_password}',
      data: [{ secretKey: 'a', remoteRef: { key: 'username_password/some-id', property: 'username' } }],
      stores: [],
    },
  ])('$name', async ({ spec, env, data, dataFrom, stores }) => {
    const got = await specOf(spec, ['--stores'], env as Record<string, string> | undefined);
    expect({ data: got.spec['data'], dataFrom: got.spec['dataFrom'], status: got.status }).toEqual({
      data,
      dataFrom,
      status: 0,
    });
    if (stores !== undefined) expect(got.stores).toEqual(stores);
    expect(got.stderr.includes('CONVERT_NO_STORE')).toBe(stores?.length === 0);
  });
});

describe('esr convert kes: the Secret is the same', () => {
  const stored = { creds: '{"user":"ada","port":5432,"list":["x"],"my-key":"k"}', plain: 'p<&>"' };

  test.each([
    { name: 'plain', template: '', want: { creds: stored.creds, plain: stored.plain } },
    { name: 'a member', template: 'stringData: {k: "<%= JSON.parse(data.creds).user %>"}', want: { k: 'ada' } },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is lodash's
    { name: 'ES interpolation', template: "stringData: {k: '${JSON.parse(data.creds).user}@h'}", want: { k: 'ada@h' } },
    {
      name: 'text around, and what Go would read',
      template: 'stringData: {k: "u=<%= data.plain %> {{ x }} p=<%= JSON.parse(data.creds).port %>"}',
      want: { k: 'u=p<&>" {{ x }} p=5432' },
    },
    {
      name: 'brackets, items, toString',
      template: `stringData: {k: "<%= JSON.parse(data['creds'])['my-key'] %><%= JSON.parse(data[\\"creds\\"]).list[0].toString() %>"}`,
      want: { k: 'kx' },
    },
    {
      name: 'data is base64',
      template: `data: {a: ${Buffer.from('lit {{').toString('base64')}, b: '<%= Buffer.from(data.plain).toString("base64") %>', c: "<%= btoa(data.plain) %>"}`,
      want: { a: 'lit {{', b: stored.plain, c: stored.plain },
    },
    {
      name: 'JSON and YAML',
      template:
        'stringData: {json: "<%= JSON.stringify(JSON.parse(data.creds).list) %>", yaml: "<%= yaml.dump(JSON.parse(data.creds).list) %>"}',
      want: { json: '["x"]', yaml: '- x' },
    },
  ])('$name', async ({ template, want }) => {
    const lines = template === '' ? '' : `\ntemplate:\n  ${template}`;
    const spec = `backendType: secretsManager\ndata:\n  - {key: c, name: creds}\n  - {key: p, name: plain}${lines}`;
    const { stdout, stderr } = await convert(document(spec), ['--stores']);
    expect(stderr).not.toContain('error');
    const values = path.join(folder, 'values.yaml');
    writeFileSync(values, JSON.stringify({ 'aws-secrets-manager': { c: stored.creds, p: stored.plain } }));
    const rendered = await runEsr(['generate', '-', '--values', values, '--config', config], { stdin: stdout });
    expect(rendered.stderr).toBe('');
    const data = (readStream(rendered.stdout)[0]?.['data'] ?? {}) as Record<string, string>;
    const texts = Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]);
    expect(Object.fromEntries(texts)).toEqual({ ...stored, ...want });
  });

  test('type, labels, annotations and immutable come from the template alone', async () => {
    const input = document(
      'backendType: secretsManager\ntemplate:\n  type: kubernetes.io/basic-auth\n  immutable: true\n  metadata: {labels: {l: "<%= data.user %>"}, annotations: {a: b}}\ndata:\n  - {key: c, name: user}',
      '  labels: {own: kept}\n',
    );
    const { stdout } = await convert(input, ['--store', 'team', '--store-kind', 'SecretStore']);
    expect(readStream(stdout)).toEqual([
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'hello', namespace: 'shop', labels: { own: 'kept' } },
        spec: {
          secretStoreRef: { name: 'team', kind: 'SecretStore' },
          target: {
            immutable: true,
            template: {
              type: 'kubernetes.io/basic-auth',
              metadata: { labels: { l: '{{ .user }}' }, annotations: { a: 'b' } },
            },
          },
          data: [{ secretKey: 'user', remoteRef: { key: 'c' } }],
        },
      },
    ]);
  });

  test('labels of the document do not reach the Secret', async () => {
    const { stdout } = await convert(
      document('backendType: secretsManager\ndata: [{key: c, name: k}]', '  labels: {own: kept}\n'),
    );
    expect(readStream(stdout)[0]?.['spec']).toMatchObject({ target: { template: { type: 'Opaque' } } });
  });
});

describe('esr convert kes: stores', () => {
  test('documents that sign in differently get stores of their own', async () => {
    const of = (role: string) =>
      document(`backendType: vault\nvaultRole: ${role}\ndata: [{key: secret/data/x, name: k, property: p}]`);
    const { stdout } = await convert(`${of('one')}---\n${of('two')}---\n${of('one')}`, ['--stores']);
    const refs = readStream(stdout).flatMap(({ spec }) => (spec as JsonObject)['secretStoreRef'] ?? []);
    expect(refs.map((ref) => (ref as JsonObject)['name'])).toEqual(['vault-one', 'vault-two', 'vault-one']);
    expect(stdout.match(/kind: ClusterSecretStore\nmetadata/g)).toHaveLength(2);
  });

  test('SecretStores are proposed for each namespace', async () => {
    const one = document('backendType: secretsManager\ndata: [{key: c, name: k}]');
    const { stdout } = await convert(`${one}---\n${one.replace('shop', 'harbor')}`, [
      '--stores',
      '--store-kind',
      'SecretStore',
    ]);
    const stores = readStream(stdout).filter(({ kind }) => kind === 'SecretStore');
    expect(stores.map(({ metadata }) => metadata)).toEqual([
      { name: 'aws-secrets-manager', namespace: 'shop' },
      { name: 'aws-secrets-manager', namespace: 'harbor' },
    ]);
  });
});

describe('esr convert kes: what stays, and why', () => {
  test.each([
    {
      name: 'statements of JavaScript',
      spec: 'backendType: vault\ntemplate: {stringData: {f: "<% let s = JSON.parse(data.s) %>"}}\ndata: [{key: a, name: s}]',
      why: 'is more JavaScript than a Go template can say',
    },
    {
      name: 'methods',
      spec: 'backendType: vault\ntemplate: {metadata: {labels: {l: "<%= data.s.replace(1, 2) %>"}}}\ndata: [{key: a, name: s}]',
      why: '<%= data.s.replace(1, 2) %> is more',
    },
    {
      name: 'base64 from parts',
      spec: 'backendType: vault\ntemplate: {data: {f: "<%= data.s %><%= data.s %>"}}\ndata: [{key: a, name: s}]',
      why: 'put together from parts',
    },
    {
      name: 'no such backend',
      spec: 'backendType: nowhere\ndata: [{key: a, name: s}]',
      why: 'there is no backend "nowhere"',
    },
    { name: 'an item without a key', spec: 'backendType: vault\ndata: [{name: s}]', why: 'key is required' },
  ])('$name', async ({ spec, why }) => {
    const input = document(spec);
    const { stdout, stderr, status } = await convert(input);
    expect([status, stdout]).toEqual([1, input]);
    expect(stderr).toContain(why);
    expect(stderr).toMatch(/ {2}at <stdin>:\d+:\d+, ExternalSecret shop\/hello, /);
  });

  test('other documents stay byte for byte, the operator’s own ExternalSecrets too', async () => {
    const input = `${document('data: []', '', 'external-secrets.io/v1')}--- \n# x\n{a: b}\n`;
    expect(await convert(input)).toMatchObject({ stdout: input, status: 0, stderr: '0 documents converted\n' });
  });

  test('documents without spec have a secretDescriptor', async () => {
    const input = document(
      'backendType: secretsManager\ntype: kubernetes.io/tls\nproperties: [{key: a, name: b}]',
    ).replace('spec:', 'secretDescriptor:');
    const { stdout } = await convert(input);
    expect(readStream(stdout)[0]?.['spec']).toEqual({
      secretStoreRef: { name: 'aws-secrets-manager', kind: 'ClusterSecretStore' },
      target: { template: { type: 'kubernetes.io/tls' } },
      data: [{ secretKey: 'b', remoteRef: { key: 'a' } }],
    });
  });

  test('fields of the template that have no counterpart are told', async () => {
    const { stderr } = await convert(
      document('backendType: vault\ntemplate: {foo: bar}\ndata: [{key: secret/data/a, name: s}]'),
    );
    expect(stderr).toContain('warning CONVERT_CHECK: spec.template.foo is left out');
  });
});
