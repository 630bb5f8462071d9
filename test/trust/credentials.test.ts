import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Origin } from '../../plugin/model/origin.ts';
import type { Run } from '../../plugin/model/run.ts';
import { reachOf } from '../../plugin/trust/boundary.ts';
import { credentialsFrom } from '../../plugin/trust/credentials.ts';
import { testObject } from '../support/provider-context.ts';
import { type ConfigParts, testConfig } from '../support/run.ts';

const place = { file: 'store.yaml' };
const directory = mkdtempSync(path.join(tmpdir(), 'esr-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const full = path.join(directory, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}
file('mounts/shop/mounted/token', 'from-mount');
file('mounts/shop/account/token', 'mounted-token\n');
file('outside', 'outside');

const base64 = (text: string) => Buffer.from(text).toString('base64');
const jwt = (namespace: string, name: string, aud: readonly string[]) =>
  `h.${Buffer.from(JSON.stringify({ aud, 'kubernetes.io': { namespace, serviceaccount: { name } } })).toString('base64url')}.s`;
const objects = [
  testObject('Secret', 'shop/platform', { data: { key: base64('from-platform') } }),
  testObject('Secret', 'shop/both', { data: { key: base64('from-platform') } }),
  testObject('Secret', 'shop/both', { stringData: { key: 'from-input', other: 'x' } }, {}, 'input'),
  testObject(
    'Secret',
    'shop/input',
    { data: { key: base64('encoded') }, stringData: { key: 'from-input' } },
    {},
    'input',
  ),
  testObject('Secret', 'vault/input', { stringData: { key: 'from-input' } }, {}, 'input'),
  testObject('Secret', 'shop/mounted', { stringData: { token: 'from-input', beside: 'x' } }, {}, 'input'),
  testObject('Secret', 'labelled', { stringData: { key: 'v' } }, { labels: { 'external-secrets.io/type': 'webhook' } }),
  testObject('ConfigMap', 'shop/ca', { data: { 'ca.crt': 'PEM' }, binaryData: { bin: base64('\0') } }),
  testObject('ServiceAccount', 'shop/sa', {}, { annotations: { role: 'platform' } }),
  testObject('ServiceAccount', 'shop/sa', {}, { annotations: { role: 'input' } }, 'input'),
  testObject('ServiceAccount', 'shop/own', {}, { annotations: { role: 'input' } }, 'input'),
];

interface Case {
  readonly origin?: Origin;
  readonly purpose?: Run['purpose'];
  readonly config?: ConfigParts;
  readonly env?: Readonly<Record<string, string>>;
}

function credentials({ origin = 'platform', purpose = 'generate', config = {}, env = {} }: Case) {
  const full = testConfig({
    file: 'platform.yaml',
    ...config,
    credentials: { tokens: {}, directory: path.join(directory, 'mounts'), ...config.credentials },
  });
  return credentialsFrom({
    config: full,
    reach: reachOf({ config: full, purpose }, origin, 'shop'),
    supporting: objects,
    cluster: undefined,
    env,
    defaultNamespace: 'default',
    conceal: () => undefined,
  });
}

const text = (work: Promise<{ reveal(): Buffer }>) =>
  work.then(
    (value) => value.reveal().toString(),
    (error: { code: string }) => error.code,
  );

describe('secretKey()', () => {
  const allow = { policy: { inputStores: 'allow' as const } };
  const rows: readonly (Case & {
    name: string;
    secret: string;
    key?: string;
    kind?: 'Secret' | 'ConfigMap';
    want: string;
  })[] = [
    { name: 'the platform configuration', secret: 'shop/platform', want: 'from-platform' },
    { name: 'the platform before the input', secret: 'shop/both', want: 'from-platform' },
    { name: 'no key of a later place', secret: 'shop/both', key: 'other', want: 'CREDENTIAL_KEY' },
    { name: 'a mount before the input', secret: 'shop/mounted', key: 'token', want: 'from-mount' },
    { name: 'the input, stringData before data', secret: 'shop/input', want: 'from-input' },
    {
      name: 'no input object of another namespace for a trusted store',
      secret: 'vault/input',
      want: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'the same for a person', purpose: 'render', secret: 'vault/input', want: 'from-input' },
    { name: 'a ConfigMap', kind: 'ConfigMap', secret: 'shop/ca', key: 'ca.crt', want: 'PEM' },
    { name: 'the binary data of a ConfigMap', kind: 'ConfigMap', secret: 'shop/ca', key: 'bin', want: '\0' },
    { name: 'no Secret of that name', secret: 'shop/nope', want: 'CREDENTIAL_NOT_FOUND' },
    { name: 'a key called constructor', secret: 'shop/input', key: 'constructor', want: 'CREDENTIAL_KEY' },
    { name: 'an object without a namespace', secret: 'default/labelled', want: 'v' },
    {
      name: 'no way out of the mounts by key',
      secret: 'shop/x',
      key: '../../../outside',
      want: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'no way out of the mounts by name', secret: 'shop/..', key: 'outside', want: 'CREDENTIAL_NOT_FOUND' },
    { name: 'no key beside a mount', secret: 'shop/mounted', key: 'beside', want: 'CREDENTIAL_KEY' },
    { name: 'no hidden folder of the mounts', secret: 'shop/..data', key: 'token', want: 'CREDENTIAL_NOT_FOUND' },
    { name: 'an input store sees the input', origin: 'input', secret: 'shop/input', want: 'from-input' },
    {
      name: 'an input store sees no platform object',
      origin: 'input',
      secret: 'shop/platform',
      want: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'an input store sees no mount', origin: 'input', secret: 'shop/mounted', key: 'token', want: 'from-input' },
    { name: "nor does it get the platform's of two", origin: 'input', secret: 'shop/both', want: 'from-input' },
    { name: 'unless all is allowed', origin: 'input', config: allow, secret: 'shop/platform', want: 'from-platform' },
    { name: 'or a person renders', origin: 'input', purpose: 'render', secret: 'shop/platform', want: 'from-platform' },
  ];
  test.each(rows)('$name', async ({ secret, key = 'key', kind = 'Secret', want, ...rest }) => {
    const [namespace = '', name = ''] = secret.split('/');
    expect(await text(credentials(rest).secretKey({ kind, namespace, name, key, place }))).toBe(want);
  });

  test('says where it looked, and only where the store may', async () => {
    const wanted = { kind: 'Secret', namespace: 'shop', name: 'nope', key: 'k', place } as const;
    const hint = (error: { hint: string }) => error.hint;
    expect(await credentials({}).secretKey(wanted).catch(hint)).toBe(
      `looked in the platform configuration platform.yaml, the credential mount ${directory}/mounts/shop/nope, the input; add it to one of them`,
    );
    expect(await credentials({ origin: 'input' }).secretKey(wanted).catch(hint)).toBe(
      'looked in the input; add it to one of them',
    );
  });

  test('asks for the label that its owner agrees with', async () => {
    const at = { kind: 'Secret', key: 'key', place, label: ['external-secrets.io/type', 'webhook'] } as const;
    const { secretKey } = credentials({});
    expect(await text(secretKey({ ...at, namespace: 'default', name: 'labelled' }))).toBe('v');
    expect(await text(secretKey({ ...at, namespace: 'shop', name: 'platform' }))).toBe('CREDENTIAL_LABEL');
  });
});

describe('serviceAccountAnnotations()', () => {
  test.each([
    { name: 'trusted before input', account: 'sa', origin: 'platform' as const, want: { role: 'platform' } },
    { name: 'input for an input store', account: 'sa', origin: 'input' as const, want: { role: 'input' } },
    {
      name: 'of its own namespace from the input',
      account: 'own',
      origin: 'platform' as const,
      want: { role: 'input' },
    },
    { name: 'none', account: 'nope', origin: 'platform' as const, want: undefined },
  ])('$name', async ({ account, origin, want }) => {
    const { serviceAccountAnnotations } = credentials({ origin });
    expect(await serviceAccountAnnotations({ namespace: 'shop', name: account, place })).toEqual(want);
  });
});

describe('serviceAccountToken()', () => {
  const configured = file('configured', 'configured-token\n');
  const aws = file('aws-token', jwt('shop', 'pod', ['sts.amazonaws.com']));
  const rows: readonly (Case & { name: string; account: string; audiences?: readonly string[]; want: string })[] = [
    {
      name: 'a configured file',
      account: 'cfg',
      config: { credentials: { tokens: { 'shop/cfg': configured } } },
      want: 'configured-token',
    },
    {
      name: 'a configured file that is not there',
      account: 'cfg',
      config: { credentials: { tokens: { 'shop/cfg': '/nope' } } },
      want: 'TOKEN_FILE',
    },
    { name: 'a mount', account: 'account', want: 'mounted-token' },
    {
      name: "the pod's own, when it is that account",
      account: 'pod',
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: aws },
      want: jwt('shop', 'pod', ['sts.amazonaws.com']),
    },
    {
      name: "not the pod's own for another account",
      account: 'other',
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: aws },
      want: 'TOKEN_NOT_FOUND',
    },
    {
      name: "not the pod's own for another audience",
      account: 'pod',
      audiences: ['vault'],
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: aws },
      want: 'TOKEN_NOT_FOUND',
    },
    { name: 'none for a store of the input', account: 'account', origin: 'input', want: 'ACCOUNT_TOKEN_REFUSED' },
  ];
  test.each(rows)('$name', async ({ account, audiences = [], want, ...rest }) => {
    const { serviceAccountToken } = credentials(rest);
    expect(await text(serviceAccountToken({ namespace: 'shop', name: account, audiences, place }))).toBe(want);
  });
});

