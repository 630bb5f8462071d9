import type { EsrError } from '../../errors/esr-error.ts';
import { kubernetesError } from '../../errors/kubernetes.ts';
import type { JsonObject } from '../../model/document.ts';
import type { SecretSelector } from '../key-reference.ts';
import type { StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import type { KubernetesFields } from './kubernetes-fields.ts';

/**
 * Checks `spec.provider.kubernetes` beyond its schema.
 *
 * @remarks ESO: `providers/v1/kubernetes/validate.go`. Only a ServiceAccount follows the ExternalSecret.
 */
export function validateKubernetes(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { auth = {}, authRef, server } = spec as KubernetesFields;
  const selectors: readonly (readonly [string, SecretSelector | undefined])[] = [
    ...(auth.token === undefined ? [] : [['auth.token.bearerToken', auth.token.bearerToken] as const]),
    ...(auth.cert === undefined
      ? []
      : [
          ['auth.cert.clientCert', auth.cert.clientCert] as const,
          ['auth.cert.clientKey', auth.cert.clientKey] as const,
        ]),
  ];
  return [
    ...referenceFaults(spec, info, ['auth', 'authRef', 'server'], isStrict),
    ...(info.kind === 'SecretStore' && server?.caProvider?.namespace === info.namespace && info.namespace !== undefined
      ? [kubernetesError('KUBERNETES_CA_NAMESPACE', {}, info.place('server.caProvider.namespace'))]
      : []),
    ...(authRef === undefined && !server?.url ? [kubernetesError('KUBERNETES_SERVER', {}, info.place(''))] : []),
    ...signInFaults(spec as KubernetesFields, info),
    ...selectors.flatMap(([field, selector]) =>
      selector?.name && selector.key
        ? []
        : [kubernetesError('KUBERNETES_AUTH_FIELD', { field, needs: 'a name and a key' }, info.place(field))],
    ),
  ];
}

/** The kubeconfig says all of a sign-in; else one of three ways does. Nobody signs in as nobody. */
function signInFaults({ auth, authRef }: KubernetesFields, info: StoreInfo): readonly EsrError[] {
  if ((auth === undefined) !== (authRef === undefined)) return [];
  const needs =
    auth === undefined
      ? 'one of token, serviceAccount and cert, or an authRef in its place'
      : 'to be absent where authRef names a kubeconfig';
  return [kubernetesError('KUBERNETES_AUTH_FIELD', { field: 'auth', needs }, info.place('auth'))];
}

function isStrict(field: string): boolean {
  return field.startsWith('auth.token.') || field.startsWith('auth.cert.');
}
