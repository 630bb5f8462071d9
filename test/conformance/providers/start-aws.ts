import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import type { ParameterSeed } from '../../fakes/aws/parameter-record.ts';
import type { SecretSeed } from '../../fakes/aws/secret-record.ts';
import type { StartServers } from './run-case.ts';

/** Starts AWS on the loopback with what a case asks for, ambient keys, and a token of the corpus' ServiceAccount. */
export const startAws: StartServers = async (server) => {
  const fake = await AwsFake.start();
  // moto, which the cases were recorded against, does not page these.
  fake.secrets.batchPage = Number.POSITIVE_INFINITY;
  const secrets = (server['aws-sm'] ?? []) as readonly SecretSeed[];
  const parameters = (server['aws-ssm'] ?? []) as readonly ParameterSeed[];
  fake.secrets.seed(secrets);
  fake.parameters.seed(parameters);
  const folder = await mkdtemp(path.join(tmpdir(), 'aws-'));
  const token = path.join(folder, 'token');
  await writeFile(token, accountToken('external-secrets', 'external-secrets'));
  return {
    env: {
      ...fake.environment,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/own',
    },
    hidden: [...awsValues(secrets, parameters), 'ambient-secret-key'],
    calls: () => fake.calls,
    async close() {
      await fake.close();
      await rm(folder, { recursive: true });
    },
  };
};

/** Values that were put into the servers, and the texts inside those that are JSON; short ones occur in any text. */
export function awsValues(secrets: readonly SecretSeed[], parameters: readonly ParameterSeed[]): readonly string[] {
  const texts = [
    ...secrets.flatMap(({ SecretString, versions = [] }) => [SecretString, ...versions.map((one) => one.SecretString)]),
    ...parameters.flatMap(({ value, laterVersions = [] }) => [value, ...laterVersions]),
  ];
  const inner = texts.flatMap((text) => (text?.startsWith('{') ? [...text.matchAll(/:\s*"([^"]*)"/g)] : []));
  return [...texts, ...inner.map(([, value]) => value)].filter(
    (text) => text !== undefined && text.length > 5,
  ) as string[];
}

function accountToken(namespace: string, name: string): string {
  const claims = { aud: ['sts.amazonaws.com'], 'kubernetes.io': { namespace, serviceaccount: { name } } };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.signature`;
}
