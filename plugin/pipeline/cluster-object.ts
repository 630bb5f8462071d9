import type { JsonObject } from '../model/document.ts';
import type { Wanted } from '../model/inventory.ts';
import type { Resource } from '../model/resource.ts';
import { metadataOf } from '../trust/metadata-of.ts';

/** A ConfigMap or Secret as the cluster gave it, in the form that documents have. */
export function clusterObject({ kind, namespace, name }: Wanted, raw: JsonObject): Resource {
  const { labels, annotations } = metadataOf(raw);
  const own = { name, ...(namespace === undefined ? {} : { namespace }) };
  return {
    apiVersion: 'v1',
    kind,
    metadata: { ...own, labels, annotations },
    spec: {},
    raw,
    origin: 'cluster',
    place: (field) => ({ file: '<cluster>', object: { kind, ...own }, ...(field === undefined ? {} : { field }) }),
  };
}
