import { connectionError } from '../errors/connection.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { manifestError } from '../errors/manifest.ts';
import type { JsonObject } from '../model/document.ts';
import type { StoreInfo } from './provider.ts';
import { selectorsIn } from './selectors-in.ts';

/**
 * Checks the namespaces of a store's references: a SecretStore's stay in its own; a ClusterSecretStore's CA has to name one.
 *
 * @remarks
 * ESO: `runtime/esutils/utils.go`, `ValidateSecretSelector` and `ValidateReferentSecretSelector`.
 * @param parts - The fields of the document that hold references.
 * @param isStrict - Whether a field of a ClusterSecretStore has to name a namespace, since it does not follow the ExternalSecret.
 */
export function referenceFaults(
  spec: JsonObject,
  info: StoreInfo,
  parts: readonly string[] = ['auth', 'tls', 'caProvider'],
  isStrict: (field: string) => boolean = () => false,
): readonly EsrError[] {
  return parts
    .flatMap((part) => selectorsIn(spec[part], part))
    .flatMap(({ field, namespace }): EsrError[] => {
      const place = info.place(field);
      if (info.kind === 'SecretStore') {
        if (namespace === undefined || namespace === info.namespace) return [];
        return [manifestError('REFERENCE_NAMESPACE', { field, namespace, own: info.namespace }, place)];
      }
      if (namespace !== undefined) return [];
      if (field.endsWith('caProvider')) return [connectionError('CA_NAMESPACE', {}, place)];
      return isStrict(field) ? [connectionError('REFERENCE_NO_NAMESPACE', { field }, place)] : [];
    });
}
