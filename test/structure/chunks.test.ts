import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { providers } from '../../plugin/providers/registry.ts';
import { importsOf } from '../support/rooms.ts';

// The program as it is released, but for its last step, which turns each chunk into CommonJS (build.mjs).
const folder = path.resolve('node_modules/.cache', `chunks-${process.pid}`);
const hook = path.join(folder, 'hook.mjs');
let metafile: Metafile;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const result = await build({
    entryPoints: { esr: 'plugin/esr.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    metafile: true,
    logLevel: 'error',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  metafile = result.metafile;
  const load =
    "import { appendFileSync } from 'node:fs'; export async function load(url, context, next) { appendFileSync(process.env.LOADED, url + '\\n'); return next(url, context); }";
  const register = `import { register } from 'node:module'; register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(load))});`;
  writeFileSync(hook, register);
  writeFileSync(path.join(folder, 'config.yaml'), config);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config =
  'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow}\nlimits: {timeout: 2s}\n';

/** Nobody listens there. */
const nowhere = '127.0.0.1:9';
const credential = '{name: c, key: k}';

/** A store of each provider that gets as far as asking for something. */
const stores: Record<keyof typeof providers, string> = {
  aws: '{service: SecretsManager, region: us-east-1}',
  azurekv: `{vaultUrl: 'https://${nowhere}', tenantId: t, authSecretRef: {clientId: ${credential}, clientSecret: ${credential}}}`,
  bitwardensecretsmanager: `{bitwardenServerSDKURL: 'https://${nowhere}', organizationID: o, projectID: p, caBundle: aGk=, auth: {secretRef: {credentials: ${credential}}}}`,
  doppler: `{auth: {secretRef: {dopplerToken: ${credential}}}}`,
  fake: '{data: [{key: other, value: v}]}',
  gcpsm: `{projectID: p, auth: {secretRef: {secretAccessKeySecretRef: {name: c, key: account}}}}`,
  gitlab: `{url: 'http://${nowhere}', projectID: '1', auth: {SecretRef: {accessToken: ${credential}}}}`,
  infisical: `{hostAPI: 'http://${nowhere}', secretsScope: {projectSlug: p, environmentSlug: e}, auth: {universalAuthCredentials: {clientId: ${credential}, clientSecret: ${credential}}}}`,
  kubernetes: `{server: {url: 'http://${nowhere}'}, auth: {token: {bearerToken: {name: c, key: k}}}}`,
  onepassword: `{connectHost: 'http://${nowhere}', vaults: {v: 1}, auth: {secretRef: {connectTokenSecretRef: ${credential}}}}`,
  onepasswordSDK: `{vault: v, auth: {serviceAccountSecretRef: ${credential}}}`,
  openBao: `{server: 'http://${nowhere}', path: secret, auth: {tokenSecretRef: ${credential}}}`,
  vault: `{server: 'http://${nowhere}', path: secret, auth: {tokenSecretRef: ${credential}}}`,
  webhook: `{url: 'http://${nowhere}/{{ .remoteRef.key }}', result: {jsonPath: $.v}}`,
};

/** The packages that each may load; what no provider names is nobody's. */
const sdks: Readonly<Record<string, RegExp>> = {
  aws: /^(@aws-sdk|@smithy|@aws-crypto)\//,
  azurekv: /^(@azure|@typespec)\//,
  gcpsm: /^(@google-cloud\/|google-)/,
  onepasswordSDK: /^@1password\//,
  vault: /^node-vault$/,
  openBao: /^node-vault$/,
};

const account = JSON.stringify({
  type: 'service_account',
  client_email: 'a@b',
  private_key: 'x',
  token_uri: `http://${nowhere}/`,
});
const document = (provider: string, spec: string) => `apiVersion: v1
kind: Secret
metadata: {name: c, namespace: shop}
stringData: {k: ops_value, account: '${account}'}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s, namespace: shop}
spec: {provider: {${provider}: ${spec}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec: {secretStoreRef: {name: s}, data: [{secretKey: k, remoteRef: {key: wanted}}]}
`;

interface Loaded {
  readonly inputs: readonly string[];
  readonly stderr: string;
}

/** The sources and packages of the files that a run loads. */
async function loadedBy(stdin: string, name: string): Promise<Loaded> {
  const list = path.join(folder, `${name}.txt`);
  writeFileSync(list, '');
  const child = spawn(
    process.execPath,
    ['--import', hook, path.join(folder, 'esr.mjs'), 'generate', '-', '--config', path.join(folder, 'config.yaml')],
    {
      env: {
        PATH: '/usr/bin',
        LOADED: list,
        AWS_ENDPOINT_URL: `http://${nowhere}`,
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        DOPPLER_BASE_URL: `http://${nowhere}`,
      },
    },
  );
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(stdin);
  await new Promise((resolve) => child.on('close', resolve));
  const files = new Set(
    readFileSync(list, 'utf8')
      .split('\n')
      .map((url) => path.relative('.', url.replace('file://', ''))),
  );
  const outputs = Object.entries(metafile.outputs).filter(([file]) => files.has(file));
  return { inputs: outputs.flatMap(([, { inputs }]) => Object.keys(inputs)), stderr };
}

const entries = new Map(
  importsOf('providers/registry.ts').flatMap(({ to, lazy }) => (lazy ? [[nameOf(to), `plugin/${to}`] as const] : [])),
);

/** The name under which the registry imports a file. */
function nameOf(file: string): string {
  const registry = readFileSync('plugin/providers/registry.ts', 'utf8');
  return (
    new RegExp(`(\\w+): \\(\\) => import\\('\\./${file.replace('providers/', '')}'\\)`).exec(registry)?.[1] ?? file
  );
}

function packageOf(input: string): string | undefined {
  return /^node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

/** Whose SDKs are among the inputs. */
function sdksIn(inputs: readonly string[]): readonly string[] {
  const packages = [...new Set(inputs.flatMap((input) => packageOf(input) ?? []))];
  return Object.keys(sdks).filter((owner) => packages.some((name) => sdks[owner]?.test(name)));
}

const runs = new Map<string, Loaded>();
beforeAll(async () => {
  const waiting = Object.entries(stores);
  // Most of a run is waiting for somebody who does not answer.
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [provider, spec] = next;
      runs.set(provider, await loadedBy(document(provider, spec), provider));
    }
  };
  await Promise.all([lane(), lane(), lane(), lane(), lane()]);
}, 60_000);

describe('a run loads what it uses', () => {
  test.each([
    ['another kind', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n'],
    ['a rule about our kinds', 'apiVersion: v1\nkind: ClusterRole\nrules:\n- apiGroups: [external-secrets.io]\n'],
    ['a label of ours', 'apiVersion: v1\nkind: Pod\nmetadata: {labels: {external-secrets.io/type: webhook}}\n'],
    ['escapes in other fields', '{"apiVersion": "v1", "kind": "ConfigMap", "data": {"\\u0061": "\\n"}}\n'],
  ])('no stage and no provider for %s', async (name, stdin) => {
    const { inputs, stderr } = await loadedBy(stdin, name.replaceAll(' ', '-'));
    expect(stderr).toBe('');
    const line = 'plugin/pipeline/pipeline.ts';
    expect([...entries.values(), line].filter((entry) => inputs.includes(entry))).toEqual([]);
    expect(sdksIn(inputs)).toEqual([]);
  });

  test.each(Object.keys(stores))('%s alone', (provider) => {
    const { inputs, stderr } = runs.get(provider) ?? { inputs: [], stderr: '' };
    // It got as far as the store, and was not stopped by its document.
    expect([provider, stderr.includes('INTERNAL'), stderr.includes('FIELD_')]).toEqual([provider, false, false]);
    expect([...entries.values()].filter((entry) => inputs.includes(entry))).toEqual([entries.get(provider)]);
    const shared = provider === 'vault' || provider === 'openBao' ? ['vault', 'openBao'] : [provider];
    expect(sdksIn(inputs).filter((owner) => !shared.includes(owner))).toEqual([]);
  });

  test.each(['aws', 'vault', 'openBao'])('%s with its SDK', (provider) => {
    expect(sdksIn(runs.get(provider)?.inputs ?? [])).toContain(provider);
  });
});
