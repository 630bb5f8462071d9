import type { JsonObject } from '../model/document.ts';

/** Labels and annotations of an object as an API server gives it. */
export interface ClusterMetadata {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Reads an object's labels and annotations; none where there are none. */
export function metadataOf(object: JsonObject): ClusterMetadata {
  const { metadata } = object as { metadata?: Partial<ClusterMetadata> };
  return { labels: metadata?.labels ?? {}, annotations: metadata?.annotations ?? {} };
}
