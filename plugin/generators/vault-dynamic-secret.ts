import { allOf } from '../errors/all-of.ts';
import { generatorError } from '../errors/generator.ts';
import { throwAll } from '../errors/map-all.ts';
import { bufferOf, bytesOf, textOf } from '../go/byte-string.ts';
import { byteValue } from '../go/byte-value.ts';
import type { Json, JsonObject } from '../model/document.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { HttpAnswer, StoreInfo } from '../providers/provider.ts';
import { retryFaults } from '../providers/retry-faults.ts';
import { selectorsIn } from '../providers/selectors-in.ts';
import { memberOf, objectIn, type VaultObject, vaultObject } from '../providers/vault/vault-answer.ts';
import { type VaultCall, vaultFault } from '../providers/vault/vault-fault.ts';
import { readVaultIdentity } from '../providers/vault/vault-identity.ts';
import { openVaultSession } from '../providers/vault/vault-session.ts';
import type { VaultRequest } from '../providers/vault/vault-transport.ts';
import type { Generator, GeneratorInfo } from './generator.ts';
import { vaultMembers } from './vault-members.ts';
import { warnOfNamespace } from './warn-of-namespace.ts';

// VaultDynamicSecret: whatever a path of Vault answers with. ESO: generators/v1/vault/vault.go.

interface Fields {
  readonly provider: JsonObject;
  readonly path: string;
  readonly method?: string;
  readonly parameters?: Json;
  readonly getParameters?: Json;
  readonly resultType: 'Data' | 'Auth' | 'Raw';
  readonly allowEmptyResponse: boolean;
  readonly retrySettings?: NonNullable<StoreInfo['retrySettings']>;
}

/** What a path of Vault or OpenBao gives: credentials of an engine, a token, a certificate. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const [request] = allOf(
      () => requestOf(fields, info),
      () => throwAll(retryFaults({ ...fields, place: () => info.place('retrySettings') })),
    );
    for (const { field, namespace } of selectorsIn(fields.provider, 'provider')) {
      warnOfNamespace({ namespace }, field, info, context);
    }
    const { namespace } = info;
    const place = (field: string) => info.place(`provider.${field}`);
    const owner = { kind: 'SecretStore', namespace, usedFrom: namespace, place } as const;
    const session = await openVaultSession(readVaultIdentity(fields.provider, owner), context);
    const facts = { ...factsOf(request), host: session.host };
    const answer = answerOf(await session.call(request, facts), request, facts);
    // Revoking the token would revoke what it was given.
    if (answer === undefined || leavesNothing(answer)) await session.close();
    if (answer === undefined) {
      if (fields.allowEmptyResponse) return new Map();
      throw generatorError('GENERATOR_EMPTY', { call: facts.call }, info.place('path'));
    }
    return valuesOf(answer, fields.resultType);
  },
};

function requestOf({ path, method, parameters, getParameters }: Fields, info: GeneratorInfo): VaultRequest {
  const isReading = ['', 'GET'].includes(method ?? '');
  const [, query] = allOf(
    () => checkPath(path, info),
    () => (isReading ? queryOf(getParameters, info) : {}),
  );
  switch (method ?? '') {
    case '':
    case 'GET':
      return { method: 'GET', path, query };
    case 'LIST':
      return { method: 'LIST', path };
    case 'DELETE':
      return { method: 'DELETE', path };
    default:
      return { method: 'PUT', path, body: bytesOf(JSON.stringify(parameters ?? {}, asFloats)) };
  }
}

function checkPath(path: string, info: GeneratorInfo): void {
  if (!path.split('/').includes('..')) return;
  throw generatorError('GENERATOR_FIELD', { field: 'path', needs: 'to be without ".."' }, info.place('path'));
}

/** The operator reads the numbers of parameters as floats. */
function asFloats(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function queryOf(parameters: Json | undefined, info: GeneratorInfo): Readonly<Record<string, readonly string[]>> {
  const pairs = Object.entries((parameters ?? {}) as JsonObject).map(
    ([name, value]) => [name, [value].flat()] as const,
  );
  if (pairs.some(([, values]) => values.some((value) => typeof value !== 'string'))) {
    const needs = 'a list of texts for each parameter';
    throw generatorError('GENERATOR_FIELD', { field: 'getParameters', needs }, info.place('getParameters'));
  }
  return Object.fromEntries(pairs) as Readonly<Record<string, readonly string[]>>;
}

function factsOf({ method, path }: VaultRequest): Omit<VaultCall, 'host'> {
  const capability = { GET: 'read', LIST: 'list', DELETE: 'delete', PUT: 'update', POST: 'update' }[method];
  return { call: `${method} "${path}"`, needs: `"${capability}" on "${path}"` };
}

/** Reading what is not there is an empty answer; writing it is refused. */
function answerOf(answer: HttpAnswer, { method }: VaultRequest, facts: VaultCall): VaultObject | undefined {
  const object = vaultObject(answer, facts);
  const isReading = method === 'GET' || method === 'LIST';
  if (object === undefined && answer.status === 404 && !isReading) throw vaultFault(answer, facts);
  return object;
}

function leavesNothing(answer: VaultObject): boolean {
  return memberOf(answer, 'lease_id') === '' && objectIn(answer, 'auth') === undefined;
}

function valuesOf(answer: VaultObject, resultType: Fields['resultType']): ReadonlyMap<string, Sensitive> {
  const members = vaultMembers(answer, resultType);
  return new Map([...members].map(([key, value]) => [textOf(key), new Sensitive(bufferOf(byteValue(value)))]));
}