describe('env()', () => {
  const env = {
    VAULT_TOKEN: 't',
    AWS_REGION: 'r',
    AWS_SECRETSMANAGER_ENDPOINT: 'e',
    AWS_SECRET_ACCESS_KEY: 's',
    ARGOCD_ENV_X: 'x',
    PARAM_Y: 'y',
  };
  const seen = (origin: Origin) =>
    Object.keys(env).filter((name) => credentials({ origin, env }).env(name) !== undefined);
  test('a trusted store sees all but what an Application sets', () => {
    expect(seen('platform')).toEqual([
      'VAULT_TOKEN',
      'AWS_REGION',
      'AWS_SECRETSMANAGER_ENDPOINT',
      'AWS_SECRET_ACCESS_KEY',
    ]);
    expect(credentials({ env }).env('constructor')).toBeUndefined();
  });
  test('a store of the input sees no credential', () => {
    expect(seen('input')).toEqual(['AWS_REGION', 'AWS_SECRETSMANAGER_ENDPOINT']);
  });
});

describe('reachOf()', () => {
  const rows: readonly (Case & { name: string; want: string })[] = [
    { name: 'generate, input', origin: 'input', want: 'restricted' },
    { name: 'generate, platform', want: 'ambient fallback' },
    { name: 'generate, platform, declared', config: { credentials: { mode: 'declared' } }, want: 'ambient' },
    { name: 'generate, platform, ambient', config: { credentials: { mode: 'ambient' } }, want: 'ambient prefer' },
    {
      name: 'generate, input, ambient asked for',
      origin: 'input',
      config: { credentials: { mode: 'ambient' } },
      want: 'restricted',
    },
    {
      name: 'generate, input, all allowed',
      origin: 'input',
      config: { policy: { inputStores: 'allow' } },
      want: 'ambient',
    },
    {
      name: 'generate, input, all allowed, auto',
      origin: 'input',
      config: { policy: { inputStores: 'allow' }, credentials: { mode: 'auto' } },
      want: 'ambient fallback',
    },
    { name: 'push, input', purpose: 'push', origin: 'input', want: 'restricted' },
    { name: 'render, input', purpose: 'render', origin: 'input', want: 'ambient fallback' },
  ];
  test.each(rows)('$name: $want', ({ origin = 'platform', purpose = 'generate', config = {}, want }) => {
    const reach = reachOf({ purpose, config: testConfig(config) }, origin, 'shop');
    const words = [
      reach.restricted && 'restricted',
      reach.ambient && 'ambient',
      reach.preferAmbient && 'prefer',
      reach.ambientFallback && 'fallback',
    ];
    expect(words.filter(Boolean).join(' ')).toBe(want);
  });
});
