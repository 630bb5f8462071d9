import type { Json, JsonObject } from '../../model/document.ts';

/** Where a document names a Secret. */
export interface SecretReference {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** Path of the pod template, by kind. */
const podTemplates: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deployment', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['Rollout', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The kinds that may name a Secret, for a look at the text before anything is parsed. */
export const referringKinds: readonly string[] = [...podTemplates.keys(), 'Pod', 'ServiceAccount', 'Ingress'];

/** The path of a workload's pod template, or `undefined` where it has none that may be annotated. */
export function podTemplatePath(value: JsonObject): readonly string[] | undefined {
  const { kind } = value;
  return typeof kind === 'string' ? podTemplates.get(kind) : undefined;
}

/**
 * All places where a document names a Secret: env, envFrom, volumes, projected volumes, imagePullSecrets; the lists of a
 * ServiceAccount; the TLS entries of an Ingress.
 */
export function secretReferences(value: JsonObject): readonly SecretReference[] {
  const { kind } = value;
  const template = podTemplatePath(value);
  if (template !== undefined) return inPodSpec(value, [...template, 'spec']);
  if (kind === 'Pod') return inPodSpec(value, ['spec']);
  if (kind === 'ServiceAccount') {
    return [...namesIn(value, ['secrets'], 'name'), ...namesIn(value, ['imagePullSecrets'], 'name')];
  }
  return kind === 'Ingress' ? namesIn(value, ['spec', 'tls'], 'secretName') : [];
}

/** Keys under which a pod spec holds an object with a Secret's name, and the member that has it. */
const holders: ReadonlyMap<string, readonly string[]> = new Map([
  ['secretKeyRef', ['name']],
  ['secretRef', ['name']],
  ['nodePublishSecretRef', ['name']],
  ['azureFile', ['secretName']],
  // A volume says `secretName`, a source of a projected volume `name`.
  ['secret', ['secretName', 'name']],
]);

function inPodSpec(value: JsonObject, path: readonly string[]): readonly SecretReference[] {
  const found: SecretReference[] = [...namesIn(value, [...path, 'imagePullSecrets'], 'name')];
  const visit = (held: Json | undefined, at: readonly (string | number)[]): void => {
    if (Array.isArray(held)) {
      held.forEach((item: Json, index) => {
        visit(item, [...at, index]);
      });
    }
    if (typeof held !== 'object' || held === null || Array.isArray(held)) return;
    for (const [key, member] of Object.entries(held) as [string, Json][]) {
      for (const name of holders.get(key) ?? []) found.push(...nameAt(member, [...at, key], name));
      visit(member, [...at, key]);
    }
  };
  visit(memberAt(value, path), path);
  return found;
}

function namesIn(value: JsonObject, path: readonly string[], member: string): readonly SecretReference[] {
  const items = memberAt(value, path);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: Json, index) => nameAt(item, [...path, index], member));
}

function nameAt(held: Json, path: readonly (string | number)[], member: string): readonly SecretReference[] {
  const name = memberAt(held, [member]);
  return typeof name === 'string' ? [{ name, path: [...path, member] }] : [];
}

function memberAt(value: Json, path: readonly string[]): Json | undefined {
  let held: Json | undefined = value;
  for (const key of path) {
    if (typeof held !== 'object' || held === null || Array.isArray(held) || !Object.hasOwn(held, key)) return undefined;
    held = (held as JsonObject)[key];
  }
  return held;
}
