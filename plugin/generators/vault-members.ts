import { type Bytes, bytesOf } from '../go/byte-string.ts';
import { JsonNumber, type JsonValue, marshalJson, parseJson } from '../go/json.ts';
import { memberOf, objectIn, type VaultObject } from '../providers/vault/vault-answer.ts';

type Kind = 'text' | 'number' | 'flag' | 'any';

const secretFields: readonly (readonly [string, Kind])[] = [
  ['request_id', 'text'],
  ['lease_id', 'text'],
  ['lease_duration', 'number'],
  ['renewable', 'flag'],
  ['data', 'any'],
  ['warnings', 'any'],
];

const authFields: readonly (readonly [string, Kind])[] = [
  ['client_token', 'text'],
  ['accessor', 'text'],
  ['policies', 'any'],
  ['token_policies', 'any'],
  ['identity_policies', 'any'],
  ['metadata', 'any'],
  ['orphan', 'flag'],
  ['entity_id', 'text'],
  ['lease_duration', 'number'],
  ['renewable', 'flag'],
  ['mfa_requirement', 'any'],
];

const wrapFields: readonly (readonly [string, Kind])[] = [
  ['token', 'text'],
  ['accessor', 'text'],
  ['ttl', 'number'],
  ['creation_time', 'text'],
  ['creation_path', 'text'],
  ['wrapped_accessor', 'text'],
];

const zeros: Readonly<Record<Kind, JsonValue>> = {
  text: '' as Bytes,
  number: new JsonNumber('0'),
  flag: false,
  any: null,
};

/**
 * The members of an answer that a `resultType` means.
 *
 * @remarks
 * For `Auth` and `Raw` the operator writes the Go structs of Vault's client as JSON and reads them again: all their fields,
 * with Go's zero values, and numbers as floats. Vault: `api/secret.go`.
 */
export function vaultMembers(answer: VaultObject, resultType: 'Data' | 'Auth' | 'Raw'): VaultObject {
  if (resultType === 'Data') return objectIn(answer, 'data') ?? new Map();
  const auth = objectIn(answer, 'auth');
  if (resultType === 'Auth') return auth === undefined ? new Map() : readAgain(filled(auth, authFields));
  const whole = new Map(filled(answer, secretFields));
  const wrap = objectIn(answer, 'wrap_info');
  const mount = memberOf(answer, 'mount_type');
  if (auth !== undefined) whole.set(bytesOf('auth'), filled(auth, authFields));
  if (wrap !== undefined) whole.set(bytesOf('wrap_info'), filled(wrap, wrapFields));
  if (typeof mount === 'string' && mount !== '') whole.set(bytesOf('mount_type'), mount);
  return readAgain(whole);
}

function filled(object: VaultObject, fields: readonly (readonly [string, Kind])[]): VaultObject {
  return new Map(fields.map(([name, kind]) => [bytesOf(name), memberOf(object, name) ?? zeros[kind]]));
}

function readAgain(object: VaultObject): VaultObject {
  return parseJson(marshalJson(object)) as VaultObject;
}
