// Reading a kubeconfig as client-go does: k8s.io/client-go/tools/clientcmd (api/v1 types, client_config.go).

import type { Bytes } from './byte-string.ts';
import type { GoJson } from './go-json.ts';
import { YamlSyntaxError } from './yaml-syntax-error.ts';
import { readYaml } from './yaml11.ts';

/** Something that stands in the kubeconfig itself (decoded), or in a file beside it. */
export type KubeconfigText = { readonly text: string } | { readonly file: string };

/** How one context reaches its API server. */
export interface Kubeconfig {
  readonly server: string;
  readonly ca?: KubeconfigText;
  readonly token?: KubeconfigText;
  readonly clientCertificate?: KubeconfigText;
  readonly clientKey?: KubeconfigText;
  readonly basic?: { readonly username: string; readonly password: string };
  /** A program that gives the credential. */
  readonly exec?: {
    readonly apiVersion: string;
    readonly command: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
}

type Fields = { readonly [key: string]: GoJson };

/**
 * Reads the server and the credential of one context.
 *
 * @remarks Data in the file wins over a path, and a token over a token file, as in client-go.
 * @param text - The kubeconfig, YAML or JSON.
 * @param context - Its name; `current-context` when absent.
 * @returns What is wrong, in words without a value, when it cannot be used.
 */
export function readKubeconfig(text: Bytes, context?: string): Kubeconfig | { readonly problem: string } {
  const root = parse(text);
  if (root === undefined) return { problem: 'it is no YAML' };
  const name = context ?? textOf(root, 'current-context');
  if (name === undefined || name === '') return { problem: 'it has no current-context' };
  const chosen = named(root, 'contexts', name, 'context');
  if (chosen === undefined) return { problem: `it has no context "${name}"` };
  const cluster = named(root, 'clusters', textOf(chosen, 'cluster') ?? '', 'cluster');
  const server = cluster === undefined ? undefined : textOf(cluster, 'server');
  if (cluster === undefined || server === undefined)
    return { problem: `the cluster of context "${name}" has no server` };
  if (cluster['insecure-skip-tls-verify'] === true) return { problem: 'insecure-skip-tls-verify is not supported' };
  const user = named(root, 'users', textOf(chosen, 'user') ?? '', 'user') ?? {};
  if (Object.hasOwn(user, 'auth-provider')) return { problem: 'auth-provider is no longer supported by Kubernetes' };
  return { server: server.replace(/\/+$/, ''), ...caOf(cluster), ...credentialOf(user) };
}

function caOf(cluster: Fields): Pick<Kubeconfig, 'ca'> {
  const ca = dataOrFile(cluster, 'certificate-authority');
  return ca === undefined ? {} : { ca };
}

function credentialOf(user: Fields): Omit<Kubeconfig, 'server' | 'ca'> {
  const token = textOf(user, 'token');
  const tokenFile = textOf(user, 'tokenFile');
  const clientCertificate = dataOrFile(user, 'client-certificate');
  const clientKey = dataOrFile(user, 'client-key');
  const username = textOf(user, 'username');
  const { exec } = user;
  return {
    ...(token !== undefined
      ? { token: { text: token } }
      : tokenFile !== undefined
        ? { token: { file: tokenFile } }
        : {}),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(username === undefined ? {} : { basic: { username, password: textOf(user, 'password') ?? '' } }),
    ...(isFields(exec) ? { exec: execOf(exec) } : {}),
  };
}

function execOf(exec: Fields): NonNullable<Kubeconfig['exec']> {
  const pairs = listOf(exec, 'env').map((pair) => [textOf(pair, 'name') ?? '', textOf(pair, 'value') ?? ''] as const);
  const { args } = exec;
  return {
    apiVersion: textOf(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
    command: textOf(exec, 'command') ?? '',
    args: Array.isArray(args) ? args.filter((one): one is string => typeof one === 'string') : [],
    env: Object.fromEntries(pairs),
  };
}

function parse(text: Bytes): Fields | undefined {
  try {
    const { value } = readYaml(text);
    return isFields(value) ? value : undefined;
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return undefined;
    throw thrown;
  }
}

function named(root: Fields, list: string, name: string, member: string): Fields | undefined {
  const found = listOf(root, list).find((one) => textOf(one, 'name') === name)?.[member];
  return isFields(found) ? found : undefined;
}

function listOf(fields: Fields, name: string): readonly Fields[] {
  const list = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return Array.isArray(list) ? list.filter(isFields) : [];
}

function dataOrFile(fields: Fields, name: string): KubeconfigText | undefined {
  const data = textOf(fields, `${name}-data`);
  if (data !== undefined) return { text: Buffer.from(data, 'base64').toString('utf8') };
  const file = textOf(fields, name);
  return file === undefined ? undefined : { file };
}

function textOf(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isFields(value: GoJson | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
