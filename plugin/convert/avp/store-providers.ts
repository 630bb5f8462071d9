import type { Tree } from '../../pipeline/emit/tree.ts';
import type { Settings } from '../settings.ts';
import type { ProposedProvider } from '../store-need.ts';

/** Proposed `spec.provider` of each backend, from what placeholders and the plugin's own settings tell. */
export const storeProviders = {
  vault(settings: Settings, isFirst: boolean): ProposedProvider {
    const auth = vaultAuth(settings);
    const server = settings['VAULT_ADDR'];
    const missing = [server === undefined ? 'server' : undefined, auth.fillIn].filter((each) => each !== undefined);
    return {
      field: 'vault',
      spec: new Map<string, Tree>([
        ['server', server ?? 'https://vault.example.com'],
        ...optional('namespace', settings['VAULT_NAMESPACE']),
        ['version', isFirst ? 'v1' : 'v2'],
        ['auth', auth.tree],
      ]),
      ...(missing.length === 0 ? {} : { fillIn: missing.join(' and ') }),
    };
  },

  aws(settings: Settings, region: string | undefined): ProposedProvider {
    // The plugin's own default where nothing is set.
    const used = region ?? settings['AWS_REGION'] ?? 'us-east-2';
    return {
      field: 'aws',
      spec: new Map([
        ['service', 'SecretsManager'],
        ['region', used],
      ]),
    };
  },

  gcp(project: string): ProposedProvider {
    return { field: 'gcpsm', spec: new Map([['projectID', project]]) };
  },

  azure(vault: string): ProposedProvider {
    return {
      field: 'azurekv',
      spec: new Map([
        ['authType', 'WorkloadIdentity'],
        ['vaultUrl', `https://${vault}.vault.azure.net`],
      ]),
    };
  },

  kubernetes(namespace: string): ProposedProvider {
    return {
      field: 'kubernetes',
      spec: new Map<string, Tree>([
        ['remoteNamespace', namespace],
        [
          'server',
          new Map<string, Tree>([
            [
              'caProvider',
              new Map([
                ['type', 'ConfigMap'],
                ['name', 'kube-root-ca.crt'],
                ['namespace', namespace],
                ['key', 'ca.crt'],
              ]),
            ],
          ]),
        ],
        [
          'auth',
          new Map([
            [
              'serviceAccount',
              new Map([
                ['name', 'argocd-repo-server'],
                ['namespace', 'argocd'],
              ]),
            ],
          ]),
        ],
      ]),
      fillIn: 'auth: the ServiceAccount that may read there',
    };
  },

  onePassword(settings: Settings, vault: string): ProposedProvider {
    return {
      field: 'onepassword',
      spec: new Map<string, Tree>([
        ['connectHost', settings['OP_CONNECT_HOST'] ?? 'https://connect.example.com'],
        ['vaults', new Map([[vault, 1]])],
        [
          'auth',
          new Map([
            ['secretRef', new Map([['connectTokenSecretRef', secretRef('onepassword-connect', 'token', 'argocd')]])],
          ]),
        ],
      ]),
      fillIn: settings['OP_CONNECT_HOST'] === undefined ? 'connectHost and the Secret of auth' : 'the Secret of auth',
    };
  },
} as const;

function vaultAuth(settings: Settings): { readonly tree: Tree; readonly fillIn?: string } {
  const mount = settings['AVP_MOUNT_PATH']?.replace(/^auth\//, '');
  switch (settings['AVP_AUTH_TYPE']) {
    case 'approle':
      return {
        tree: method('appRole', [
          ['path', mount ?? 'approle'],
          ['roleRef', secretRef('vault-approle', 'role-id')],
          ['secretRef', secretRef('vault-approle', 'secret-id')],
        ]),
        fillIn: 'the Secret of auth.appRole',
      };
    case 'token':
      return { tree: new Map([['tokenSecretRef', secretRef('vault-token', 'token')]]), fillIn: 'the Secret of auth' };
    case 'userpass':
      return {
        tree: method('userPass', [
          ['path', mount ?? 'userpass'],
          ['username', settings['AVP_USERNAME'] ?? 'argocd'],
          ['secretRef', secretRef('vault-userpass', 'password')],
        ]),
        fillIn: 'the Secret of auth.userPass',
      };
    default: {
      const role = settings['AVP_K8S_ROLE'];
      const path = settings['AVP_K8S_MOUNT_PATH']?.replace(/^auth\//, '') ?? mount ?? 'kubernetes';
      return {
        tree: method('kubernetes', [
          ['mountPath', path],
          ['role', role ?? 'argocd'],
        ]),
        ...(role === undefined ? { fillIn: 'auth: how you sign in to Vault' } : {}),
      };
    }
  }
}

function method(name: string, fields: readonly (readonly [string, Tree])[]): Tree {
  return new Map([[name, new Map(fields)]]);
}

function secretRef(name: string, key: string, namespace?: string): Tree {
  return new Map([['name', name], ['key', key], ...optional('namespace', namespace)]);
}

function optional(name: string, value: string | undefined): readonly (readonly [string, Tree])[] {
  return value === undefined ? [] : [[name, value]];
}
