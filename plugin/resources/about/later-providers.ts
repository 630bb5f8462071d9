import type { Texts } from './texts.ts';

const ca = {
  caBundle: 'Certificates of the authorities that the server is trusted by: PEM, in base64.',
  caProvider: 'A Secret or ConfigMap that holds such certificates.',
};

/** What the backends take that came later. */
export const laterProviders = {
  /** `spec.provider.bitwardensecretsmanager`. */
  bitwarden: {
    ...ca,
    apiURL: 'URL of the API, for servers of your own.',
    auth: 'How to sign in.',
    'auth.secretRef': 'A machine account.',
    'auth.secretRef.credentials': 'Where its access token is.',
    bitwardenServerSDKURL: 'URL of the SDK server of External Secrets.',
    identityURL: 'URL of the identity service, for servers of your own.',
    organizationID: 'Organization of the secrets.',
    projectID: 'Project in which secrets are looked up by name.',
  },
  /** `spec.provider.doppler`. */
  doppler: {
    auth: 'How to sign in: exactly one of secretRef and oidcConfig.',
    'auth.oidcConfig': 'A token of a ServiceAccount is exchanged.',
    'auth.oidcConfig.expirationSeconds': 'How long that token lives.',
    'auth.oidcConfig.identity': 'ID of the service account identity in Doppler.',
    'auth.oidcConfig.serviceAccountRef': 'The ServiceAccount.',
    'auth.secretRef': 'A service token.',
    'auth.secretRef.dopplerToken': 'Where the token is.',
    config: 'Config, where the token is not bound to one.',
    format: 'Gives all secrets as one file of this format under the key DOPPLER_SECRETS_FILE, with find.',
    nameTransformer: 'How names are written.',
    project: 'Project, where the token is not bound to one.',
  },
  /** `spec.provider.gitlab`. */
  gitlab: {
    ...ca,
    auth: 'How to sign in.',
    'auth.SecretRef': 'A token.',
    'auth.SecretRef.accessToken': 'Where the token is; it needs read_api.',
    environment: 'Environment scope of the variables; those of * stand in where there is none.',
    groupIDs: 'Groups that are searched too, the last one first.',
    inheritFromGroups: 'Searches the groups of the project, the nearest first. Not together with groupIDs.',
    projectID: 'ID of the project.',
    url: 'URL of GitLab; https://gitlab.com where it is left out.',
  },
  /** `spec.provider.infisical`; the ways to sign in are told together. */
  infisical: {
    ...ca,
    auth: 'How to sign in: one of the machine identity methods of Infisical.',
    hostAPI: 'URL of the API.',
    secretsScope: 'Where the secrets are.',
    'secretsScope.environmentSlug': 'Environment.',
    'secretsScope.expandSecretReferences': 'Resolves references from one secret to another.',
    'secretsScope.organizationSlug': 'Organization, for identities of several.',
    'secretsScope.projectSlug': 'Project.',
    'secretsScope.recursive': 'Takes the folders below along.',
    'secretsScope.secretsPath': 'Folder that names are looked up in.',
  },
  /** `spec.provider.onepassword`. */
  onepassword: {
    auth: 'How to sign in.',
    'auth.secretRef': 'The token of a Connect server.',
    'auth.secretRef.connectTokenSecretRef': 'Where the token is.',
    connectHost: 'URL of the Connect server.',
    vaults: 'Names of vaults with the order in which they are searched.',
  },
  /** `spec.provider.onepasswordSDK`. */
  onepasswordSdk: {
    auth: 'How to sign in.',
    'auth.serviceAccountSecretRef': 'Where the token of the service account is.',
    cache: 'A cache of the operator; here each value is read once a run anyway.',
    'cache.maxSize': 'Most values that it holds.',
    'cache.ttl': 'How long it holds them.',
    environment: 'A 1Password environment, in place of vault.',
    integrationInfo: 'What the integration calls itself.',
    'integrationInfo.name': 'Its name.',
    'integrationInfo.version': 'Its version.',
    vault: 'The vault; a key is ITEM/[SECTION/]FIELD in it.',
  },
} satisfies Readonly<Record<string, Texts>>;
