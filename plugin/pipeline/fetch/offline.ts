import type { ExternalSecret, StoreRef } from '../../model/external-secret.ts';
import type { PlannedGenerator } from '../../model/plan.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Provider } from '../../providers/provider.ts';
import { expectedNames } from './expected-names.ts';
import { offlineStore } from './offline-store.ts';
import { placeholder } from './placeholder.ts';
import type { Values } from './values-file.ts';

/** Answers in the place of every store and generator: `--offline`, `--values FILE`. */
export interface Offline {
  /** The provider that stands in for the real one, for the entries of one ExternalSecret. */
  providerFor(externalSecret: ExternalSecret): Provider;
  /** A store that no document describes: those of a platform are seldom in an application's repository. */
  assume(ref: Required<StoreRef>, namespace: string): StoreResource;
  /** Values in the place of a generator; `undefined` for one that needs neither network nor chance. */
  generate(planned: PlannedGenerator): ReadonlyMap<string, Sensitive> | undefined;
}

/** What answers offline. */
export interface OfflineOptions {
  readonly values?: Values;
  /** Whether what the values lack is made up (`--offline`), or missing. */
  readonly placeholders: boolean;
}

/** Makes what plan and fetch take in the place of the network. */
export function offline({ values, placeholders }: OfflineOptions): Offline {
  return {
    providerFor: (externalSecret) => ({
      capabilities: 'ReadOnly',
      open: (_spec, info) =>
        offlineStore(info, values?.of(info), placeholders ? expectedNames(externalSecret) : undefined),
    }),
    assume: (ref, namespace) => ({
      apiVersion: 'external-secrets.io/v1',
      kind: ref.kind,
      metadata: { name: ref.name, ...(ref.kind === 'SecretStore' ? { namespace } : {}), labels: {}, annotations: {} },
      spec: { provider: { offline: {} } },
      raw: {},
      origin: 'platform',
      place: (field) => ({
        file: '<offline>',
        object: { kind: ref.kind, name: ref.name },
        ...(field === undefined ? {} : { field }),
      }),
    }),
    generate(planned) {
      const names = outputNames(planned);
      if (names === undefined) return undefined;
      const { kind, namespace, name } = planned;
      return new Map(names.map((output) => [output, new Sensitive(placeholder([kind, namespace, name], output))]));
    },
  };
}

/** What generators give; those whose outputs depend on a server give one made-up name. */
const outputs = new Map<string, readonly string[]>([
  ['UUID', ['uuid']],
  ['SSHKey', ['privateKey', 'publicKey']],
  ['MFA', ['token', 'timeLeft']],
  ['ECRAuthorizationToken', ['username', 'password', 'proxy_endpoint', 'expires_at']],
  ['STSSessionToken', ['access_key_id', 'secret_access_key', 'session_token', 'expiration']],
  ['GCRAccessToken', ['username', 'password', 'expiry']],
  ['ACRAccessToken', ['username', 'password']],
  ['GithubAccessToken', ['token']],
  ['GitlabDeployToken', ['username', 'token']],
  ['QuayAccessToken', ['registry', 'auth', 'expiry']],
  ['CloudsmithAccessToken', ['auth', 'expiry']],
  ['Grafana', ['login', 'token']],
  [
    'BeyondtrustWorkloadCredentialsDynamicSecret',
    ['accessKeyId', 'secretAccessKey', 'leaseId', 'expiration', 'sessionToken'],
  ],
]);

function outputNames({ kind, spec }: PlannedGenerator): readonly string[] | undefined {
  if (kind === 'Fake') return undefined;
  const { secretKeys, scope } = spec as { secretKeys?: readonly string[]; scope?: string };
  if (kind === 'Password') return secretKeys ?? ['password'];
  const names = outputs.get(kind) ?? ['value'];
  const isPublic = kind === 'ECRAuthorizationToken' && scope === 'public';
  return isPublic ? names.filter((name) => name !== 'proxy_endpoint') : names;
}
