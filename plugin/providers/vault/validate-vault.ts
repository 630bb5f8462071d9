import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { vaultError } from '../../errors/vault.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import { retryFaults } from '../retry-faults.ts';
import type { VaultFields } from './vault-identity.ts';

/**
 * Checks `spec.provider.vault` beyond its schema.
 *
 * @remarks ESO: `providers/v1/vault/validate.go`.
 */
export function validateVault(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const fields = spec as unknown as VaultFields;
  return [
    ...referenceFaults(spec, info),
    ...authFaults(fields, info),
    ...tlsFaults(fields, info),
    ...headerFaults(fields, info),
    ...retryFaults(info),
    ...(fields.checkAndSet?.required === true && fields.version === 'v1'
      ? [vaultError('VAULT_KV1', { what: 'checkAndSet' }, info.place('checkAndSet'))]
      : []),
  ];
}

function authFaults({ auth }: VaultFields, info: StoreInfo): readonly EsrError[] {
  const { appRole, jwt, iam } = (auth ?? {}) as Readonly<Record<string, JsonObject | undefined>>;
  const fault = (field: string, needs: string) => vaultError('VAULT_AUTH_FIELD', { field, needs }, info.place(field));
  return [
    ...(appRole !== undefined && !appRole['roleId'] && appRole['roleRef'] === undefined
      ? [fault('auth.appRole', 'a roleId or a roleRef')]
      : []),
    ...(jwt !== undefined && jwt['secretRef'] === undefined && jwt['kubernetesServiceAccountToken'] === undefined
      ? [fault('auth.jwt', 'a secretRef or a kubernetesServiceAccountToken')]
      : []),
    ...(lacksAccount(iam) ? [fault('auth.iam.jwt', 'a serviceAccountRef')] : []),
  ];
}

/** The operator crashes; without an error the process would be read with instead. */
function lacksAccount(iam: JsonObject | undefined): boolean {
  const jwt = iam?.['jwt'] as JsonObject | undefined;
  return jwt !== undefined && jwt['serviceAccountRef'] === undefined;
}

function tlsFaults({ tls }: VaultFields, info: StoreInfo): readonly EsrError[] {
  if (tls === undefined || (tls.certSecretRef === undefined) === (tls.keySecretRef === undefined)) return [];
  const needs = 'both certSecretRef and keySecretRef';
  return [vaultError('VAULT_AUTH_FIELD', { field: 'tls', needs }, info.place('tls'))];
}

function headerFaults({ headers = {}, namespace = '' }: VaultFields, info: StoreInfo): readonly EsrError[] {
  const isBad = ([name, value]: readonly [string, string]) =>
    !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  const bad = Object.entries(headers).filter(isBad);
  return [
    ...bad.map(([name]) => connectionError('HEADER_INVALID', { name }, info.place('headers'))),
    ...(isBad(['X-Vault-Namespace', namespace])
      ? [connectionError('HEADER_INVALID', { name: 'X-Vault-Namespace' }, info.place('namespace'))]
      : []),
  ];
}
