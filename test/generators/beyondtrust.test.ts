import type { EsrError } from '../../plugin/errors/esr-error.ts';
import { type FakeAnswer, HttpFake } from '../fakes/http-fake.ts';
import { certificate } from '../support/certificate.ts';
import { type GenerateOptions, generate } from '../support/generate.ts';
import { testRun } from '../support/run.ts';

// BeyondtrustWorkloadCredentialsDynamicSecret, against a server of the documented protocol over TLS.

const kind = 'BeyondtrustWorkloadCredentialsDynamicSecret';
const siteId = 'a1b2c3d4-e5f6-4890-abcd-ef1234567890';
const { cert } = certificate();
const caBundle = Buffer.from(cert).toString('base64');
const secrets = { bt: { token: 'bt-api-token' }, authority: { 'ca.crt': cert } };
const auth = { apikey: { token: { name: 'bt', key: 'token' } } };
const lease = {
  accessKeyId: 'ASIAMADE',
  secretAccessKey: 'made-secret',
  leaseId: 'aws/creds/ci/1',
  expiration: '2026-03-01T13:00:00Z',
};

interface Asked extends GenerateOptions {
  readonly answer?: FakeAnswer;
  /** Members of `spec.provider` in the place of the usual ones. */
  readonly provider?: object;
  /** Other members of `spec`. */
  readonly spec?: object;
  /** What stands around the spec. */
  readonly wrap?: (spec: object) => readonly [kind: string, spec: object];
}

/** Runs the generator against a server that gives one answer to everything. */
async function ask({ answer, provider = {}, spec = {}, wrap = (inner) => [kind, inner], ...options }: Asked) {
  const fake = await HttpFake.start(() => answer ?? { status: 201, body: { secret: lease } }, certificate());
  try {
    const server = { apiUrl: `${fake.url}/site/`, siteId };
    const given = { auth, server, caBundle, folderPath: 'production/aws-temp', ...provider };
    const generated = await generate(
      ...wrap({ provider: given, retrySettings: { maxRetries: 1, retryInterval: '1ms' }, ...spec }),
      { secrets, ...options },
    );
    return { ...generated, requests: fake.requests };
  } finally {
    await fake.close();
  }
}

describe('a dynamic secret of BeyondTrust', () => {
  const generated = `/site/${siteId}/secrets/dynamic`;

  test.each<Asked & { readonly name: string; readonly want?: object; readonly path?: string; readonly warns?: object }>(
    [
      { name: 'without a session token', want: lease },
      {
        name: 'with a session token',
        answer: { body: { secret: { ...lease, sessionToken: 'made-session' } } },
        want: { ...lease, sessionToken: 'made-session' },
      },
      {
        name: 'with an empty session token, and members that nobody knows',
        answer: { body: { secret: { ...lease, sessionToken: '', other: 1 }, type: 'aws' } },
        want: lease,
      },
      {
        name: 'without lease and expiration',
        answer: { body: { secret: { ...lease, leaseId: null, expiration: '' } } },
        want: { ...lease, leaseId: '', expiration: '' },
        warns: ['GENERATOR_KEEPS_TOKENS'],
      },
      { name: 'of the root folder', provider: { folderPath: 'aws-temp' }, path: `${generated}/aws-temp/generate` },
      {
        name: 'of the root folder, by a slash',
        provider: { folderPath: '/aws-temp' },
        path: `${generated}/aws-temp/generate`,
      },
      {
        name: 'of a folder in a folder',
        provider: { folderPath: 'prod/eu west/aws&temp' },
        path: `${generated}/aws%26temp/generate?folder=prod%2Feu%20west`,
      },
      {
        name: 'with a CA in a Secret',
        provider: { caBundle: undefined, caProvider: { type: 'Secret', name: 'authority', key: 'ca.crt' } },
      },
      {
        name: 'with a CA in a ConfigMap',
        provider: { caBundle: undefined, caProvider: { type: 'ConfigMap', name: 'authority', key: 'ca.crt' } },
        documents: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'authority', namespace: 'shop' },
            data: { 'ca.crt': cert },
          },
        ],
      },
      {
        name: 'with namespaces in its references, which count for nothing',
        provider: {
          auth: { apikey: { token: { ...auth.apikey.token, namespace: 'elsewhere' } } },
          caBundle: undefined,
          caProvider: { type: 'Secret', name: 'authority', key: 'ca.crt', namespace: 'elsewhere' },
        },
        warns: ['GENERATOR_NAMESPACE', 'GENERATOR_NAMESPACE'],
      },
      {
        name: 'inside a ClusterGenerator',
        wrap: (spec) => [
          'ClusterGenerator',
          { kind, generator: { beyondtrustWorkloadCredentialsDynamicSecretSpec: spec } },
        ],
      },
      { name: 'of our own controller class', spec: { controller: 'default' } },
    ],
  )(
    '$name',
    async ({
      want = lease,
      path = `${generated}/aws-temp/generate?folder=production`,
      warns,
      name: _name,
      ...asked
    }) => {
      const { values, errors, requests, run } = await ask(asked);
      expect(errors).toEqual([]);
      expect(values).toEqual(want);
      expect(requests.map((one) => [one.method, one.path, one.body])).toEqual([['POST', path, '']]);
      expect(requests[0]?.headers).toMatchObject({
        authorization: 'Bearer bt-api-token',
        'bt-secrets-api-version': '2026-04-28',
        accept: 'application/json',
        'content-type': 'application/json',
      });
      expect(run.warnings.map(({ code }) => code)).toEqual(warns ?? []);
      expect(run.concealed.has('bt-api-token')).toBe(true);
      for (const value of Object.values(values).filter((one) => one !== ''))
        expect(run.concealed.has(value)).toBe(true);
    },
  );

  test('is asked for once by all who name it', async () => {
    const second = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'other', namespace: 'shop' },
      spec: {
        dataFrom: [
          { sourceRef: { generatorRef: { apiVersion: 'generators.external-secrets.io/v1alpha1', kind, name: 'gen' } } },
        ],
      },
    };
    const { errors, requests } = await ask({ documents: [second] });
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
  });
});

