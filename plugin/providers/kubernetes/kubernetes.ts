import { kubernetesError } from '../../errors/kubernetes.ts';
import { storeError } from '../../errors/store.ts';
import { answersEach } from '../answers-each.ts';
import type { Provider } from '../provider.ts';
import { storeIdentity } from '../store-identity.ts';
import { checkPushed } from './check-pushed.ts';
import { extractSecret } from './extract-secret.ts';
import { findSecrets } from './find-secrets.ts';
import type { KubernetesFields } from './kubernetes-fields.ts';
import { openAccess } from './open-access.ts';
import { pushedNamespace } from './pushed-namespace.ts';
import { keptSecret } from './remote-secret.ts';
import { secretWriter } from './secret-writer.ts';
import { secretsApi } from './secrets-api.ts';
import { selectSecret } from './select-secret.ts';
import { validateKubernetes } from './validate-kubernetes.ts';

/** Secrets of another Kubernetes cluster, or of this one. ESO: `providers/v1/kubernetes`. */
export const provider: Provider = {
  capabilities: 'ReadWrite',
  validate: validateKubernetes,
  open(spec, info) {
    const fields = spec as KubernetesFields;
    const namespace = fields.remoteNamespace || 'default';
    return {
      identity: storeIdentity(spec, info, ['auth', 'authRef', 'server']),
      // One read gives a Secret's data and metadata; it has no versions.
      ref: ({ key }) => ({ key }),
      checkPush: async (entry) => void checkPushed(entry, info),
      within: pushedNamespace,
      select: selectSecret,
      extract: extractSecret,
      absent: ({ key }) => kubernetesError('KUBERNETES_SECRET', { name: key, namespace }),
      async connect(context) {
        const api = secretsApi(await openAccess(fields, info, context));
        return {
          batch: 1, // the API gives one Secret by its name at a time
          read: answersEach(async ({ key }) => {
            const secret = await api.get(key, namespace);
            return secret === undefined ? { kind: 'missing' } : { kind: 'value', value: keptSecret(secret) };
          }),
          find: (query) => findSecrets(api, namespace, query),
          async check() {
            if (await api.mayRead(namespace)) return;
            const needs = `"get" on secrets in namespace "${namespace}"`;
            throw storeError('STORE_REFUSED', { call: 'GET secrets', status: 'not allowed', needs });
          },
          writer: secretWriter(api, namespace, info),
        };
      },
    };
  },
};
