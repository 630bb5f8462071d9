// What a placeholder's path, key and version mean to each backend of argocd-vault-plugin: its docs/backends.md.

import type { Reference } from '../draft.ts';
import { gjsonKey } from '../gjson-key.ts';
import type { Settings } from '../settings.ts';
import type { StoreNeed } from '../store-need.ts';
import { storeProviders } from './store-providers.ts';

/** A placeholder's address, with what the object's annotations add. */
export interface Address {
  readonly path: string;
  readonly key: string;
  readonly version?: string;
  /** `avp.kubernetes.io/kv-version`. */
  readonly kvVersion?: string;
}

/** Gives the reference, or why there is none. */
type Backend = (address: Address, settings: Settings) => Reference | string;

const vault: Backend = ({ path, key, version, kvVersion }, settings) => {
  const isFirst = (kvVersion ?? settings['AVP_KV_VERSION']) === '1';
  const mount = isFirst ? path.split('/')[0] : /^(.+?)\/data\//.exec(path)?.[1];
  if (mount === undefined)
    return 'the path of a KV version 2 secret is MOUNT/data/PATH; version 1 is said by the annotation avp.kubernetes.io/kv-version';
  return {
    store: { base: 'vault', part: isFirst ? 'v1' : '', mount, provider: storeProviders.vault(settings, isFirst) },
    key: path,
    property: gjsonKey(key),
    ...(version === undefined || isFirst ? {} : { version }),
  };
};

const secretsManager: Backend = ({ path, key, version }, settings) => {
  const region = /^arn:aws[\w-]*:secretsmanager:([^:]+):/.exec(path)?.[1];
  const store: StoreNeed = { base: 'aws', part: region ?? '', provider: storeProviders.aws(settings, region) };
  const isId = version !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(version);
  return {
    store,
    key: path,
    ...(key === 'SecretBinary' ? {} : { property: gjsonKey(key) }),
    ...(version === undefined || version === 'AWSCURRENT' ? {} : { version: isId ? `uuid/${version}` : version }),
  };
};

const googleSecretManager: Backend = ({ path, key, version }) => {
  const [, project, secret] = /^projects\/([^/]+)\/secrets\/([^/]+)$/.exec(path) ?? [];
  if (project === undefined || secret === undefined) return 'the path is not projects/PROJECT/secrets/SECRET';
  if (key !== secret) return `the backend knows no key but "${secret}", the secret's own name`;
  return {
    store: { base: 'gcp', part: project, provider: storeProviders.gcp(project) },
    key: secret,
    ...(version === undefined || version === 'latest' ? {} : { version }),
  };
};

const keyVault: Backend = ({ path, key, version }) => ({
  store: { base: 'azure', part: path, provider: storeProviders.azure(path) },
  key,
  ...(version === undefined ? {} : { version }),
});

const kubernetesSecret: Backend = ({ path, key }) => {
  const at = path.indexOf(':');
  const namespace = at < 0 ? 'argocd' : path.slice(0, at);
  return {
    store: { base: 'kubernetes', part: namespace, provider: storeProviders.kubernetes(namespace) },
    key: path.slice(at + 1),
    property: key,
  };
};

const onePassword: Backend = ({ path, key }, settings) => {
  const [, place, item] = /^vaults\/([^/]+)\/items\/([^/]+)$/.exec(path) ?? [];
  if (place === undefined || item === undefined) return 'the path is not vaults/VAULT/items/ITEM';
  return {
    store: { base: 'onepassword', part: place, provider: storeProviders.onePassword(settings, place) },
    key: item,
    property: key,
  };
};

/** Backends that the operator has a provider for and this program none: the reference is theirs, no store is proposed. */
function elsewhere(base: string): Backend {
  return ({ path, key, version }) => ({
    store: { base, part: '' },
    key: path,
    property: key,
    ...(version === undefined ? {} : { version }),
  });
}

const none =
  (why: string): Backend =>
  () =>
    why;

/** Every backend, by its name in `AVP_TYPE`. */
export const backends: ReadonlyMap<string, Backend> = new Map([
  ['vault', vault],
  ['awssecretsmanager', secretsManager],
  ['gcpsecretmanager', googleSecretManager],
  ['azurekeyvault', keyVault],
  ['kubernetessecret', kubernetesSecret],
  ['1passwordconnect', onePassword],
  ['yandexcloudlockbox', elsewhere('yandex')],
  ['delineasecretserver', elsewhere('delinea')],
  ['keepersecretsmanager', elsewhere('keeper')],
  [
    'ibmsecretsmanager',
    none('the operator addresses secrets of IBM Cloud by their type and id, which the path does not tell'),
  ],
  ['sops', none('SOPS files are no store: docs/migrate-from-sops.md shows what becomes of them')],
]);
