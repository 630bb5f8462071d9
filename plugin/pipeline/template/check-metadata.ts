import type { ManifestError } from '../../errors/manifest.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { Place } from '../../model/place.ts';
import { finalizerFault, isAnnotationKey, isLabelKey, isLabelValue } from '../../resources/metadata-syntax.ts';

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
 * @remarks Kubernetes: `apimachinery/pkg/api/validation/objectmeta.go`, `util/validation/validation.go`.
 * Values may come out of a store, so no error shows one.
 */
export function checkMetadata(metadata: CheckedMetadata): readonly ManifestError[] {
  const { labels, annotations, finalizers } = metadata;
  const faults: ManifestError[] = [];
  for (const [key, value] of labels) {
    if (!isLabelKey(key))
      faults.push(manifestError('METADATA_KEY', { what: 'label', key }, metadata.place('labels', key)));
    if (!isLabelValue(value)) faults.push(manifestError('LABEL_VALUE', { key }, metadata.place('labels', key)));
  }
  let bytes = 0;
  for (const [key, value] of annotations) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    if (isAnnotationKey(key)) continue;
    faults.push(manifestError('METADATA_KEY', { what: 'annotation', key }, metadata.place('annotations', key)));
  }
  if (bytes > maxAnnotationBytes) {
    faults.push(manifestError('ANNOTATIONS_SIZE', { bytes }, metadata.place('annotations')));
  }
  for (const name of finalizers) {
    const why = finalizerFault(name, finalizers, true);
    if (why !== undefined) faults.push(manifestError('FINALIZER', { name, why }, metadata.place('finalizers')));
  }
  return faults;
}
