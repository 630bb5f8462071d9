import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { checkWhole } from '../check-whole.ts';
import { mergesInto } from '../merges-into.ts';
import { checkMetadata } from './check-metadata.ts';
import { keyFault } from './key-fault.ts';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * All that the API server would refuse in a Secret, each with the field that brought it in.
 *
 * @remarks Kubernetes: `pkg/apis/core/validation/validation.go`, `ValidateSecret`.
 */
export function checkSecret(secret: RenderedSecret): readonly ManifestError[] {
  const { from, name, data } = secret;
  const faults: ManifestError[] = [];
  if (name.length > 253 || !subdomain.test(name)) {
    const at = from.place(from.spec.target.name === undefined ? 'metadata.name' : 'spec.target.name');
    faults.push(manifestError('SECRET_NAME', { name }, at));
  }
  faults.push(...checkMetadata({ ...secret, place: (part, key) => metadataPlace(from, part, key) }));
  for (const key of data.keys()) {
    const why = keyFault(key);
    if (why !== undefined) faults.push(manifestError('SECRET_KEY', { key, why }, placeOfKey(from, key)));
  }
  // What merges is a part of a Secret: the whole is looked at when it is put together.
  return mergesInto(from) ? faults : [...faults, ...checkWhole(secret)];
}

function metadataPlace(
  from: ExternalSecret,
  part: 'labels' | 'annotations' | 'finalizers',
  key: string | undefined,
): Place {
  const path = from.spec.target.template === undefined ? `metadata.${part}` : `spec.target.template.metadata.${part}`;
  return from.place(key === undefined ? path : fieldPath(path, key));
}

/** The field that a data key comes from, as near as can be told. */
function placeOfKey(from: ExternalSecret, key: string): Place {
  const { target, data = [], dataFrom = [] } = from.spec;
  if (Object.hasOwn(target.template?.data ?? {}, key)) return from.place(fieldPath('spec.target.template.data', key));
  const entry = data.findLastIndex(({ secretKey }) => secretKey === key);
  if (entry >= 0) return from.place(`spec.data[${entry}].secretKey`);
  if ((target.template?.templateFrom ?? []).length > 0) return from.place('spec.target.template.templateFrom');
  return from.place(dataFrom.length === 1 ? 'spec.dataFrom[0]' : 'spec');
}
