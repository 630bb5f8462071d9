/** Which object a thing belongs to. */
export interface ObjectName {
  readonly kind: string;
  /** Absent for cluster-scoped objects and where no namespace is known. */
  readonly namespace?: string;
  readonly name: string;
}

/** Where something stands: enough for a user to find the line. */
export interface Place {
  /** As the user named it: a path, `<stdin>`, or `kustomize build overlays/prod`. */
  readonly file: string;
  /** From 1. Absent when only the file is known. */
  readonly line?: number;
  /** From 1, in characters. */
  readonly column?: number;
  readonly object?: ObjectName;
  /** Field path such as `spec.data[0].remoteRef.key`. */
  readonly field?: string;
  /** The manifest's line, worked out when it is shown; gives nothing for a line that may hold a value. */
  readonly excerpt?: () => Excerpt | undefined;
}

/** A line of a manifest. */
export interface Excerpt {
  readonly line: string;
  /** Where in it, in characters from 0. */
  readonly at: number;
}

/** Writes an object as `Kind namespace/name`, or `Kind name` where there is no namespace. */
export function showObject(object: ObjectName): string {
  return object.namespace === undefined
    ? `${object.kind} ${object.name}`
    : `${object.kind} ${object.namespace}/${object.name}`;
}
