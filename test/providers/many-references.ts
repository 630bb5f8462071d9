import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EsrResult, runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

/** ExternalSecrets in namespace `shop`, whose entries go round the distinct keys `value-0`, `value-1` … */
export interface Wanted {
  readonly secrets: number;
  readonly entries: number;
  readonly distinct: number;
}

/** Renders that many references to a store through the whole program, in this process. */
export async function renderMany(
  wanted: Wanted,
  /** The store's documents; it is ClusterSecretStore `cloud`. */
  store: string,
  env: Readonly<Record<string, string>>,
  config = '',
): Promise<EsrResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'esr-'));
  const file = path.join(folder, 'config.yaml');
  await writeFile(
    file,
    `apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow, namespaces: allow}\n${config}`,
  );
  try {
    const stdin = [store, ...externalSecrets(wanted)].join('\n---\n');
    return await withEnvironment(env, () => runEsr(['generate', '--config', file, '-'], { stdin, env: { ...env } }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function externalSecrets({ secrets, entries, distinct }: Wanted): readonly string[] {
  return Array.from({ length: secrets }, (_, secret) => {
    const data = Array.from({ length: entries }, (_none, entry) => {
      return `  - {secretKey: k${entry}, remoteRef: {key: value-${(secret * entries + entry) % distinct}}}`;
    });
    return [
      'apiVersion: external-secrets.io/v1',
      'kind: ExternalSecret',
      `metadata: {name: app-${secret}, namespace: shop}`,
      'spec:',
      '  secretStoreRef: {name: cloud, kind: ClusterSecretStore}',
      '  data:',
      ...data,
    ].join('\n');
  });
}
