import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPlaceholders } from '../../plugin/convert/avp/find-placeholders.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { json } from '../fakes/vault/fields.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'convert-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = path.join(folder, 'config.yaml');
writeFileSync(
  config,
  'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\ngenericTargets: allow\npolicy: {inputStores: allow}\n',
);

function convert(stdin: string, flags: readonly string[] = [], env: Record<string, string> = {}) {
  return runEsr(['convert', 'avp', '-', ...flags], { stdin, env });
}

const secret = (body: string, annotations = '') =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\n${annotations === '' ? '' : `  annotations: {${annotations}}\n`}${body}\n`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const at = 'avp.kubernetes.io/path: secret/data/db';

/** What the store holds; the Secret that the plugin would make of it is what the converted document has to give. */
const stored = {
  user: 'ada',
  'pass-word': 'p"a%s{{s',
  cert: base64('a certificate\n'),
  json: '{"user":"eve","port":5432,"list":["x","y"],"my-key":"dashed","in":{"big":12345678}}',
  yaml: 'user: yve\nhosts: [one, two]\n',
  pem: 'BEGIN\nbody\nEND\n',
  'a.b': 'dotted',
  'k*y': 'starred',
};

describe('esr convert avp: the Secret is the same', () => {
  test.each([
    { name: 'a text', body: 'stringData: {k: <path:secret/data/db#user>}', want: { k: 'ada' } },
    { name: 'a key with a dash', body: 'stringData: {k: <path:secret/data/db#pass-word>}', want: { k: 'p"a%s{{s' } },
    { name: 'a key with a dot', body: 'stringData: {k: <path:secret/data/db#a.b>}', want: { k: 'dotted' } },
    {
      name: 'a key that a path would read',
      body: 'stringData: {k: <path:secret/data/db#k*y>}',
      want: { k: 'starred' },
    },
    { name: 'blanks around the key', body: 'stringData: {k: "<path:secret/data/db# user >"}', want: { k: 'ada' } },
    {
      name: 'base64 of the store under data',
      body: 'data: {k: <path:secret/data/db#cert>}',
      want: { k: 'a certificate\n' },
    },
    {
      name: 'base64encode under data, which is the plain value',
      body: 'data: {k: <path:secret/data/db#user | base64encode>}',
      want: { k: 'ada' },
    },
    {
      name: 'base64encode under stringData, which stays encoded',
      body: 'stringData: {k: <path:secret/data/db#user | base64encode>}',
      want: { k: base64('ada') },
    },
    {
      name: 'base64decode',
      body: 'stringData: {k: <path:secret/data/db#cert | base64decode>}',
      want: { k: 'a certificate\n' },
    },
    {
      name: 'a part of a text, with what a template would read',
      body: 'stringData: {k: "u=<path:secret/data/db#user>;p=<path:secret/data/db#pass-word>;{{ x }}"}',
      want: { k: 'u=ada;p=p"a%s{{s;{{ x }}' },
    },
    {
      name: 'base64 around a text with placeholders, as kustomize makes it',
      body: `data: {k: ${base64('x://<path:secret/data/db#user>@h')}}`,
      want: { k: 'x://ada@h' },
    },
    {
      name: 'base64 around a text, under stringData',
      body: `stringData: {k: ${base64('<path:secret/data/db#user>')}}`,
      want: { k: base64('ada') },
    },
    {
      name: 'parts that are base64 together',
      body: `data: {k: "${base64('100%"!')}<path:secret/data/db#user | base64encode>"}`,
      want: { k: '100%"!ada' },
    },
    {
      name: 'a key under the annotation',
      annotations: at,
      body: 'stringData: {k: <user>, l: "<user>!"}',
      want: { k: 'ada', l: 'ada!' },
    },
    {
      name: 'a path of its own under the annotation',
      annotations: 'avp.kubernetes.io/path: secret/data/other',
      body: 'stringData: {k: <path:secret/data/db#user>}',
      want: { k: 'ada' },
    },
    {
      name: 'jsonPath: a member',
      body: 'stringData: {k: "<path:secret/data/db#json | jsonPath {.user}>"}',
      want: { k: 'eve' },
    },
    {
      name: 'jsonPath: a number, an item, a name with a dash, a number as Go prints it',
      body: [
        'stringData:',
        '  a: "<path:secret/data/db#json | jsonPath {.port}>"',
        '  b: "<path:secret/data/db#json | jsonPath {.list[1]}>"',
        '  c: "<path:secret/data/db#json | jsonPath {.my-key}>"',
        '  d: "<path:secret/data/db#json | jsonPath {[\'my-key\']}>"',
        '  e: "<path:secret/data/db#json | jsonPath {$.in.big}>"',
      ].join('\n'),
      want: { a: '5432', b: 'y', c: 'dashed', d: 'dashed', e: '1.2345678e+07' },
    },
    {
      name: 'jsonPath: several with texts between',
      body: 'stringData: {k: "<path:secret/data/db#json | jsonPath {.user}{\':\'}{.port} | base64encode>"}',
      want: { k: base64('eve:5432') },
    },
    {
      name: 'jsonPath of a number, encoded',
      body: 'data: {k: "<path:secret/data/db#json | jsonPath {.port} | base64encode>"}',
      want: { k: '5432' },
    },
    {
      name: 'yamlParse before jsonPath',
      body: 'stringData: {k: "<path:secret/data/db#yaml | yamlParse | jsonPath {.user}@{.hosts[0]}>"}',
      want: { k: 'yve@one' },
    },
    {
      name: 'jsonParse before jsonPath',
      body: 'stringData: {k: "<path:secret/data/db#json | jsonParse | jsonPath {.user}>"}',
      want: { k: 'eve' },
    },
    {
      name: 'indent',
      body: 'stringData:\n  k: |\n    pem: |\n      <path:secret/data/db#pem | indent 6>\n',
      want: { k: 'pem: |\n  BEGIN\n      body\n      END\n' },
    },
    {
      name: 'sha256sum',
      body: 'stringData: {k: "<path:secret/data/db#user | sha256sum>"}',
      want: { k: 'cca4fdf5f32df7fe58c60dc93fe1c7d90b6dd6c7a5c0a9b1d0d3d8c7d46f3f42' },
    },
    {
      name: 'values of the manifest beside, stringData before data',
      body: `data: {a: ${base64('lit {{ x }}')}, b: ${base64('lost')}, c: "/w=="}\nstringData: {b: kept, k: "<path:secret/data/db#user>"}`,
      want: { a: 'lit {{ x }}', b: 'kept', c: Buffer.from([255]).toString('latin1'), k: 'ada' },
    },
  ])('$name', async ({ name, body, annotations = '', want }) => {
    const converted = await convert(secret(body, annotations));
    expect([name, converted.status, converted.stdout.includes('<')]).toEqual([name, 0, false]);
    const values = path.join(folder, 'values.yaml');
    writeFileSync(values, JSON.stringify({ vault: { 'secret/data/db': stored } }));
    const rendered = await runEsr(['generate', '-', '--values', values, '--config', config], {
      stdin: `${converted.stdout}---\n${store}`,
    });
    expect(rendered.stderr).toBe('');
    const [made] = readStream(rendered.stdout);
    const data = Object.entries((made?.['data'] ?? {}) as Record<string, string>);
    const hash = name === 'sha256sum';
    expect(
      Object.fromEntries(data.map(([key, value]) => [key, Buffer.from(value, 'base64').toString('latin1')])),
    ).toEqual(hash ? { k: expect.stringMatching(/^[0-9a-f]{64}$/) } : want);
  });
});

