import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { credentialError } from '../errors/credential.ts';
import { bytesFromBuffer } from '../go/byte-string.ts';
import { type Kubeconfig, type KubeconfigText, readKubeconfig } from '../go/kubeconfig.ts';
import type { RenderConfig } from '../model/config.ts';
import { type Cluster, clusterAt } from './cluster.ts';
import type { ClusterAccess } from './cluster-access.ts';
import type { Environment } from './environment.ts';
import { execCredential } from './exec-credential.ts';
import { readIfThere } from './mounts.ts';
import { ownTokenFile } from './tokens.ts';
import type { Channel } from './transport.ts';

/** What a cluster is opened with. */
export interface ClusterSources {
  readonly env: Environment;
  readonly http: Channel['http'];
  readonly retry: <T>(work: () => Promise<T>) => Promise<T>;
  conceal(value: Uint8Array | string): void;
}

/**
 * Opens the cluster that the configuration allows: the kubeconfig it names, else the pod's own cluster, else the user's kubeconfig.
 *
 * @throws ManifestError `KUBECONFIG` when there is none that can be used.
 */
export async function openCluster(config: RenderConfig['cluster'], sources: ClusterSources): Promise<Cluster> {
  return clusterAt(await accessTo(config, sources), sources.http, sources.retry);
}

async function accessTo(config: RenderConfig['cluster'], sources: ClusterSources): Promise<ClusterAccess> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = sources.env;
  if (config.kubeconfig === undefined && host !== undefined && (await readIfThere(ownTokenFile)) !== undefined) {
    return await ownCluster(host, port, sources);
  }
  const { KUBECONFIG: listed, HOME: home = '' } = sources.env;
  const file = config.kubeconfig ?? listed?.split(path.delimiter)[0] ?? path.join(home, '.kube', 'config');
  const text = await readIfThere(file);
  if (text === undefined) throw credentialError('KUBECONFIG', { file, problem: 'it cannot be read' });
  const read = readKubeconfig(bytesFromBuffer(text), config.context);
  if ('problem' in read) throw credentialError('KUBECONFIG', { file, problem: read.problem });
  return await fromKubeconfig(read, file, sources);
}

async function ownCluster(host: string, port: string, { conceal }: ClusterSources): Promise<ClusterAccess> {
  const ca = await readFile(path.join(path.dirname(ownTokenFile), 'ca.crt'), 'utf8');
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    server: `https://${name}:${port}`,
    tls: { ca },
    // Read anew each time: the kubelet replaces it before it expires.
    async authorization() {
      const token = (await readFile(ownTokenFile, 'utf8')).trim();
      conceal(token);
      return `Bearer ${token}`;
    },
  };
}

async function fromKubeconfig(kubeconfig: Kubeconfig, file: string, sources: ClusterSources): Promise<ClusterAccess> {
  const { server, ca, clientCertificate, clientKey, exec } = kubeconfig;
  const read = async (text: KubeconfigText | undefined): Promise<string | undefined> => {
    if (text === undefined || 'text' in text) return text?.text;
    const found = await readIfThere(path.resolve(path.dirname(file), text.file));
    if (found === undefined) throw credentialError('KUBECONFIG', { file, problem: `${text.file} cannot be read` });
    return found.toString('utf8');
  };
  const given = exec === undefined ? undefined : await execCredential(exec, file, sources);
  const certificate = given?.clientCertificate ?? (await read(clientCertificate));
  const key = given?.clientKey ?? (await read(clientKey));
  if (key !== undefined) sources.conceal(key);
  const authority = await read(ca);
  return {
    server,
    tls: {
      ...(authority === undefined ? {} : { ca: authority }),
      ...(certificate === undefined || key === undefined ? {} : { clientCertificate: { certificate, key } }),
    },
    async authorization() {
      const token = given?.token ?? (await read(kubeconfig.token))?.trim();
      if (token !== undefined) {
        sources.conceal(token);
        return `Bearer ${token}`;
      }
      if (kubeconfig.basic === undefined) return undefined;
      const { username, password } = kubeconfig.basic;
      sources.conceal(password);
      return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    },
  };
}
