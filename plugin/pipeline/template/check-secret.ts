import { type ManifestError, manifestError } from '../../errors/manifest.ts';
import { bytesFromBuffer } from '../../go/byte-string.ts';
import { parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { checkMetadata } from './check-metadata.ts';
import { keyFault } from './key-fault.ts';

const maxBytes = 1024 * 1024;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What a Secret of a type must hold, and a word for it. */
type TypeRule = (data: ReadonlyMap<string, Sensitive>, secret: RenderedSecret) => string | undefined;

const typeRules: ReadonlyMap<string, TypeRule> = new Map<string, TypeRule>([
  ['kubernetes.io/dockerconfigjson', (data) => needsJson(data, '.dockerconfigjson')],
  ['kubernetes.io/dockercfg', (data) => needsJson(data, '.dockercfg')],
  [
    'kubernetes.io/basic-auth',
    (data) => (data.has('username') || data.has('password') ? undefined : 'key "username" or "password"'),
  ],
  [
    'kubernetes.io/ssh-auth',
    (data) => ((data.get('ssh-privatekey')?.length ?? 0) > 0 ? undefined : 'a value in key "ssh-privatekey"'),
  ],
  ['kubernetes.io/tls', needsTls],
  [
    'kubernetes.io/service-account-token',
    (_data, { annotations }) =>
      annotations.get('kubernetes.io/service-account.name')
        ? undefined
        : 'annotation "kubernetes.io/service-account.name"',
  ],
]);

/**
 * All that the API server would refuse in a Secret (core.md 4.5), each with the field that brought it in.
 *
 * @remarks Kubernetes: `pkg/apis/core/validation/validation.go`, `ValidateSecret`.
 */
export function checkSecret(secret: RenderedSecret): readonly ManifestError[] {
  const { from, name, data, type } = secret;
  const faults: ManifestError[] = [];
  if (name.length > 253 || !subdomain.test(name)) {
    const at = from.place(from.spec.target.name === undefined ? 'metadata.name' : 'spec.target.name');
    faults.push(manifestError('SECRET_NAME', { name }, at));
  }
  faults.push(...checkMetadata({ ...secret, place: (part, key) => metadataPlace(from, part, key) }));
  let bytes = 0;
  for (const [key, value] of data) {
    bytes += value.length;
    const why = keyFault(key);
    if (why !== undefined) faults.push(manifestError('SECRET_KEY', { key, why }, placeOfKey(from, key)));
  }
  if (bytes > maxBytes) faults.push(manifestError('SECRET_SIZE', { bytes, most: maxBytes }, from.place('spec')));
  const needs = typeRules.get(type)?.(data, secret);
  if (needs !== undefined) {
    faults.push(manifestError('SECRET_TYPE', { type, needs }, from.place('spec.target.template.type')));
  }
  return faults;
}

function needsTls(data: ReadonlyMap<string, Sensitive>): string | undefined {
  const missing = ['tls.crt', 'tls.key'].filter((key) => !data.has(key));
  return missing.length === 0 ? undefined : missing.map((key) => `key "${key}"`).join(' and ');
}

function needsJson(data: ReadonlyMap<string, Sensitive>, key: string): string | undefined {
  const value = data.get(key);
  if (value === undefined) return `key "${key}"`;
  try {
    const parsed = parseJson(bytesFromBuffer(value.reveal()));
    return parsed === null || parsed instanceof Map ? undefined : `a JSON object in key "${key}"`;
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
    return `valid JSON in key "${key}"`;
  }
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