const store =
  'apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: vault}\nspec: {provider: {vault: {server: https://vault.example.com, path: secret, auth: {kubernetes: {mountPath: kubernetes, role: r}}}}}\n';

describe('esr convert avp: the document', () => {
  test('keeps name, namespace, labels, annotations, type and immutable, and drops the plugin’s annotations', async () => {
    const input = `apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
  labels: {app: shop}
  annotations:
    avp.kubernetes.io/path: secret/data/db
    avp.kubernetes.io/secret-version: "2"
    argocd.argoproj.io/sync-wave: "-1"
type: kubernetes.io/basic-auth
immutable: true
stringData: {username: <user>, password: <password>, old: <path:secret/data/db#password#1>}
`;
    const { stdout } = await convert(input);
    expect(readStream(stdout)).toEqual([
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: {
          name: 'db',
          namespace: 'shop',
          labels: { app: 'shop' },
          annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
        },
        spec: {
          secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
          target: {
            immutable: true,
            template: {
              type: 'kubernetes.io/basic-auth',
              metadata: { labels: { app: 'shop' }, annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
            },
          },
          data: [
            { secretKey: 'username', remoteRef: { key: 'secret/data/db', property: 'user', version: '2' } },
            { secretKey: 'password', remoteRef: { key: 'secret/data/db', property: 'password', version: '2' } },
            { secretKey: 'old', remoteRef: { key: 'secret/data/db', property: 'password', version: '1' } },
          ],
        },
      },
    ]);
  });

  test('leaves every other byte: comments, other documents, ignored ones, text in brackets without an annotation', async () => {
    const before =
      '# a comment\n--- # first\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: c}\ndata: {html: "<b>"}\n---\n';
    const after = `\r\n---\n${secret('stringData: {k: <path:secret/data/db#user>}', 'avp.kubernetes.io/ignore: "true"')}---\n${secret(`data: {k: ${base64('plain')}}`)}`;
    const { stdout, status } = await convert(
      `${before}${secret('stringData: {k: <path:secret/data/db#user>}')}${after}`,
    );
    expect(status).toBe(0);
    expect(stdout.startsWith(before)).toBe(true);
    expect(stdout.endsWith(after)).toBe(true);
    expect(readStream(stdout)).toHaveLength(4);
  });

  test('writes items of lists and JSON in their own form', async () => {
    const item = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'j' },
      stringData: { k: '<path:secret/data/a#b>' },
    };
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ ...item, kind: 'ConfigMap', stringData: undefined }, item],
    };
    const { stdout } = await convert(JSON.stringify(list));
    const [, made] = (JSON.parse(stdout) as { items: JsonObject[] }).items;
    expect(made?.['kind']).toBe('ExternalSecret');
  });

  test('reads values of several stores, the others named where they are used', async () => {
    const body = 'stringData: {a: <path:one#x>, b: <path:two#y>, c: <path:one#z>}';
    const { stdout } = await convert(secret(body), ['--backend', 'azurekeyvault', '--store', 'keys', '--stores']);
    const [made, ...stores] = readStream(stdout);
    expect(made?.['spec']).toEqual({
      secretStoreRef: { name: 'keys-one', kind: 'ClusterSecretStore' },
      data: [
        { secretKey: 'a', remoteRef: { key: 'x' } },
        {
          secretKey: 'b',
          remoteRef: { key: 'y' },
          sourceRef: { storeRef: { name: 'keys-two', kind: 'ClusterSecretStore' } },
        },
        { secretKey: 'c', remoteRef: { key: 'z' } },
      ],
    });
    expect(stores.map(({ spec }) => (spec as JsonObject)['provider'])).toEqual([
      { azurekv: { authType: 'WorkloadIdentity', vaultUrl: 'https://one.vault.azure.net' } },
      { azurekv: { authType: 'WorkloadIdentity', vaultUrl: 'https://two.vault.azure.net' } },
    ]);
  });

  test('makes a ConfigMap and any object with a spec whole, quoting what it puts in', async () => {
    const input = `apiVersion: v1
kind: ConfigMap
metadata: {name: c, labels: {a: b}}
data: {plain: "{{ x }}", k: "u=<path:secret/data/db#user>"}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: d
  annotations: {sum: "<path:secret/data/db#user | sha256sum>", plain: a}
spec:
  replicas: <path:secret/data/db#n | jsonParse>
  list: [{a: "{{ keep }}", b: <path:secret/data/db#pass-word>}, "x<path:secret/data/db#user>"]
`;
    const { stdout, stderr, status } = await convert(input);
    expect([status, stderr.match(/warning CONVERT_GENERIC/g)?.length]).toEqual([0, 2]);
    const values = path.join(folder, 'values.yaml');
    writeFileSync(values, JSON.stringify({ vault: { 'secret/data/db': { ...stored, n: 3 } } }));
    const rendered = await runEsr(['generate', '-', '--values', values, '--config', config], {
      stdin: `${stdout}---\n${store}`,
    });
    expect(rendered.stderr).toBe('');
    expect(readStream(rendered.stdout)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c', labels: { a: 'b' } },
        data: { plain: '{{ x }}', k: 'u=ada' },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd', annotations: { plain: 'a', sum: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        spec: { replicas: 3, list: [{ a: '{{ keep }}', b: 'p"a%s{{s' }, 'xada'] },
      },
    ]);
  });

  test('works against a real Vault as it comes, with the proposed store', async () => {
    const vault = await VaultFake.start();
    try {
      vault.tokens.create({ policies: ['root'], ttl: 0 }, 'hvs.example');
      vault.kv2('secret').write('db', json({ user: 'ada', host: 'h' }) as never);
      const env = { VAULT_ADDR: vault.url, AVP_TYPE: 'vault', AVP_AUTH_TYPE: 'token' };
      const body = 'stringData: {url: "<path:secret/data/db#user>@<path:secret/data/db#host>"}';
      const { stdout } = await convert(secret(body), ['--stores', '--store-kind', 'SecretStore'], env);
      const token =
        'apiVersion: v1\nkind: Secret\nmetadata: {name: vault-token, namespace: shop}\nstringData: {token: hvs.example}\n';
      const { stdout: out, stderr } = await runEsr(['generate', '-', '--config', config], {
        stdin: `${stdout}---\n${token}`,
      });
      expect(stderr).toBe('');
      expect(readStream(out)[0]?.['data']).toEqual({ url: base64('ada@h') });
    } finally {
      await vault.close();
    }
  });
});

