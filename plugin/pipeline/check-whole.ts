import { type ManifestError, manifestError } from '../errors/manifest.ts';
import { bytesFromBuffer } from '../go/byte-string.ts';
import { parseJson } from '../go/json.ts';
import { JsonSyntaxError } from '../go/json-syntax-error.ts';
import type { RenderedSecret } from '../model/secret.ts';
import type { Sensitive } from '../model/sensitive.ts';

const maxBytes = 1024 * 1024;

type Data = ReadonlyMap<string, Sensitive>;

/** What a Secret of a type must hold, and a word for it. */
type TypeRule = (data: Data, annotations: ReadonlyMap<string, string>) => string | undefined;

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
    (_data, annotations) =>
      annotations.get('kubernetes.io/service-account.name')
        ? undefined
        : 'annotation "kubernetes.io/service-account.name"',
  ],
]);

/**
 * What the API server refuses in a Secret as a whole: its size, and what its type must hold.
 *
 * @remarks Kubernetes: `pkg/apis/core/validation/validation.go`, `ValidateSecret`. Where several make a Secret
 * it is asked of all of them together.
 */
export function checkWhole({
  type,
  data,
  annotations,
  from,
}: Pick<RenderedSecret, 'type' | 'data' | 'annotations' | 'from'>): readonly ManifestError[] {
  const bytes = [...data.values()].reduce((sum, value) => sum + value.length, 0);
  const needs = typeRules.get(type)?.(data, annotations);
  return [
    ...(bytes > maxBytes ? [manifestError('SECRET_SIZE', { bytes, most: maxBytes }, from.place('spec'))] : []),
    ...(needs === undefined
      ? []
      : [manifestError('SECRET_TYPE', { type, needs }, from.place('spec.target.template.type'))]),
  ];
}

function needsTls(data: Data): string | undefined {
  const missing = ['tls.crt', 'tls.key'].filter((key) => !data.has(key));
  return missing.length === 0 ? undefined : missing.map((key) => `key "${key}"`).join(' and ');
}

function needsJson(data: Data, key: string): string | undefined {
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
