import type { JsonObject, ParsedDocument } from './document.ts';
import type { Origin } from './origin.ts';
import type { ObjectName, Place } from './place.ts';

/** What every Kubernetes object carries and we look at. */
export interface Metadata {
  readonly name: string;
  /** The namespace the object belongs to: its own, else the configured default. Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A Kubernetes object after reading, pruning, defaulting and validation. */
export interface Resource<Body = JsonObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  /** The `spec` of kinds that have one, checked and defaulted; `{}` where it is absent. */
  readonly spec: Body;
  /** The whole object as it was read (before pruning), for kinds without a spec: Secret, ConfigMap, Namespace. */
  readonly raw: JsonObject;
  readonly origin: Origin;
  /** Absent for objects that no document holds (read from a cluster or a mount). */
  readonly document?: ParsedDocument;
  /** Where the object or one of its fields stands. */
  place(field?: string): Place;
}

/** The object's name, for errors. */
export function objectName(resource: Pick<Resource<unknown>, 'kind' | 'metadata'>): ObjectName {
  const { name, namespace } = resource.metadata;
  return namespace === undefined ? { kind: resource.kind, name } : { kind: resource.kind, namespace, name };
}
