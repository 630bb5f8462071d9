import type { JsonObject } from '../model/document.ts';
import type { StoreInfo } from './provider.ts';
import { selectorsIn } from './selectors-in.ts';

/**
 * What makes two stores one client: the same document, and the same namespaces meant by its references.
 *
 * @remarks A ClusterSecretStore whose references all name a namespace signs in once for all who use it.
 * @param parts - The fields that hold references.
 */
export function storeIdentity(
  spec: JsonObject,
  { kind, namespace, usedFrom }: Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom'>,
  parts: readonly string[] = ['auth', 'tls', 'caProvider'],
): string {
  const selectors = parts.flatMap((field) => selectorsIn(spec[field], field));
  const follows = selectors.some((selector) => selector.namespace === undefined);
  const followed = follows ? usedFrom : undefined;
  const meant = kind === 'ClusterSecretStore' ? followed : (namespace ?? usedFrom);
  return JSON.stringify([spec, selectors.length === 0 ? undefined : meant]);
}
