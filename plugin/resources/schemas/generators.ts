import { awsAuthFields } from './aws-auth.ts';
import { exactlyOne } from './exactly-one.ts';
import type { Field } from './field.ts';
import { beyondtrustWorkloadCredentialsFields } from './provider-beyondtrust-workload-credentials.ts';
import { gcpsmFields } from './provider-gcpsm.ts';
import { vaultFields } from './provider-vault.ts';

const acrAccessToken = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.managedIdentity', type: 'object' },
  { path: 'auth.managedIdentity.identityId', type: 'string' },
  { path: 'auth.servicePrincipal', type: 'object' },
  { path: 'auth.servicePrincipal.secretRef', type: 'object', required: true },
  { path: 'auth.servicePrincipal.secretRef.clientId', type: 'SecretKeySelector' },
  { path: 'auth.servicePrincipal.secretRef.clientSecret', type: 'SecretKeySelector' },
  { path: 'auth.workloadIdentity', type: 'object' },
  { path: 'auth.workloadIdentity.serviceAccountRef', type: 'ServiceAccountSelector' },
  {
    path: 'environmentType',
    type: 'string',
    default: 'PublicCloud',
    allowed: ['PublicCloud', 'USGovernmentCloud', 'ChinaCloud', 'GermanCloud', 'AzureStackCloud'],
  },
  { path: 'registry', type: 'string', required: true },
  { path: 'scope', type: 'string' },
  { path: 'tenantId', type: 'string' },
];

const beyondtrust = (): readonly Field[] => [
  { path: 'controller', type: 'string' },
  { path: 'provider', type: 'object', required: true, fields: beyondtrustWorkloadCredentialsFields },
  { path: 'retrySettings', type: 'object' },
  { path: 'retrySettings.maxRetries', type: 'int', format: 'int32' },
  { path: 'retrySettings.retryInterval', type: 'string' },
];

const cloudsmithAccessToken = (): readonly Field[] => [
  { path: 'apiUrl', type: 'string' },
  { path: 'orgSlug', type: 'string', required: true },
  { path: 'serviceAccountRef', type: 'ServiceAccountSelector', required: true },
  { path: 'serviceSlug', type: 'string', required: true },
];

const ecrAuthorizationToken = (): readonly Field[] => [
  { path: 'auth', type: 'object', fields: awsAuthFields },
  { path: 'region', type: 'string', required: true },
  { path: 'role', type: 'string' },
  { path: 'scope', type: 'string' },
];

const fake = (): readonly Field[] => [
  { path: 'controller', type: 'string' },
  { path: 'data', type: 'map' },
];

const gcrAccessToken = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true, fields: gcpAuthFields },
  { path: 'projectID', type: 'string', required: true },
];

/** The means of Secret Manager's `auth`, with what a workload identity needs here. */
function gcpAuthFields(): readonly Field[] {
  const needed = new Set(['workloadIdentity.clusterLocation', 'workloadIdentity.clusterName']);
  return gcpsmFields()
    .filter(({ path }) => path.startsWith('auth.'))
    .map((field) => ({ ...field, path: field.path.slice('auth.'.length) }))
    .map((field) => (needed.has(field.path) ? { ...field, required: true } : field));
}

const githubAccessToken = (): readonly Field[] => [
  { path: 'appID', type: 'string', required: true },
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.privateKey', type: 'object', required: true },
  { path: 'auth.privateKey.secretRef', type: 'SecretKeySelector', required: true },
  { path: 'installID', type: 'string', required: true },
  { path: 'permissions', type: 'map' },
  { path: 'repositories', type: 'string[]' },
  { path: 'url', type: 'string' },
];

const gitlabScopes = [
  'read_repository',
  'read_registry',
  'write_registry',
  'read_package_registry',
  'write_package_registry',
  'read_virtual_registry',
  'write_virtual_registry',
];

const gitlabDeployToken = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.token', type: 'object', required: true },
  { path: 'auth.token.secretRef', type: 'SecretKeySelector', required: true },
  { path: 'expiresAt', type: 'string', format: 'date-time' },
  { path: 'groupID', type: 'string', minLength: 1 },
  { path: 'name', type: 'string', required: true, minLength: 1 },
  { path: 'projectID', type: 'string', minLength: 1 },
  { path: 'scopes', type: 'string[]', required: true, minItems: 1 },
  { path: 'scopes[]', type: 'string', allowed: gitlabScopes },
  { path: 'url', type: 'string' },
  { path: 'username', type: 'string' },
];

const grafana = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.basic', type: 'object' },
  { path: 'auth.basic.password', type: 'SecretKeySelector', required: true },
  { path: 'auth.basic.username', type: 'string', required: true },
  { path: 'auth.token', type: 'SecretKeySelector' },
  { path: 'serviceAccount', type: 'object', required: true },
  { path: 'serviceAccount.name', type: 'string', required: true },
  { path: 'serviceAccount.role', type: 'string', required: true },
  { path: 'serviceAccount.secondsToLive', type: 'int', format: 'int64', minimum: 1 },
  { path: 'url', type: 'string', required: true },
];

