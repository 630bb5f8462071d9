import { type Amendment, amendFields } from './amend-fields.ts';
import type { Field } from './field.ts';
import { storeProviders } from './store-providers.ts';

const laterProviders = [
  'barbican',
  'beyondtrustworkloadcredentials',
  'crd',
  'dvls',
  'nebiusmysterybox',
  'ngrok',
  'onepasswordSDK',
  'openBao',
  'ovh',
  'volcengine',
];

const optional = { required: undefined };

const amendments: Readonly<Record<string, Amendment>> = {
  aws: {
    drop: ['customSessionTags', 'sessionTagsPolicy'],
    change: { service: { allowed: ['SecretsManager', 'ParameterStore'] } },
  },
  azurekv: {
    drop: ['customCloudConfig', 'useAzureSDK'],
    change: { environmentType: { allowed: ['PublicCloud', 'USGovernmentCloud', 'ChinaCloud', 'GermanCloud'] } },
  },
  fake: { drop: ['validationResult'] },
  gcpsm: { drop: ['auth.workloadIdentityFederation', 'secretVersionSelectionPolicy'] },
  kubernetes: {
    change: {
      'auth.cert.clientCert': optional,
      'auth.cert.clientKey': optional,
      'auth.token.bearerToken': optional,
    },
  },
  vault: { drop: ['auth.gcp', 'auth.cert.path', 'auth.cert.vaultRole', 'checkAndSet'] },
  webhook: { change: { result: { required: true } } },
};

/** Every property that `spec.provider` of a v1beta1 store knows. */
export const storeV1beta1Providers: ReadonlyMap<string, (() => readonly Field[]) | undefined> = new Map([
  ...[...storeProviders]
    .filter(([name]) => !laterProviders.includes(name))
    .map(([name, fields]): [string, (() => readonly Field[]) | undefined] => {
      const amendment = amendments[name];
      return [name, fields === undefined || amendment === undefined ? fields : () => amendFields(fields(), amendment)];
    }),
  ['alibaba', undefined],
  ['device42', undefined],
]);
