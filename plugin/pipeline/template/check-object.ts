import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import { decodeBase64 } from '../../go/base64.ts';
import { bytesOf } from '../../go/byte-string.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { keyFault } from './key-fault.ts';
import type { DraftMap, DraftValue } from './object-draft.ts';

const maxBytes = 1024 * 1024;

/**
 * What the API server refuses in the data of a ConfigMap, or of a Secret whose values must be base64 here.
 *
 * @remarks Kubernetes: `pkg/apis/core/validation/validation.go`, `ValidateConfigMap`, `ValidateSecret`.
 */
export function checkObject(externalSecret: ExternalSecret, root: DraftMap): readonly ManifestError[] {
  const { apiVersion, kind } = externalSecret.spec.target.manifest ?? {};
  const data = root.get('data');
  if (apiVersion !== 'v1' || (kind !== 'ConfigMap' && kind !== 'Secret') || !(data instanceof Map)) return [];
  const sizes = [...data.values()].map((value) => sizeOf(kind, value) ?? 0);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return [
    ...[...data].flatMap(([key, value]) => faultsOfValue(externalSecret, kind, key, value)),
    ...(bytes > maxBytes
      ? [manifestError('SECRET_SIZE', { bytes, most: maxBytes, kind }, externalSecret.place('spec'))]
      : []),
  ];
}

function faultsOfValue(
  externalSecret: ExternalSecret,
  kind: 'ConfigMap' | 'Secret',
  key: string,
  value: DraftValue,
): readonly ManifestError[] {
  const at = externalSecret.place(fieldPath('spec.target.template.data', key));
  const why = keyFault(key);
  const faults = why === undefined ? [] : [manifestError('SECRET_KEY', { key, why }, at)];
  if (sizeOf(kind, value) !== undefined) return faults;
  const isText = typeof value === 'string';
  const fault = isText
    ? manifestError('GENERIC_SECRET_DATA', { key }, at)
    : manifestError('GENERIC_DATA_TEXT', { kind, key }, at);
  return [...faults, fault];
}

/** How much a value counts; `undefined` for one that cannot stand there. A null is read as the empty text. */
function sizeOf(kind: 'ConfigMap' | 'Secret', value: DraftValue): number | undefined {
  if (value === null) return 0;
  if (typeof value !== 'string') return undefined;
  return kind === 'ConfigMap' ? Buffer.byteLength(value) : decodeBase64(bytesOf(value))?.length;
}