describe('esr convert avp: backends', () => {
  const reference = async (placeholder: string, flags: readonly string[], env: Record<string, string> = {}) => {
    const { stdout, status, stderr } = await convert(
      secret(`stringData: {k: "${placeholder}"}`),
      ['--stores', ...flags],
      env,
    );
    const [made, proposed] = readStream(stdout);
    const spec = made?.['spec'] as { data?: readonly { remoteRef: JsonObject }[] } | undefined;
    const provider = (proposed?.['spec'] as JsonObject | undefined)?.['provider'];
    return { remoteRef: spec?.data?.[0]?.remoteRef, provider, status, stderr };
  };

  test.each([
    {
      backend: 'vault',
      placeholder: '<path:team/kv/data/a/b#k#7>',
      remoteRef: { key: 'team/kv/data/a/b', property: 'k', version: '7' },
      provider: { vault: expect.objectContaining({ path: 'team/kv', version: 'v2' }) },
    },
    {
      backend: 'vault',
      env: { AVP_KV_VERSION: '1', AVP_K8S_ROLE: 'argo', VAULT_ADDR: 'https://v.example.com', VAULT_NAMESPACE: 'ns' },
      placeholder: '<path:kv1/a/b#k#7>',
      remoteRef: { key: 'kv1/a/b', property: 'k' },
      provider: {
        vault: {
          server: 'https://v.example.com',
          path: 'kv1',
          namespace: 'ns',
          version: 'v1',
          auth: { kubernetes: { mountPath: 'kubernetes', role: 'argo' } },
        },
      },
    },
    {
      backend: 'vault',
      env: { AVP_AUTH_TYPE: 'approle', AVP_MOUNT_PATH: 'auth/robots' },
      placeholder: '<path:secret/data/a#k>',
      remoteRef: { key: 'secret/data/a', property: 'k' },
      provider: { vault: expect.objectContaining({ auth: { appRole: expect.objectContaining({ path: 'robots' }) } }) },
    },
    {
      backend: 'awssecretsmanager',
      placeholder: '<path:team/db#k#AWSPREVIOUS>',
      remoteRef: { key: 'team/db', property: 'k', version: 'AWSPREVIOUS' },
      provider: { aws: { service: 'SecretsManager', region: 'us-east-2' } },
    },
    {
      backend: 'awssecretsmanager',
      placeholder:
        '<path:arn:aws:secretsmanager:eu-west-1:123456789012:secret:x#k#11111111-2222-3333-4444-555555555555>',
      remoteRef: {
        key: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:x',
        property: 'k',
        version: 'uuid/11111111-2222-3333-4444-555555555555',
      },
      provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } },
    },
    {
      backend: 'awssecretsmanager',
      placeholder: '<path:team/db#SecretBinary#AWSCURRENT>',
      remoteRef: { key: 'team/db' },
      provider: { aws: { service: 'SecretsManager', region: 'us-east-2' } },
    },
    {
      backend: 'gcpsecretmanager',
      placeholder: '<path:projects/123/secrets/db#db#4>',
      remoteRef: { key: 'db', version: '4' },
      provider: { gcpsm: { projectID: '123' } },
    },
    {
      backend: 'azurekeyvault',
      placeholder: '<path:keyvault#password#33740fc2>',
      remoteRef: { key: 'password', version: '33740fc2' },
      provider: { azurekv: expect.objectContaining({ vaultUrl: 'https://keyvault.vault.azure.net' }) },
    },
    {
      backend: 'kubernetessecret',
      placeholder: '<path:prod:my-secret#key>',
      remoteRef: { key: 'my-secret', property: 'key' },
      provider: { kubernetes: expect.objectContaining({ remoteNamespace: 'prod' }) },
    },
    {
      backend: '1passwordconnect',
      placeholder: '<path:vaults/v-uuid/items/i-uuid#password>',
      remoteRef: { key: 'i-uuid', property: 'password' },
      provider: { onepassword: expect.objectContaining({ vaults: { 'v-uuid': 1 } }) },
    },
    {
      backend: 'yandexcloudlockbox',
      placeholder: '<path:e6q#k#v1>',
      remoteRef: { key: 'e6q', property: 'k', version: 'v1' },
    },
    {
      backend: 'delineasecretserver',
      placeholder: '<path:42#password>',
      remoteRef: { key: '42', property: 'password' },
    },
    { backend: 'keepersecretsmanager', placeholder: '<path:uid#login>', remoteRef: { key: 'uid', property: 'login' } },
  ])('$backend: $placeholder', async ({ backend, placeholder, env, remoteRef, provider }) => {
    const got = await reference(placeholder, ['--backend', backend], env as Record<string, string> | undefined);
    expect({ remoteRef: got.remoteRef, provider: got.provider, status: got.status }).toEqual({
      remoteRef,
      provider,
      status: 0,
    });
    expect(got.stderr.includes('CONVERT_NO_STORE')).toBe(provider === undefined);
  });

  test.each(['vault', 'awssecretsmanager', 'azurekeyvault', 'kubernetessecret', '1passwordconnect'])(
    'what is proposed for %s is valid, of both kinds',
    async (backend) => {
      const path = { '1passwordconnect': 'vaults/v/items/i', kubernetessecret: 'prod:s' }[backend] ?? 'secret/data/a';
      for (const kind of ['ClusterSecretStore', 'SecretStore']) {
        const flags = ['--backend', backend, '--stores', '--store-kind', kind];
        const { stdout: stdin } = await convert(secret(`stringData: {k: "<path:${path}#k>"}`), flags);
        expect([kind, (await runEsr(['validate', '-'], { stdin })).stdout]).toEqual([kind, '0 errors, 0 warnings\n']);
      }
    },
  );

  test.each([
    { placeholder: '<path:projects/p/secrets/s#s>', want: { key: 's' } },
    {
      placeholder: '<path:arn:aws:secretsmanager:eu-west-1:1:secret:x#k>',
      want: { key: 'arn:aws:secretsmanager:eu-west-1:1:secret:x', property: 'k' },
    },
    { placeholder: '<path:kv/data/x.yaml#k>', want: { key: 'kv/data/x.yaml', property: 'k' } },
    { placeholder: '<path:kv/data/x#k>', want: { key: 'kv/data/x', property: 'k' } },
    { placeholder: '<path:vaults/v/items/i#k>', want: { key: 'i', property: 'k' } },
  ])('$placeholder tells its backend', async ({ placeholder, want }) => {
    expect((await reference(placeholder, [])).remoteRef).toEqual(want);
  });

  test.each([
    { name: 'a path that tells nothing', flags: [], stderr: 'error CONVERT_BACKEND' },
    { name: 'a backend that does not exist', flags: ['--backend', 'vaullt'], stderr: 'error FLAG_VALUE' },
  ])('$name is wrong usage', async ({ flags, stderr }) => {
    const got = await convert(secret('stringData: {k: <path:team/db#k>}'), flags);
    expect([got.status, got.stdout]).toEqual([2, '']);
    expect(got.stderr).toContain(stderr);
  });

  test('a dialect that does not exist is wrong usage', async () => {
    const got = await runEsr(['convert', 'apv', '-']);
    expect([got.status, got.stderr]).toEqual([
      2,
      'error CONVERT_FROM: "apv" is nothing that can be converted\n  hint: did you mean "avp"?\n',
    ]);
  });
});

