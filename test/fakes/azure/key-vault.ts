import { X509Certificate } from 'node:crypto';
import { AzureError } from './azure-error.ts';
import type { Kind, ObjectRecord, VaultSeed, VersionRecord } from './vault-record.ts';

const notFound = { secrets: 'SecretNotFound', keys: 'KeyNotFound', certificates: 'CertificateNotFound' } as const;
const singular = { secrets: 'secret', keys: 'key', certificates: 'certificate' } as const;

/** Key Vault's data plane, as its REST API documents it. */
export class KeyVaultFake {
  /** By kind and lower-case name: a vault does not look at case. */
  readonly objects = new Map<string, ObjectRecord>();
  /** Entries on a page of a list. */
  page = 25;
  readonly #url: () => string;

  constructor(url: () => string) {
    this.#url = url;
  }

  seed({ secrets = [], keys = [], certificates = [] }: VaultSeed): void {
    for (const { name, denied = false, ...seed } of secrets) {
      const { versions = [{ ...seed, id: versionId(1) }] } = seed;
      const made = versions.map(({ id, value, tags, contentType, attributes = {} }) => ({
        id,
        content: value === undefined ? {} : { value },
        tags: tags ?? seed.tags,
        contentType: contentType ?? seed.contentType,
        attributes: { ...seed.attributes, ...attributes },
      }));
      this.#put('secrets', { name, denied, deleted: false, versions: made });
    }
    for (const [kind, list] of [
      ['keys', keys],
      ['certificates', certificates],
    ] as const) {
      for (const { name, denied = false, tags, attributes = {}, ...content } of list) {
        const version = { id: versionId(1), content: { ...content }, tags, contentType: undefined, attributes };
        this.#put(kind, { name, denied, deleted: false, versions: [version] });
      }
    }
  }

  get(kind: Kind, name: string): ObjectRecord | undefined {
    return this.objects.get(`${kind} ${name.toLowerCase()}`);
  }

  /** Answers a request. */
  answer(method: string, url: URL, body: string): object {
    const [, kind = '', name = '', last = ''] = decodeURIComponent(url.pathname).split('/');
    if (method === 'POST' && kind === 'deletedsecrets' && last === 'recover') return this.#recover(name);
    if (!['secrets', 'keys', 'certificates'].includes(kind)) throw new AzureError(404, 'NotFound', 'no such path');
    const of = kind as Kind;
    const fields = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
    if (method === 'GET' && name === '') return this.#list(of, url.searchParams);
    if (method === 'GET') return this.#read(of, name, last);
    if (method === 'DELETE') return this.#delete(of, name);
    return this.#write(of, name, of === 'certificates' ? imported(fields) : fields);
  }

  #put(kind: Kind, record: ObjectRecord): void {
    this.objects.set(`${kind} ${record.name.toLowerCase()}`, record);
  }

  #read(kind: Kind, name: string, id: string): object {
    const record = this.get(kind, name);
    const version = id === '' ? record?.versions.at(-1) : record?.versions.find((one) => one.id === id);
    if (record?.denied === true) {
      const words = `The user, group or application does not have ${kind} get permission on key vault.`;
      throw new AzureError(403, 'Forbidden', words);
    }
    if (record === undefined || record.deleted || version === undefined) {
      throw new AzureError(
        404,
        notFound[kind],
        `A ${singular[kind]} with (name/id) ${name} was not found in this key vault.`,
      );
    }
    if (version.attributes.enabled === false && kind === 'secrets') {
      throw new AzureError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');
    }
    return this.#bundle(kind, record, version);
  }

  #list(kind: Kind, query: URLSearchParams): object {
    const all = [...this.objects]
      .filter(([key, { deleted }]) => key.startsWith(`${kind} `) && !deleted)
      .map(([, record]) => record)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const start = Number(query.get('$skiptoken') ?? 0);
    const end = start + Math.min(this.page, Number(query.get('maxresults')) || this.page);
    return {
      value: all.slice(start, end).map((record) => {
        const { tags, contentType, attributes } = record.versions.at(-1) as VersionRecord;
        return { id: `${this.#url()}/${kind}/${record.name}`, contentType, tags, attributes: stamped(attributes) };
      }),
      nextLink: end < all.length ? `${this.#url()}/${kind}?api-version=7.4&$skiptoken=${end}` : null,
    };
  }

  #write(kind: Kind, name: string, { tags, contentType, attributes, ...content }: Record<string, unknown>): object {
    const record = this.get(kind, name) ?? { name, denied: false, deleted: false, versions: [] };
    if (record.deleted) {
      const words = `${singular[kind]} ${name} is currently in a deleted but recoverable state`;
      throw new AzureError(409, 'Conflict', words, 'ObjectIsDeletedButRecoverable');
    }
    const version = {
      id: versionId(record.versions.length + 1),
      content,
      tags: tags as VersionRecord['tags'],
      contentType: contentType as string | undefined,
      attributes: (attributes ?? {}) as VersionRecord['attributes'],
    };
    record.versions.push(version);
    this.#put(kind, record);
    return this.#bundle(kind, record, version);
  }

  #delete(kind: Kind, name: string): object {
    const record = this.get(kind, name);
    if (record === undefined) throw new AzureError(404, notFound[kind], 'was not found');
    record.deleted = true;
    const bundle = this.#bundle(kind, record, record.versions.at(-1) as VersionRecord);
    return { ...bundle, recoveryId: `${this.#url()}/deleted${kind}/${name}` };
  }

  #recover(name: string): object {
    const record = this.get('secrets', name);
    if (record === undefined) throw new AzureError(404, 'SecretNotFound', 'was not found');
    record.deleted = false;
    return this.#bundle('secrets', record, record.versions.at(-1) as VersionRecord);
  }

  #bundle(kind: Kind, { name }: ObjectRecord, { id, content, tags, contentType, attributes }: VersionRecord): object {
    const own = `${this.#url()}/${kind}/${name}/${id}`;
    return {
      ...(kind === 'keys' ? { key: { kid: own, ...publicPart(content['key'] as object) } } : { ...content, id: own }),
      ...(contentType === undefined ? {} : { contentType }),
      ...(tags === undefined ? {} : { tags }),
      attributes: stamped(attributes),
    };
  }
}

/** A vault keeps what is private of a key to itself. */
function publicPart(key: object): object {
  const kept = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);
  return Object.fromEntries(Object.entries(key).filter(([name]) => !kept.has(name)));
}

function versionId(number: number): string {
  return `${number}`.padStart(32, '0');
}

function stamped(attributes: VersionRecord['attributes']): object {
  return { enabled: true, created: 1_700_000_000, updated: 1_700_000_060, recoveryLevel: 'Recoverable', ...attributes };
}

/** What becomes of an imported certificate: its public part. */
function imported({ value, ...fields }: Record<string, unknown>): Record<string, unknown> {
  const bytes = Buffer.from(String(value), 'base64');
  try {
    return { ...fields, cer: new X509Certificate(bytes).raw.toString('base64') };
  } catch {
    // PKCS#12: this fake does not look into it.
    return { ...fields, cer: '' };
  }
}
