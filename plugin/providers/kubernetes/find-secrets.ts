import { kubernetesError } from '../../errors/kubernetes.ts';
import { manifestError } from '../../errors/manifest.ts';
import { bufferOf } from '../../go/byte-string.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { convertNames } from '../convert-names.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Find, Match } from '../provider.ts';
import { dataJson, remoteSecret } from './remote-secret.ts';
import type { SecretsApi } from './secrets-api.ts';

/**
 * Finds Secrets by their labels, else by name; each is the JSON of its data.
 *
 * @remarks
 * With `tags`, `{}` included, the name is not looked at; `path` never is. ESO: `providers/v1/kubernetes/client.go`,
 * `GetAllSecrets`. Names are converted before `rewrite` sees them.
 */
export async function findSecrets(api: SecretsApi, namespace: string, find: Find): Promise<readonly Match[]> {
  const { name, tags, conversionStrategy } = find;
  if (name === undefined && tags === undefined) throw manifestError('FIND_OPERATOR', {});
  const matches = tags === undefined ? nameMatcher(name) : () => true;
  const found = (await api.list(namespace, selectorOf(tags ?? {})))
    .map(remoteSecret)
    .filter((secret) => matches(secret.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name: own, data }) => ({ name: own, value: new Sensitive(bufferOf(dataJson(data))) }));
  return convertNames(found, conversionStrategy);
}

const namePart = /^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;
const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function selectorOf(tags: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [label, value] of pairs) {
    if (!isLabelKey(label) || (value !== '' && !namePart.test(value))) {
      throw kubernetesError('KUBERNETES_LABEL', { label: `${label}=${value}` });
    }
  }
  return pairs.map(([label, value]) => `${label}=${value}`).join(',');
}

function isLabelKey(label: string): boolean {
  const [prefix, name, ...rest] = label.includes('/') ? label.split('/') : [undefined, label];
  if (rest.length > 0 || name === undefined || !namePart.test(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && dnsName.test(prefix));
}
