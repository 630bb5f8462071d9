// What `backendType`, keys and versions mean: lib/backends of kubernetes-external-secrets 8.

import type { Tree } from '../../pipeline/emit/tree.ts';
import type { Settings } from '../settings.ts';
import type { ProposedProvider, StoreNeed } from '../store-need.ts';

/** Text fields of a spec that tell where values are. */
export type KesFields = (name: string) => string | undefined;

/**
 * The store that a document reads from.
 *
 * @returns `undefined` for a backend that does not exist.
 */
export function kesStore(fields: KesFields, settings: Settings): StoreNeed | undefined {
  const backend = fields('backendType') ?? '';
  switch (backend) {
    case 'secretsManager':
    case 'secretManager':
      return awsNeed('aws-secrets-manager', 'SecretsManager', fields, settings);
    case 'systemManager':
      return awsNeed('aws-parameter-store', 'ParameterStore', fields, settings);
    case 'vault':
      return vaultNeed(fields, settings);
    case 'azureKeyVault':
      return azureNeed(fields, settings);
    case 'gcpSecretsManager':
    case 'gcpSecretManager': {
      const project = fields('projectId');
      const spec = new Map(project === undefined ? [] : [['projectID', project] as const]);
      return { base: 'gcp', part: project ?? '', provider: { field: 'gcpsm', spec } };
    }
    case 'alicloudSecretsManager':
    case 'ibmcloudSecretsManager':
    case 'akeyless':
    case 'tencentcloudSecretsManager':
      return { base: backend.replace(/SecretsManager$/, ''), part: '' };
    default:
      return undefined;
  }
}

function awsNeed(base: string, service: string, fields: KesFields, settings: Settings): StoreNeed {
  const role = fields('roleArn');
  const region = fields('region');
  const used = region ?? settings['AWS_REGION'];
  const spec = new Map<string, Tree>([
    ['service', service],
    ['region', used ?? 'us-east-1'],
  ]);
  if (role !== undefined) spec.set('role', role);
  const provider: ProposedProvider = { field: 'aws', spec, ...(used === undefined ? { fillIn: 'region' } : {}) };
  return { base, part: [region, role?.split('/').at(-1)].filter((each) => each !== undefined).join('-'), provider };
}

function vaultNeed(fields: KesFields, settings: Settings): StoreNeed {
  const role = fields('vaultRole') ?? settings['DEFAULT_VAULT_ROLE'];
  const mount = fields('vaultMountPoint') ?? settings['DEFAULT_VAULT_MOUNT_POINT'] ?? 'kubernetes';
  const version = fields('kvVersion') === '1' ? 'v1' : 'v2';
  const server = settings['VAULT_ADDR'];
  const missing = [server === undefined ? 'server' : '', role === undefined ? 'the role' : ''].filter(
    (each) => each !== '',
  );
  const signIn = new Map([
    ['mountPath', mount.replace(/^auth\//, '')],
    ['role', role ?? 'external-secrets'],
  ]);
  const part = [fields('vaultRole'), fields('vaultMountPoint'), version === 'v1' ? version : undefined];
  return {
    base: 'vault',
    part: part.filter((each) => each !== undefined).join('-'),
    provider: {
      field: 'vault',
      spec: new Map<string, Tree>([
        ['server', server ?? 'https://vault.example.com'],
        ['version', version],
        ['auth', new Map([['kubernetes', signIn]])],
      ]),
      ...(missing.length === 0 ? {} : { fillIn: missing.join(' and ') }),
    },
  };
}

function azureNeed(fields: KesFields, settings: Settings): StoreNeed {
  const name = fields('keyVaultName') ?? '';
  const suffix = settings['AZURE_KEY_VAULT_DNS_SUFFIX'] ?? 'vault.azure.net';
  const spec = new Map<string, Tree>([
    ['authType', 'WorkloadIdentity'],
    ['vaultUrl', `https://${name}.${suffix}`],
  ]);
  return {
    base: 'azure',
    part: name,
    provider: { field: 'azurekv', spec, fillIn: 'how you sign in, where that is no workload identity' },
  };
}
