import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Plan } from '../../model/plan.ts';
import { copiedMetadata } from '../template/copied-metadata.ts';

/** A Secret that will be there, as far as the manifests tell. */
export interface KnownSecret {
  readonly name: string;
  /** Absent where templates make them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Absent where they are known when it is rendered. */
  readonly keys?: ReadonlySet<string>;
}

/** The Secrets of an input: those that stand in it, and those that its ExternalSecrets make. */
export interface KnownSecrets {
  of(namespace: string): readonly KnownSecret[];
  /** Whether somebody may make one of that name whose document cannot be read, or is not ours to render. */
  mayBeMade(namespace: string, name: string): boolean;
}

/** What is known of Secrets. */
export interface SecretSources {
  readonly inventory: Pick<Inventory, 'supporting' | 'leftAlone' | 'refused' | 'clusterExternalSecrets'>;
  /** What ExternalSecrets make, with the keys where they are known. */
  readonly made: readonly { readonly externalSecret: ExternalSecret; readonly madeKeys?: ReadonlySet<string> }[];
  /** Those of another controller. */
  readonly others: Plan<unknown>['leftAlone'];
  /** The namespace of documents that name none. */
  readonly unnamed: string;
}

/**
 * Collects the Secrets that PushSecrets may push.
 *
 * @remarks As `pushableSecrets` does with values: what merges into a Secret of the input makes one of both.
 */
export function knownSecrets({ inventory, made, others, unnamed }: SecretSources): KnownSecrets {
  const all = new Map<string, Map<string, KnownSecret>>();
  const put = (namespace: string, secret: KnownSecret) => {
    const own = all.get(namespace) ?? new Map<string, KnownSecret>();
    all.set(namespace, own);
    const before = own.get(secret.name);
    own.set(secret.name, before === undefined ? secret : merged(before, secret));
  };
  for (const { kind, origin, metadata, raw } of inventory.supporting) {
    if (kind !== 'Secret' || origin !== 'input') continue;
    const keys = [raw['data'], raw['stringData']].flatMap((held) => Object.keys(Object(held) as object));
    put(metadata.namespace ?? unnamed, { name: metadata.name, labels: metadata.labels, keys: new Set(keys) });
  }
  for (const { externalSecret, madeKeys } of made) {
    const { creationPolicy, manifest } = externalSecret.spec.target;
    if (manifest !== undefined || creationPolicy === 'None') continue;
    put(externalSecret.metadata.namespace ?? unnamed, secretOf(externalSecret, madeKeys));
  }
  const makers = [...documentsOf(inventory), ...[...others.keys()].map(targetOf)];
  const { refused = [] } = inventory;
  return {
    of: (namespace) => [...(all.get(namespace)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    mayBeMade: (namespace, name) =>
      makers.includes(name) ||
      refused.some((one) => /Secret$|^$/.test(one.kind) && (one.namespace ?? namespace) === namespace),
  };
}

function secretOf(externalSecret: ExternalSecret, keys: ReadonlySet<string> | undefined): KnownSecret {
  const { labels } = copiedMetadata(externalSecret);
  const { templateFrom = [] } = externalSecret.spec.target.template ?? {};
  const isOpen =
    [...labels.values()].some((text) => text.includes('{{')) ||
    templateFrom.some(({ target }) => target.toLowerCase() === 'labels');
  return {
    name: targetOf(externalSecret),
    ...(isOpen ? {} : { labels: Object.fromEntries(labels) }),
    ...(keys === undefined ? {} : { keys }),
  };
}

function merged(first: KnownSecret, second: KnownSecret): KnownSecret {
  const { labels, keys } = first;
  return {
    name: first.name,
    ...(labels === undefined || second.labels === undefined ? {} : { labels: { ...labels, ...second.labels } }),
    ...(keys === undefined || second.keys === undefined ? {} : { keys: new Set([...keys, ...second.keys]) }),
  };
}

function targetOf({ metadata, spec }: ExternalSecret): string {
  return spec.target.name ?? metadata.name;
}

/** The targets of documents that are left to the operator, and of those for namespaces that nobody describes. */
function documentsOf({
  leftAlone,
  clusterExternalSecrets,
}: Pick<Inventory, 'leftAlone' | 'clusterExternalSecrets'>): readonly string[] {
  const objects = [...leftAlone.map(({ value }) => value), ...clusterExternalSecrets.map(({ raw }) => raw)];
  return objects.flatMap(({ kind, metadata, spec }): readonly string[] => {
    if (kind !== 'ExternalSecret' && kind !== 'ClusterExternalSecret') return [];
    const { name } = Object(metadata) as JsonObject;
    const { target, externalSecretName, externalSecretSpec } = Object(spec) as JsonObject;
    const inner = Object((Object(externalSecretSpec) as JsonObject)['target'] ?? target) as JsonObject;
    return [String(inner['name'] ?? externalSecretName ?? name)];
  });
}
