import type { ManifestError } from '../../errors/manifest.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { Place } from '../../model/place.ts';

const namePart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const maxAnnotationBytes = 256 * 1024;

/** Labels, annotations and finalizers, and where each of them stands. */
export interface CheckedMetadata {
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly finalizers: readonly string[];
  place(kind: 'labels' | 'annotations' | 'finalizers', key?: string): Place;
}

/**
 * What the API server refuses in an object's metadata.
 *
 * @remarks Kubernetes: `apimachinery/pkg/api/validation/objectmeta.go`, `util/validation/validation.go`; core.md 4.5.
 * Values may come out of a store, so no error shows one.
 */
export function checkMetadata(metadata: CheckedMetadata): readonly ManifestError[] {
  const { labels, annotations, finalizers } = metadata;
  const faults: ManifestError[] = [];
  for (const [key, value] of labels) {
    const at = metadata.place('labels', key);
    if (!isQualifiedName(key)) faults.push(manifestError('METADATA_KEY', { what: 'label', key }, at));
    if (value.length > 63 || !labelValue.test(value)) faults.push(manifestError('LABEL_VALUE', { key }, at));
  }
  let bytes = 0;
  for (const [key, value] of annotations) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    if (isQualifiedName(key.toLowerCase())) continue;
    faults.push(manifestError('METADATA_KEY', { what: 'annotation', key }, metadata.place('annotations', key)));
  }
  if (bytes > maxAnnotationBytes) {
    faults.push(manifestError('ANNOTATIONS_SIZE', { bytes }, metadata.place('annotations')));
  }
  for (const name of finalizers) {
    if (isQualifiedName(name)) continue;
    faults.push(manifestError('METADATA_KEY', { what: 'finalizer', key: name }, metadata.place('finalizers')));
  }
  return faults;
}

function isQualifiedName(key: string): boolean {
  const [first = '', second, ...more] = key.split('/');
  if (more.length > 0) return false;
  const name = second ?? first;
  const hasGoodPrefix = second === undefined || (first.length <= 253 && subdomain.test(first));
  return hasGoodPrefix && name.length <= 63 && namePart.test(name);
}
