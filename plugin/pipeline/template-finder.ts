import type { JsonObject } from '../model/document.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Found, Inventory, Wanted } from '../model/inventory.ts';
import type { Resource } from '../model/resource.ts';
import type { RenderedSecret } from '../model/secret.ts';
import type { AskObject } from './cluster-objects.ts';
import { mergesInto } from './merges-into.ts';

/** Where templates are looked for. */
export interface TemplatePlaces {
  readonly inventory: Pick<Inventory, 'find'>;
  /** Secrets that this run makes. */
  readonly made: readonly RenderedSecret[];
  /** Asks the cluster for what nobody else has. */
  readonly askCluster: AskObject | undefined;
}

/** Gives what looks up the ConfigMaps and Secrets that an ExternalSecret's `templateFrom` names. */
export function templateFinder(
  externalSecret: ExternalSecret,
  { inventory, made, askCluster }: TemplatePlaces,
): Promise<(wanted: Wanted) => Found> {
  return withCluster(externalSecret, finder(inventory, made), askCluster);
}

/** Looks in the inventory, and then among the Secrets that are made in this run; what merges into one counts too. */
function finder(inventory: Pick<Inventory, 'find'>, made: readonly RenderedSecret[]): (wanted: Wanted) => Found {
  return (wanted) => {
    const found = inventory.find(wanted);
    if (wanted.kind !== 'Secret' || ('resource' in found && found.resource.origin !== 'input')) return found;
    const isThere = 'resource' in found;
    const parts = made.filter(({ name, from }) => name === wanted.name && (!isThere || mergesInto(from)));
    const [first] = parts;
    return first === undefined ? found : { resource: withParts(isThere ? found.resource : asResource(first), parts) };
  };
}

function withParts(resource: Resource, parts: readonly RenderedSecret[]): Resource {
  const { data, stringData } = resource.raw;
  const added = Object.fromEntries(
    parts.flatMap((part) => [...part.data]).map(([key, value]) => [key, value.reveal().toString('base64')]),
  );
  const texts = Object.entries(Object(stringData) as JsonObject).filter(([key]) => !Object.hasOwn(added, key));
  const raw = { ...resource.raw, data: { ...Object(data), ...added }, stringData: Object.fromEntries(texts) };
  return { ...resource, raw: raw as JsonObject };
}

/** Asks the cluster for what a template reads and the other places do not have. */
async function withCluster(
  { metadata, spec }: ExternalSecret,
  find: (wanted: Wanted) => Found,
  ask: AskObject | undefined,
): Promise<(wanted: Wanted) => Found> {
  if (ask === undefined) return find;
  const { namespace = '' } = metadata;
  const there = new Map<string, Resource>();
  for (const { configMap, secret } of spec.target.template?.templateFrom ?? []) {
    const refs = [
      { kind: 'ConfigMap', ref: configMap },
      { kind: 'Secret', ref: secret },
    ];
    for (const { kind, ref } of refs) {
      if (ref === undefined) continue;
      const wanted: Wanted = { kind, namespace, name: ref.name };
      const resource = 'resource' in find(wanted) ? undefined : await ask(wanted);
      if (resource !== undefined) there.set(`${kind}/${ref.name}`, resource);
    }
  }
  return (wanted) => {
    const found = find(wanted);
    if ('resource' in found) return found;
    const resource = there.get(`${wanted.kind}/${wanted.name}`);
    return resource === undefined ? { searched: [...found.searched, 'the cluster'] } : { resource };
  };
}

function asResource({ name, labels, annotations, data, from }: RenderedSecret): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...from.metadata,
      name,
      labels: Object.fromEntries(labels),
      annotations: Object.fromEntries(annotations),
    },
    spec: {},
    raw: { data: Object.fromEntries([...data].map(([key, value]) => [key, value.reveal().toString('base64')])) },
    origin: from.origin,
    // The place of the ExternalSecret: there is no other document.
    place: () => from.place(),
  };
}
