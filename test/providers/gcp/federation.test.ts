import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { HttpFake } from '../../fakes/http-fake.ts';
import { testObject } from '../../support/provider-context.ts';
import { type Around, account, annotated, type SignInWorld, signInWorld } from './sign-in-world.ts';

let world: SignInWorld;
let fake: GcpFake;
let folder: string;

beforeEach(async () => {
  world = await signInWorld();
  ({ fake, folder } = world);
});

afterEach(() => world.stop());

describe('workload identity federation', () => {
  const audience = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q';
  const file = (changes = {}) => ({
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: { file: join(folder, 'subject') },
    ...changes,
  });
  const credConfig = { name: 'config', key: 'cred.json' };
  const configMap = (content: object | string) =>
    testObject('ConfigMap', 'default/config', {
      data: { 'cred.json': typeof content === 'string' ? content : JSON.stringify(content) },
    });
  const federate = async (content: object | string, more: object = {}, around: Around = {}) => {
    await writeFile(join(folder, 'subject'), 'subject-token');
    const auth = { workloadIdentityFederation: { credConfig, ...more } };
    return await world.signIn(auth, { objects: [configMap(content)], ...around });
  };
  const awsSource = {
    environment_id: 'aws1',
    region_url: 'http://169.254.169.254/latest/meta-data/placement/availability-zone',
    url: 'http://169.254.169.254/latest/meta-data/iam/security-credentials',
    regional_cred_verification_url: 'https://sts.{region}.amazonaws.com',
  };
  const iam = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/';

  test('a file', async () => {
    expect(await federate(file())).toBe('ya29.sts-0');
    expect(fake.tokens.given[0]?.fields).toMatchObject({ audience, subject_token: 'subject-token' });
  });

  test('a field of a file', async () => {
    await writeFile(join(folder, 'json'), '{"token": "inner"}');
    const format = { type: 'json', subject_token_field_name: 'token' };
    expect(await federate(file({ credential_source: { file: join(folder, 'json'), format } }))).toBe('ya29.sts-0');
    expect(fake.tokens.given[0]?.fields['subject_token']).toBe('inner');
  });

  test('a URL that the store names too, with headers', async () => {
    const issuer = await HttpFake.start(() => ({ body: 'from-url' }));
    try {
      const source = { credential_source: { url: issuer.url, headers: { 'x-secret': 'h' } } };
      expect(await federate(file(source), { externalTokenEndpoint: issuer.url })).toBe('ya29.sts-0');
      expect(fake.tokens.given[0]?.fields['subject_token']).toBe('from-url');
      expect(issuer.requests[0]?.headers['x-secret']).toBe('h');
    } finally {
      await issuer.close();
    }
  });

  test('the audience of the store goes first, and a service account is impersonated', async () => {
    const more = { audience: 'own', gcpServiceAccountEmail: 'a@b.iam.gserviceaccount.com' };
    const url = { service_account_impersonation_url: `${iam}file@b.iam.gserviceaccount.com:generateAccessToken` };
    expect(await federate(file(url), more)).toBe('ya29.impersonate-1');
    expect(fake.tokens.given.map(({ fields }) => fields['audience'] ?? fields['path'])).toEqual([
      'own',
      '/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com:generateAccessToken',
    ]);
    expect(fake.tokens.given[1]?.fields['lifetime']).toBe('3600s');
  });

  test('another universe, where the environment names it', async () => {
    const universe = { universe_domain: 'apis.example', token_url: 'https://sts.apis.example/v1/token' };
    const env = { GOOGLE_CLOUD_UNIVERSE_DOMAIN: 'apis.example' };
    expect(await federate(file(universe), {}, { env })).toBe('ya29.sts-0');
  });

  test('an annotation leads to no other path', async () => {
    const auth = { workloadIdentityFederation: { serviceAccountRef: { name: 'reader' }, audience } };
    const annotations = { 'iam.gke.io/gcp-service-account': '../../x?y#z@p' };
    await world.signIn(auth, { objects: [account(annotations)], config: await world.tokens() });
    expect(fake.tokenCalls).toEqual(['sts', 'impersonate']);
  });

  test('a client of a workforce pool names itself', async () => {
    expect(await federate(file({ client_id: 'id', client_secret: 'secret' }))).toBe('ya29.sts-0');
    expect(fake.tokens.given[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
  });

  const refusals: { name: string; content: object | string; more?: object }[] = [
    { name: 'text', content: 'no JSON' },
    { name: 'another type', content: { type: 'service_account' } },
    { name: 'no audience', content: { audience: '' } },
    { name: 'a token URL elsewhere', content: { token_url: 'https://evil.example/v1/token' } },
    {
      name: 'a universe of its own',
      content: { universe_domain: 'evil.example', token_url: 'https://sts.evil.example/v1/token' },
    },
    { name: 'an impersonation elsewhere', content: { service_account_impersonation_url: 'https://evil.example/x' } },
    { name: 'a program', content: { credential_source: { executable: { command: 'true' } } } },
    { name: 'a URL that the store does not name', content: { credential_source: { url: 'https://evil.example' } } },
    {
      name: "the pod's own token",
      content: { credential_source: { file: '/var/run/secrets/kubernetes.io/serviceaccount/token' } },
    },
    { name: 'a source without anything', content: { credential_source: { format: {} } } },
    {
      name: 'an environment that is not AWS',
      content: { credential_source: { ...awsSource, environment_id: 'gcp1' } },
    },
    { name: 'metadata of AWS elsewhere', content: { credential_source: { ...awsSource, url: 'http://10.0.0.1/' } } },
    { name: 'a region elsewhere', content: { credential_source: { ...awsSource, region_url: 'http://10.0.0.1/' } } },
    { name: 'two sources', content: {}, more: { serviceAccountRef: { name: 'reader' } } },
  ];

  test('tells all that the store lacks at once', async () => {
    expect(await world.signIn({ workloadIdentityFederation: {} })).toBe('GCP_FEDERATION,GCP_FEDERATION');
    expect(fake.tokenCalls).toEqual([]);
  });

  test.each(refusals)('refuses $name', async ({ content, more }) => {
    expect(await federate(typeof content === 'string' ? content : file(content), more)).toBe('GCP_FEDERATION');
    expect(fake.tokenCalls).toEqual([]);
  });

  test('a token of a ServiceAccount, and its annotation', async () => {
    const auth = { workloadIdentityFederation: { serviceAccountRef: { name: 'reader' }, audience } };
    expect(await world.signIn(auth, { objects: [account()], config: await world.tokens() })).toBe('ya29.sts-0');
    expect(fake.tokens.given[0]?.fields['subject_token']).toBe('the-account-token');
    expect(await world.signIn(auth, { objects: [account(annotated)], config: await world.tokens() })).toMatch(
      /^ya29.impersonate/,
    );
    const bare = { workloadIdentityFederation: { serviceAccountRef: { name: 'reader' } } };
    expect(await world.signIn(bare, { objects: [account()], config: await world.tokens() })).toBe('GCP_FEDERATION');
  });

  test('keys of AWS prove who we are there', async () => {
    const awsCredentialsSecretRef = { name: 'aws' };
    const aws = { awsSecurityCredentials: { region: 'eu-west-1', awsCredentialsSecretRef }, audience };
    const keys = { aws_access_key_id: 'AKIA', aws_secret_access_key: 'aws-secret', aws_session_token: 'aws-session' };
    const secrets = { 'default/aws': keys };
    expect(await world.signIn({ workloadIdentityFederation: aws }, { secrets })).toBe('ya29.sts-0');
    const proof = decodeURIComponent(String(fake.tokens.given[0]?.fields['subject_token']));
    expect(JSON.parse(proof)).toMatchObject({
      url: expect.stringContaining('sts.eu-west-1.amazonaws.com'),
      method: 'POST',
    });
    expect(proof).toMatch(/Credential=AKIA\/\d+\/eu-west-1\/sts/);
    expect(proof).not.toContain('aws-secret');
    expect(fake.tokens.given[0]?.fields['subject_token_type']).toBe('urn:ietf:params:aws:token-type:aws4_request');
  });

  test('keys of AWS from the environment', async () => {
    const env = { AWS_REGION: 'us-west-2', AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' };
    expect(await federate(file({ credential_source: awsSource }), {}, { env })).toBe('ya29.sts-0');
    expect(decodeURIComponent(String(fake.tokens.given[0]?.fields['subject_token']))).toContain('AKIAENV');
  });

  test('a store of the input may not have the files of this machine', async () => {
    const carried = { ...configMap(file()), origin: 'input' } as const;
    const around = { objects: [carried], origin: 'input', purpose: 'generate' } as const;
    expect(await federate('', {}, around)).toBe('GCP_FEDERATION');
  });
});
