import type { ExternalSecret } from '../../model/external-secret.ts';
import type { PlannedPush } from '../../model/push.ts';

/**
 * The ExternalSecrets that a push needs rendered: those that make a Secret which is pushed, and those that these read a
 * template from. The others are none of its business, whatever is wrong with them.
 */
export function neededExternalSecrets(
  pushes: readonly PlannedPush<unknown>[],
  externalSecrets: readonly ExternalSecret[],
): readonly ExternalSecret[] {
  const wanted = externalSecrets.filter((externalSecret) => pushes.some((push) => mayPush(push, externalSecret)));
  const needed = new Set<ExternalSecret>();
  const add = (externalSecret: ExternalSecret): void => {
    if (needed.has(externalSecret)) return;
    needed.add(externalSecret);
    const names = secretsReadBy(externalSecret.spec.target.template?.templateFrom);
    for (const other of externalSecrets) {
      if (isIn(externalSecret.metadata.namespace, other) && names.includes(targetOf(other))) add(other);
    }
  };
  for (const externalSecret of wanted) add(externalSecret);
  for (const { pushSecret, namespace } of pushes) {
    const names = secretsReadBy(pushSecret.spec.template?.templateFrom);
    for (const other of externalSecrets) if (isIn(namespace, other) && names.includes(targetOf(other))) add(other);
  }
  return externalSecrets.filter((externalSecret) => needed.has(externalSecret));
}

/** By labels any of the namespace may be meant: what labels a Secret has is known when it is rendered. */
function mayPush({ pushSecret, namespace }: PlannedPush<unknown>, externalSecret: ExternalSecret): boolean {
  const { secret } = pushSecret.spec.selector;
  if (secret === undefined || !isIn(namespace, externalSecret)) return false;
  if (secret.name) return targetOf(externalSecret) === secret.name;
  return secret.selector !== undefined;
}

function isIn(namespace: string | undefined, { metadata }: ExternalSecret): boolean {
  return metadata.namespace === namespace;
}

function targetOf({ metadata, spec }: ExternalSecret): string {
  return spec.target.name ?? metadata.name;
}

type TemplateFrom = NonNullable<ExternalSecret['spec']['target']['template']>['templateFrom'];

function secretsReadBy(entries: TemplateFrom = []): readonly string[] {
  return entries.flatMap(({ secret }) => (secret === undefined ? [] : [secret.name]));
}