describe('esr convert avp: what stays, and why', () => {
  test.each([
    {
      name: 'a filter',
      body: 'stringData: {k: "<path:secret/data/db#j | jsonPath {.items[?(@.a==1)].b}>"}',
      why: 'has more than members and items',
    },
    {
      name: 'a wildcard',
      body: 'stringData: {k: "<path:secret/data/db#j | jsonPath {.items[*].b}>"}',
      why: 'has more than members and items',
    },
    {
      name: 'an unknown modifier',
      body: 'stringData: {k: "<path:secret/data/db#j | upper>"}',
      why: 'there is no modifier "upper"',
    },
    {
      name: 'an object in a Secret',
      body: 'stringData: {k: "<path:secret/data/db#j | jsonParse>"}',
      why: 'a Secret holds texts',
    },
    {
      name: 'an object within a text',
      body: 'stringData: {k: "x<path:secret/data/db#j | jsonParse>"}',
      why: 'there is text around it',
    },
    { name: 'a path without a mount', body: 'stringData: {k: "<path:db#j>"}', why: 'MOUNT/data/PATH' },
    {
      name: 'a placeholder in the type',
      body: 'type: <path:secret/data/db#t>',
      why: 'only data, labels and annotations',
    },
    { name: 'SOPS', backend: 'sops', body: 'stringData: {k: <path:a.yaml#k>}', why: 'SOPS files are no store' },
    {
      name: 'IBM Cloud',
      backend: 'ibmsecretsmanager',
      body: 'stringData: {k: <path:ibmcloud/arbitrary/secrets/groups/1#k>}',
      why: 'by their type and id',
    },
    {
      name: 'another key of GCP',
      backend: 'gcpsecretmanager',
      body: 'stringData: {k: <path:projects/1/secrets/a#b>}',
      why: "the secret's own name",
    },
  ])('$name', async ({ body, why, backend = 'vault' }) => {
    const input = secret(body);
    const { stdout, stderr, status } = await convert(input, ['--backend', backend]);
    expect([status, stdout]).toEqual([1, input]);
    expect(stderr).toContain(why);
    expect(stderr).toMatch(/ {2}at <stdin>:\d+:\d+, Secret shop\/db, /);
  });

  test('a placeholder in a name, and an object without a spec', async () => {
    const input =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "<path:secret/data/a#b>"}\nrules: []\n';
    const { stdout, stderr, status } = await convert(input);
    expect([status, stdout]).toEqual([1, input]);
    expect(stderr.match(/error CONVERT_PLACE/g)).toHaveLength(2);
  });

  test('tells all that keeps a document, and converts the others', async () => {
    const broken = secret('stringData: {a: "<path:secret/data/x#j | up>", b: "<path:secret/data/x#j | down>"}');
    const { stdout, stderr, status } = await convert(
      `${broken}---\n${secret('stringData: {k: <path:secret/data/x#k>}')}---\na: <path: [\n`,
    );
    expect(status).toBe(1);
    expect(stderr.match(/^error \w+/gm)).toEqual([
      'error CONVERT_PLACEHOLDER',
      'error CONVERT_PLACEHOLDER',
      'error YAML_SYNTAX',
    ]);
    expect(stderr).toContain('1 document converted, 2 left as they are for 3 reasons\n');
    expect(stdout.startsWith(broken)).toBe(true);
    expect(stdout.endsWith('---\na: <path: [\n')).toBe(true);
  });

  test('remove-missing is converted and told', async () => {
    const { stderr, status } = await convert(
      secret('stringData: {k: <a>}', `${at}, avp.kubernetes.io/remove-missing: "true"`),
    );
    expect(status).toBe(0);
    expect(stderr).toContain('warning CONVERT_CHECK: avp.kubernetes.io/remove-missing has no counterpart');
  });
});

describe('findPlaceholders()', () => {
  test.each([
    { text: 'a<b>c', hasPath: false, want: ['a<b>c'] },
    { text: 'a<b>c', hasPath: true, want: ['a', { text: '<b>', key: 'b', modifiers: [] }, 'c'] },
    {
      text: '<b | base64encode>',
      hasPath: true,
      want: [{ text: '<b | base64encode>', key: 'b', modifiers: ['base64encode'] }],
    },
    { text: '<path:a#b>', hasPath: false, want: [{ text: '<path:a#b>', path: 'a', key: 'b', modifiers: [] }] },
    {
      text: '<path:a#b#c>',
      hasPath: false,
      want: [{ text: '<path:a#b#c>', path: 'a', key: 'b', version: 'c', modifiers: [] }],
    },
    { text: '<path:a>', hasPath: false, want: ['<path:a>'] },
    { text: '', hasPath: true, want: [] },
    { text: '<a\nb>', hasPath: true, want: ['<a\nb>'] },
  ])('$text', ({ text, hasPath, want }) => {
    expect(findPlaceholders(text, hasPath)).toEqual(want);
  });
});
