/** Name and namespace of an Application object. */
export interface ApplicationObject {
  readonly name: string;
  readonly namespace: string;
}

/**
 * The object behind `ARGOCD_APP_NAME`, which is `NAMESPACE_NAME` for an Application outside Argo CD's own namespace. Names
 * of objects hold no underscore.
 */
export function applicationObject(instance: string, argocdNamespace: string): ApplicationObject {
  const at = instance.indexOf('_');
  return at < 0
    ? { name: instance, namespace: argocdNamespace }
    : { name: instance.slice(at + 1), namespace: instance.slice(0, at) };
}
