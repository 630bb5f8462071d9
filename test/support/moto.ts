import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { LabelParameterVersionCommand, type ParameterType, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { state } from '@aws-sdk/core/client';
import type { ParameterSeed } from '../fakes/aws/parameter-record.ts';
import type { SecretSeed } from '../fakes/aws/secret-record.ts';

/** moto, a server of the AWS protocols from PyPI, behind a proxy that counts. */
export interface Moto {
  /** Of the proxy. */
  readonly url: string;
  /** Empties the server, fills it, and forgets the calls. */
  seed(secrets: readonly SecretSeed[], parameters: readonly ParameterSeed[]): Promise<void>;
  /** Calls since then, as `secretsmanager.GetSecretValue`. */
  calls(): readonly string[];
  stop(): Promise<void>;
}

/**
 * Where moto's server program is: the variable `MOTO_SERVER`, else the search path.
 *
 * @returns `undefined` where it is not installed (`python3 -m pip install 'moto[server]'`).
 */
export function motoProgram(): string | undefined {
  const named = process.env['MOTO_SERVER'];
  const candidates =
    named === undefined
      ? (process.env['PATH'] ?? '').split(':').map((folder) => path.join(folder, 'moto_server'))
      : [named];
  return candidates.find((file) => existsSync(file));
}

/** Starts it on the loopback. */
export async function startMoto(program: string): Promise<Moto> {
  state.warningEmitted = true; // the SDK's remark on the version of Node
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const direct = `http://127.0.0.1:${port}`;
  await answering(`${direct}/moto-api/`);
  let calls: string[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      calls.push(callOf(incoming.headers['x-amz-target'], body));
      const forwarded = request(
        direct + incoming.url,
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async seed(secrets, parameters) {
      await send(`${direct}/moto-api/reset`, 'POST');
      await seedSecrets(direct, secrets);
      await seedParameters(direct, parameters);
      calls = [];
    },
    calls: () => calls,
    async stop() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

function callOf(target: string | string[] | undefined, body: Buffer): string {
  if (typeof target !== 'string') return `sts.${new URLSearchParams(body.toString()).get('Action')}`;
  const [service = '', operation] = target.split('.');
  return `${service === 'AmazonSSM' ? 'ssm' : service}.${operation}`;
}

function settings(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'AKIASEED', secretAccessKey: 'seed' } };
}

async function seedSecrets(endpoint: string, seeds: readonly SecretSeed[]): Promise<void> {
  const client = new SecretsManagerClient(settings(endpoint));
  for (const { name, SecretString, SecretBinaryBase64, versions, tags = {}, deleted, description, kmsKeyId } of seeds) {
    const [first = { SecretString, SecretBinaryBase64 }, ...later] = versions ?? [];
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const value = (one: {
      SecretString?: string | undefined;
      SecretBinaryBase64?: string | undefined;
      id?: string;
    }) => ({
      ...(one.SecretString === undefined ? {} : { SecretString: one.SecretString }),
      ...(one.SecretBinaryBase64 === undefined ? {} : { SecretBinary: Buffer.from(one.SecretBinaryBase64, 'base64') }),
      ...(one.id === undefined ? {} : { ClientRequestToken: one.id }),
    });
    await client.send(
      new CreateSecretCommand({ Name: name, Tags, Description: description, KmsKeyId: kmsKeyId, ...value(first) }),
    );
    for (const one of later) {
      const stages = one.stages === undefined ? {} : { VersionStages: [...one.stages] };
      await client.send(new PutSecretValueCommand({ SecretId: name, ...value(one), ...stages }));
    }
    if (deleted) await client.send(new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: 7 }));
  }
  client.destroy();
}

async function seedParameters(endpoint: string, seeds: readonly ParameterSeed[]): Promise<void> {
  const client = new SSMClient(settings(endpoint));
  for (const { name, type, value, tags = {}, laterVersions = [], labels = {} } of seeds) {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const common = { Name: name, Type: type as ParameterType };
    await client.send(new PutParameterCommand({ ...common, Value: value, ...(Tags.length === 0 ? {} : { Tags }) }));
    for (const later of laterVersions) {
      await client.send(new PutParameterCommand({ ...common, Value: later, Overwrite: true }));
    }
    for (const [version, Labels] of Object.entries(labels)) {
      const ParameterVersion = Number(version);
      await client.send(new LabelParameterVersionCommand({ Name: name, ParameterVersion, Labels: [...Labels] }));
    }
  }
  client.destroy();
}

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await send(url, 'GET')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('moto did not start');
}

function send(url: string, method: string): Promise<boolean> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(true));
    });
    outgoing.on('error', () => resolve(false));
    outgoing.end();
  });
}
