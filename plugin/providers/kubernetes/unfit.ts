import type { JsonObject } from '../../model/document.ts';

const most = 1024 * 1024;

/** What a Secret of a type must hold: all of these keys, or one of them. */
const typeKeys = new Map<string, { readonly every?: readonly string[]; readonly some?: readonly string[] }>([
  ['kubernetes.io/dockerconfigjson', { every: ['.dockerconfigjson'] }],
  ['kubernetes.io/dockercfg', { every: ['.dockercfg'] }],
  ['kubernetes.io/basic-auth', { some: ['username', 'password'] }],
  ['kubernetes.io/ssh-auth', { every: ['ssh-privatekey'] }],
  ['kubernetes.io/tls', { every: ['tls.crt', 'tls.key'] }],
]);

/**
 * Why the API server would refuse a Secret that is about to be pushed, as far as its keys tell.
 *
 * @remarks Kubernetes: `pkg/apis/core/validation/validation.go`, `ValidateSecret`.
 */
export function unfit({ type, data }: JsonObject): string | undefined {
  const values = data as Readonly<Record<string, string>>;
  const keys = Object.keys(values);
  const odd = keys.find((key) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..'));
  if (odd !== undefined) return `"${odd}" is no key of a Secret: letters, numbers, "-", "_" and "."`;
  const bytes = Object.values(values).reduce((sum, value) => sum + Buffer.byteLength(value, 'base64'), 0);
  if (bytes > most) return `it would hold ${bytes} bytes, and a Secret holds ${most}`;
  const { every = [], some } = typeKeys.get(String(type)) ?? {};
  const missing = every.filter((key) => !keys.includes(key));
  if (missing.length > 0) return `a Secret of type ${String(type)} needs ${missing.join(' and ')}`;
  if (some !== undefined && !some.some((key) => keys.includes(key))) {
    return `a Secret of type ${String(type)} needs ${some.join(' or ')}`;
  }
  return undefined;
}