describe('a dynamic secret of BeyondTrust refuses', () => {
  const fields: readonly (Asked & { readonly name: string; readonly code: string; readonly at: string })[] = [
    { name: 'no path', provider: { folderPath: undefined }, code: 'GENERATOR_FIELD', at: 'folderPath' },
    { name: 'an empty path', provider: { folderPath: '' }, code: 'GENERATOR_FIELD', at: 'folderPath' },
    { name: 'a path without a name', provider: { folderPath: 'a/b/' }, code: 'GENERATOR_FIELD', at: 'folderPath' },
    {
      name: 'a name that leads elsewhere',
      provider: { folderPath: 'a/..' },
      code: 'GENERATOR_FIELD',
      at: 'folderPath',
    },
    ...[
      '',
      'http://bt.example.com',
      'bt.example.com',
      'https://',
      'https://bt.example.com/?a=b',
      ' https://bt.example.com',
    ].map((apiUrl) => ({
      name: `the address ${JSON.stringify(apiUrl)}`,
      provider: { server: { apiUrl, siteId } },
      code: 'GENERATOR_FIELD',
      at: 'server.apiUrl',
    })),
    ...['', 'main', 'a1b2c3d4-e5f6-1890-abcd-ef1234567890', `${siteId}/x`].map((id) => ({
      name: `the site ${JSON.stringify(id)}`,
      provider: { server: { apiUrl: 'https://bt.example.com', siteId: id } },
      code: 'GENERATOR_FIELD',
      at: 'server.siteId',
    })),
    {
      name: 'a Secret that is not there',
      provider: { auth: { apikey: { token: { name: 'none', key: 'token' } } } },
      code: 'CREDENTIAL_NOT_FOUND',
      at: 'auth.apikey.token',
    },
    {
      name: 'a key that is not there',
      provider: { auth: { apikey: { token: { name: 'bt', key: 'none' } } } },
      code: 'CREDENTIAL_KEY',
      at: 'auth.apikey.token',
    },
    {
      name: 'an empty token',
      secrets: { bt: { token: '' } },
      code: 'STORE_NO_CREDENTIALS',
      at: 'auth.apikey.token',
    },
    {
      name: 'a token that no header can hold',
      secrets: { bt: { token: 'bt-api-token\n' } },
      code: 'CREDENTIAL_UNPRINTABLE',
      at: 'auth.apikey.token',
    },
    { name: 'a CA that is none', provider: { caBundle: 'bm9uZQ==' }, code: 'CA_INVALID', at: 'caBundle' },
  ];
  test.each(fields)('$name', async ({ code, at, name: _name, ...asked }) => {
    const { values, errors, requests } = await ask(asked);
    expect(values).toEqual({});
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect((errors[0]?.cause as EsrError | undefined)?.place?.field).toBe(`spec.provider.${at}`);
    expect(JSON.stringify(errors)).not.toContain('bt-api-token');
    expect(requests).toEqual([]);
  });

  const quoting = { error: 'bt-api-token', message: 'made-secret', details: { secret: 'made-secret' } };
  const without = (name: string) => ({ ...lease, [name]: undefined });
  test.each<{ readonly name: string; readonly answer: FakeAnswer; readonly code: string; readonly asks?: number }>([
    { name: 'status 400', answer: { status: 400, body: quoting }, code: 'STORE_REFUSED' },
    { name: 'status 401', answer: { status: 401, body: quoting }, code: 'STORE_CREDENTIALS' },
    { name: 'status 403', answer: { status: 403, body: quoting }, code: 'STORE_REFUSED' },
    { name: 'status 404', answer: { status: 404, body: quoting }, code: 'STORE_REFUSED' },
    { name: 'status 429, tried again', answer: { status: 429, body: quoting }, code: 'STORE_THROTTLED', asks: 2 },
    { name: 'status 500, tried again', answer: { status: 500, body: quoting }, code: 'STORE_FAILED', asks: 2 },
    { name: 'status 503, tried again', answer: { status: 503, body: '<html>' }, code: 'STORE_FAILED', asks: 2 },
    { name: 'any success but 200 and 201', answer: { status: 202, body: { secret: lease } }, code: 'STORE_ANSWER' },
    { name: 'what is no JSON', answer: { body: 'made-secret' }, code: 'STORE_ANSWER' },
    { name: 'an empty body', answer: { status: 200 }, code: 'STORE_ANSWER' },
    { name: 'a list', answer: { body: [{ secret: lease }] }, code: 'STORE_ANSWER' },
    { name: 'an object without a secret', answer: { body: {} }, code: 'STORE_ANSWER' },
    { name: 'a secret that is a text', answer: { body: { secret: 'made-secret' } }, code: 'STORE_ANSWER' },
    { name: 'an empty secret', answer: { body: { secret: {} } }, code: 'STORE_ANSWER' },
    { name: 'no access key', answer: { body: { secret: without('accessKeyId') } }, code: 'STORE_ANSWER' },
    { name: 'no secret key', answer: { body: { secret: without('secretAccessKey') } }, code: 'STORE_ANSWER' },
    {
      name: 'an expiration that is a number',
      answer: { body: { secret: { ...lease, expiration: 1_900_000_000 } } },
      code: 'STORE_ANSWER',
    },
    {
      name: 'a redirect to plain text',
      answer: { status: 307, headers: { location: 'http://127.0.0.1:9/' } },
      code: 'STORE_ANSWER',
    },
  ])('an answer with $name', async ({ answer, code, asks = 1 }) => {
    const { values, errors, requests } = await ask({ answer });
    expect(values).toEqual({});
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(requests).toHaveLength(asks);
    const told = JSON.stringify(errors.map(({ says, hint }) => [says, hint]));
    for (const value of ['bt-api-token', 'made-secret']) expect(told).not.toContain(value);
  });

  test('a certificate that nobody vouches for', async () => {
    const { errors, requests } = await ask({ provider: { caBundle: undefined } });
    expect(errors.map(({ code }) => code)).toEqual(['STORE_CERTIFICATE']);
    expect(requests).toEqual([]);
  });

  test('an address of the machine or the cluster, for a generator of the input in generate', async () => {
    const { errors, requests } = await ask({ run: testRun({ purpose: 'generate' }) });
    expect(errors.map(({ code }) => code)).toEqual(['ADDRESS_REFUSED']);
    expect(requests).toEqual([]);
  });

  test.each<{ readonly name: string; readonly wrap?: Asked['wrap'] }>([
    { name: 'by itself' },
    {
      name: 'inside a ClusterGenerator',
      wrap: (spec) => [
        'ClusterGenerator',
        { kind, generator: { beyondtrustWorkloadCredentialsDynamicSecretSpec: spec } },
      ],
    },
  ])('nothing of another controller class, which is left alone: $name', async ({ wrap }) => {
    const { values, errors, requests, run } = await ask({
      spec: { controller: 'theirs' },
      ...(wrap === undefined ? {} : { wrap }),
    });
    expect([values, errors, requests]).toEqual([{}, [], []]);
    expect(run.warnings.map(({ code }) => code)).toContain('OTHER_CONTROLLER');
  });
});