const mfa = (): readonly Field[] => [
  { path: 'algorithm', type: 'string' },
  { path: 'length', type: 'int' },
  { path: 'secret', type: 'SecretKeySelector', required: true },
  { path: 'timePeriod', type: 'int' },
  { path: 'when', type: 'string', format: 'date-time' },
];

const password = (): readonly Field[] => [
  { path: 'allowRepeat', type: 'bool', required: true, default: false },
  { path: 'digits', type: 'int' },
  {
    path: 'encoding',
    type: 'string',
    default: 'raw',
    allowed: ['base64', 'base64url', 'base32', 'hex', 'raw'],
  },
  { path: 'length', type: 'int', required: true, default: 24 },
  { path: 'noUpper', type: 'bool', required: true, default: false },
  { path: 'secretKeys', type: 'string[]', minItems: 1 },
  { path: 'symbolCharacters', type: 'string' },
  { path: 'symbols', type: 'int' },
];

const quayAccessToken = (): readonly Field[] => [
  { path: 'robotAccount', type: 'string', required: true },
  { path: 'serviceAccountRef', type: 'ServiceAccountSelector', required: true },
  { path: 'url', type: 'string' },
];

const sshKey = (): readonly Field[] => [
  { path: 'comment', type: 'string' },
  { path: 'keySize', type: 'int', minimum: 256, maximum: 8192 },
  { path: 'keyType', type: 'string', default: 'rsa', allowed: ['rsa', 'ecdsa', 'ed25519'] },
];

const stsSessionToken = (): readonly Field[] => [
  { path: 'auth', type: 'object', fields: awsAuthFields },
  { path: 'region', type: 'string', required: true },
  { path: 'requestParameters', type: 'object' },
  { path: 'requestParameters.serialNumber', type: 'string' },
  { path: 'requestParameters.sessionDuration', type: 'int', format: 'int32' },
  { path: 'requestParameters.tokenCode', type: 'string' },
  { path: 'role', type: 'string' },
];

const vaultDynamicSecret = (): readonly Field[] => [
  { path: 'allowEmptyResponse', type: 'bool', default: false },
  { path: 'controller', type: 'string' },
  { path: 'getParameters', type: 'any' },
  { path: 'method', type: 'string' },
  { path: 'parameters', type: 'any' },
  { path: 'path', type: 'string', required: true },
  { path: 'provider', type: 'object', required: true, fields: vaultFields },
  { path: 'resultType', type: 'string', default: 'Data', allowed: ['Data', 'Auth', 'Raw'] },
  { path: 'retrySettings', type: 'object' },
  { path: 'retrySettings.maxRetries', type: 'int', format: 'int32' },
  { path: 'retrySettings.retryInterval', type: 'string' },
];

const webhook = (): readonly Field[] => [
  { path: 'auth', type: 'object', rules: [exactlyOne('ntlm')] },
  { path: 'auth.ntlm', type: 'object' },
  { path: 'auth.ntlm.passwordSecret', type: 'SecretKeySelector', required: true },
  { path: 'auth.ntlm.usernameSecret', type: 'SecretKeySelector', required: true },
  { path: 'body', type: 'string' },
  { path: 'caBundle', type: 'string', format: 'byte' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'headers', type: 'map' },
  { path: 'method', type: 'string' },
  { path: 'result', type: 'object', required: true },
  { path: 'result.jsonPath', type: 'string' },
  { path: 'secrets', type: 'object[]' },
  { path: 'secrets[].name', type: 'string', required: true },
  { path: 'secrets[].secretRef', type: 'SecretKeySelector', required: true },
  { path: 'timeout', type: 'string' },
  { path: 'url', type: 'string', required: true },
];

/** `spec` of every kind of generator, v1alpha1. */
export const generators: ReadonlyMap<string, () => readonly Field[]> = new Map([
  ['ACRAccessToken', acrAccessToken],
  ['BeyondtrustWorkloadCredentialsDynamicSecret', beyondtrust],
  ['CloudsmithAccessToken', cloudsmithAccessToken],
  ['ECRAuthorizationToken', ecrAuthorizationToken],
  ['Fake', fake],
  ['GCRAccessToken', gcrAccessToken],
  ['GithubAccessToken', githubAccessToken],
  ['GitlabDeployToken', gitlabDeployToken],
  ['Grafana', grafana],
  ['MFA', mfa],
  ['Password', password],
  ['QuayAccessToken', quayAccessToken],
  ['SSHKey', sshKey],
  ['STSSessionToken', stsSessionToken],
  ['UUID', () => []],
  ['VaultDynamicSecret', vaultDynamicSecret],
  ['Webhook', webhook],
]);
