import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a store on another cluster, and with what is asked of it. */
export const kubernetesErrors = {
  KUBERNETES_SERVER: (_f: object) => ({
    says: 'the store names no server to connect to',
    hint: 'set server.url, or authRef to a Secret that holds a kubeconfig',
  }),
  KUBERNETES_PLAIN: (f: { url: string }) => ({
    says: `"${f.url}" has no scheme and the store no CA, which to the operator means plain HTTP`,
    hint: 'write https:// before it, and add the CA of the cluster (server.caBundle, server.caProvider)',
  }),
  KUBERNETES_AUTH_FIELD: (f: { field: string; needs: string }) => ({
    says: `${f.field} needs ${f.needs}`,
  }),
  KUBERNETES_KUBECONFIG: (f: { problem: string }) => ({
    says: `the kubeconfig that authRef refers to cannot be used: ${f.problem}`,
    hint: 'it has to hold its certificates and its token itself, as certificate-authority-data and the like',
  }),
  KUBERNETES_CA_NAMESPACE: (_f: object) => ({
    says: 'server.caProvider names a namespace, and that of a SecretStore may name none, not even its own',
    hint: 'leave server.caProvider.namespace out',
  }),
  KUBERNETES_SECRET: (f: { name: string; namespace: string }) => ({
    says: `there is no Secret "${f.name}" in namespace "${f.namespace}" of the other cluster`,
    hint: 'check the key and remoteNamespace; as with the operator no deletionPolicy leaves out a missing Secret under data, only under extract',
  }),
  KUBERNETES_LABEL: (f: { label: string }) => ({
    says: `find.tags: "${f.label}" is no label that Kubernetes allows`,
    hint: 'NAME or PREFIX/NAME, and a value of at most 63 letters, digits, "-", "_" and "."',
  }),
  KUBERNETES_PUSH_PROPERTY: (_f: object) => ({
    says: 'a push of one key needs a property to write it to',
    hint: 'add remoteRef.property, or leave secretKey out to push the whole Secret',
  }),
  KUBERNETES_PUSH_NAMESPACE: (_f: object) => ({
    says: 'metadata may set remoteNamespace with a ClusterSecretStore only',
    hint: 'set remoteNamespace in the store',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const kubernetesError = errorsOf(ManifestError, kubernetesErrors);
