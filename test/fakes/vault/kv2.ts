import { type Bytes, bytesOf } from '../../../plugin/go/byte-string.ts';
import { JsonNumber, type JsonValue } from '../../../plugin/go/json.ts';
import { childrenOf, type Engine } from './engine.ts';
import { json, object, toFloats } from './fields.ts';
import type { Fields, VaultAnswer, VaultRequest } from './request.ts';
import { VaultError } from './vault-error.ts';

interface Version {
  data: Fields;
  readonly createdTime: string;
  deletionTime: string;
  destroyed: boolean;
}

/** A secret with its versions, the first one first. */
export interface Kv2Secret {
  readonly versions: Version[];
  custom: Fields | undefined;
  readonly createdTime: string;
  casRequired: boolean;
}

/** The key-value engine, version 2. Numbers become 64-bit floats, as in OpenBao. */
export class Kv2 implements Engine {
  readonly version = 2;
  readonly secrets = new Map<string, Kv2Secret>();
  /** Whether a version's metadata tell the custom ones: since 1.9. */
  tellsCustom = true;

  write(path: string, data: Fields): Kv2Secret {
    const secret = this.#make(path);
    secret.versions.push({ data: toFloats(data) as Fields, createdTime: now(), deletionTime: '', destroyed: false });
    return secret;
  }

  answer(request: VaultRequest, path: string): VaultAnswer {
    const [area = '', ...rest] = path.split('/');
    const key = rest.join('/');
    if (area === 'metadata') return this.#metadata(request, key);
    if (key !== '' && area === 'data') return this.#data(request, key);
    if (key !== '' && ['delete', 'undelete', 'destroy'].includes(area)) return this.#change(request, area, key);
    return { status: 404, warnings: ['Invalid path for a versioned K/V secrets engine. See the API docs.'] };
  }

  #data({ operation, body, query }: VaultRequest, key: string): VaultAnswer {
    const secret = this.secrets.get(key);
    if (operation === 'PUT') return this.#put(secret, body, key);
    if (operation === 'DELETE') {
      const latest = secret?.versions.at(-1);
      if (latest !== undefined && latest.deletionTime === '') latest.deletionTime = now();
      return { status: 204 };
    }
    const asked = query.get('version') ?? '0';
    if (!/^\d+$/.test(asked)) {
      throw new VaultError(400, `Field validation failed: error converting input "${asked}" for field "version"`);
    }
    const number = Number(asked) === 0 ? (secret?.versions.length ?? 0) : Number(asked);
    const version = secret?.versions[number - 1];
    if (secret === undefined || version === undefined) throw new VaultError(404);
    const isGone = version.destroyed || version.deletionTime !== '';
    return {
      status: isGone ? 404 : 200,
      data: new Map<Bytes, JsonValue>([
        [bytesOf('data'), isGone ? null : version.data],
        [bytesOf('metadata'), this.#versionMetadata(secret, number)],
      ]),
    };
  }

  #put(before: Kv2Secret | undefined, body: Fields, key: string): VaultAnswer {
    const cas = object(body, 'options').get(bytesOf('cas'));
    const wanted = cas instanceof JsonNumber ? Number(cas.text) : undefined;
    if (before?.casRequired === true && wanted === undefined) {
      throw new VaultError(400, 'check-and-set parameter required for this call');
    }
    if (wanted !== undefined && wanted !== (before?.versions.length ?? 0)) {
      throw new VaultError(400, 'check-and-set parameter did not match the current version');
    }
    if (!(body.get(bytesOf('data')) instanceof Map)) throw new VaultError(400, 'no data provided');
    const secret = this.write(key, object(body, 'data'));
    return { data: this.#versionMetadata(secret, secret.versions.length) };
  }

  #metadata({ operation, body }: VaultRequest, key: string): VaultAnswer {
    if (operation === 'LIST') {
      return { data: new Map([[bytesOf('keys'), childrenOf(this.secrets.keys(), key) as Bytes[]]]) };
    }
    if (operation === 'PUT') {
      const custom = body.get(bytesOf('custom_metadata'));
      const secret = this.#make(key);
      if (custom instanceof Map) secret.custom = custom as Fields;
      return { status: 204 };
    }
    if (operation === 'DELETE') {
      this.secrets.delete(key);
      return { status: 204 };
    }
    const secret = this.secrets.get(key);
    if (secret === undefined) throw new VaultError(404);
    const versions = secret.versions.map((version, index) => [bytesOf(String(index + 1)), describe(version)] as const);
    const fields: [Bytes, JsonValue][] = [
      [bytesOf('custom_metadata'), secret.custom ?? null],
      [bytesOf('versions'), new Map<Bytes, JsonValue>(versions)],
    ];
    const own = {
      cas_required: secret.casRequired,
      created_time: secret.createdTime,
      current_version: secret.versions.length,
      delete_version_after: '0s',
      max_versions: 0,
      oldest_version: 0,
      updated_time: secret.createdTime,
    };
    return { data: new Map([...(json(own) as Fields), ...fields]) };
  }

  #change({ body }: VaultRequest, area: string, key: string): VaultAnswer {
    const numbers = body.get(bytesOf('versions'));
    for (const number of Array.isArray(numbers) ? numbers : []) {
      const version = this.secrets.get(key)?.versions[Number((number as JsonNumber).text ?? number) - 1];
      if (version === undefined) continue;
      if (area === 'delete') version.deletionTime = now();
      if (area === 'undelete') version.deletionTime = '';
      if (area === 'destroy') version.destroyed = true;
    }
    return { status: 204 };
  }

  #versionMetadata(secret: Kv2Secret, number: number): JsonValue {
    const version = secret.versions[number - 1] as Version;
    return new Map<Bytes, JsonValue>([
      ...(describe(version) as Fields),
      ...(this.tellsCustom ? [[bytesOf('custom_metadata'), secret.custom ?? null] as const] : []),
      [bytesOf('version'), number],
    ]);
  }

  #make(path: string): Kv2Secret {
    let secret = this.secrets.get(path);
    if (secret === undefined) {
      secret = { versions: [], custom: undefined, createdTime: now(), casRequired: false };
      this.secrets.set(path, secret);
    }
    return secret;
  }
}

function describe({ createdTime, deletionTime, destroyed }: Version): JsonValue {
  return json({ created_time: createdTime, deletion_time: deletionTime, destroyed });
}

function now(): string {
  return new Date().toISOString();
}
