import type { JsonObject } from '../../model/document.ts';
import type { PushSource } from '../../model/push.ts';
import type { Resource } from '../../model/resource.ts';
import type { Rendered, RenderedSecret } from '../../model/secret.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { objectValue } from '../../trust/object-value.ts';

/** The Secrets that may be pushed. */
export interface PushableSecrets {
  get(namespace: string, name: string): PushSource | undefined;
  /** All of a namespace, by name: the order in which the API server lists them. */
  of(namespace: string): readonly PushSource[];
}

/**
 * Collects what may be pushed: the Secrets of the input, and those that this run renders.
 *
 * @remarks
 * Secrets of the platform configuration and of credential mounts are never among them: they are what the run works with, not
 * the application's. A rendered Secret that merges into one of the input makes one of both.
 *
 * @param unnamed - The namespace of documents that name none.
 */
export function pushableSecrets(
  supporting: readonly Resource[],
  rendered: readonly Rendered[],
  unnamed: string,
): PushableSecrets {
  const all = new Map<string, Map<string, PushSource>>();
  const put = (source: PushSource) => {
    const own = all.get(source.namespace) ?? new Map<string, PushSource>();
    all.set(source.namespace, own);
    const before = own.get(source.name);
    own.set(source.name, before === undefined ? source : merged(before, source));
  };
  for (const resource of supporting) {
    if (resource.kind === 'Secret' && resource.origin === 'input') put(pushSourceOf(resource, unnamed));
  }
  for (const secret of rendered) if (secret.form === 'secret') put(sourceOfRendered(secret, unnamed));
  return {
    get: (namespace, name) => all.get(namespace)?.get(name),
    of: (namespace) => [...(all.get(namespace)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** A Secret as the API server would hold it. */
export function pushSourceOf({ metadata, raw }: Resource, unnamed: string): PushSource {
  const { name, namespace = unnamed, labels, annotations } = metadata;
  const keys = new Set([
    ...Object.keys(Object(raw['data']) as object),
    ...Object.keys(Object(raw['stringData']) as object),
  ]);
  const values = [...keys].sort().flatMap((key) => {
    const value = objectValue('Secret', raw, key);
    return value === undefined ? [] : [[key, new Sensitive(value)] as const];
  });
  return { name, namespace, type: typeOf(raw), labels, annotations, data: new Map(values) };
}

function typeOf({ type }: JsonObject): string {
  return typeof type === 'string' && type !== '' ? type : 'Opaque';
}

function sourceOfRendered(secret: RenderedSecret, unnamed: string): PushSource {
  const { name, type, labels, annotations, data, from } = secret;
  return {
    name,
    namespace: secret.namespace ?? from.metadata.namespace ?? unnamed,
    type,
    labels: Object.fromEntries(labels),
    annotations: Object.fromEntries(annotations),
    data,
  };
}

function merged(base: PushSource, added: PushSource): PushSource {
  return {
    ...base,
    labels: { ...base.labels, ...added.labels },
    annotations: { ...base.annotations, ...added.annotations },
    data: new Map([...base.data, ...added.data]),
  };
}
