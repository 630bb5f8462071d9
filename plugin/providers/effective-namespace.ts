import type { StoreInfo } from './provider.ts';

/**
 * The namespace that a reference in a store means.
 *
 * @remarks
 * A SecretStore's own; a ClusterSecretStore's selector may name one, and follows the ExternalSecret where it does not.
 */
export function effectiveNamespace(
  selector: { readonly namespace?: string } | undefined,
  { kind, namespace, usedFrom }: Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom'>,
): string {
  return kind === 'ClusterSecretStore' ? selector?.namespace || usedFrom : (namespace ?? usedFrom);
}
