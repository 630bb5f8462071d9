import { crc32c } from '../../../plugin/providers/gcp/crc32c.ts';
import { GcpError } from './gcp-error.ts';
import type { SecretRecord, SecretSeed, VersionRecord } from './secret-record.ts';

/** Google answers with the number of a project, whatever it was asked by. */
const projectNumber = '123456789012';
const states = { ENABLED: 1, DISABLED: 2, DESTROYED: 3 } as const;
const firstCreated = 1_700_000_000;

/** What was asked: the method's name with what it was asked of, as `esoCallList` has it, and the answer. */
export interface Served {
  readonly call: string;
  readonly answer: () => object;
}

/** Secret Manager, as its REST API documents it. */
export class SecretManagerFake {
  /** By `PROJECT LOCATION NAME`. */
  readonly secrets = new Map<string, SecretRecord>();
  /** Secrets on a page. */
  page = Number.POSITIVE_INFINITY;
  /** Sends sums that do not fit. */
  wrongSums = false;

  seed(seeds: readonly SecretSeed[]): void {
    for (const { project, location = '', name, labels = {}, annotations = {}, versions = [], denied } of seeds) {
      const record = this.#create(project, location, name);
      record.labels = { ...labels };
      record.annotations = { ...annotations };
      record.denied = denied ?? false;
      for (const [index, { data = '', dataBase64, state = 'ENABLED', aliases = [] }] of versions.entries()) {
        const bytes = dataBase64 === undefined ? Buffer.from(data) : Buffer.from(dataBase64, 'base64');
        record.versions.push({ data: bytes, state, created: firstCreated + index * 60 });
        for (const alias of aliases) record.aliases.set(alias, index + 1);
      }
    }
  }

  get(project: string, name: string, location = ''): SecretRecord | undefined {
    return this.secrets.get(`${project} ${location} ${name}`);
  }

  /** Finds what serves a request; `undefined` for a path that is none of Secret Manager's. */
  serve(method: string, url: URL, body: string): Served | undefined {
    const match =
      /^\/v1\/(projects\/([^/]+)(?:\/locations\/([^/]+))?)\/secrets(?:\/([^/:]+)(\/versions(?:\/([^/:]+))?)?)?(?::([a-zA-Z]+))?$/.exec(
        decodeURIComponent(url.pathname),
      );
    if (match === null) return undefined;
    const [, parent = '', project = '', location = '', name, versions, version, verb] = match;
    const filter = url.searchParams.get('filter') ?? '';
    const on = { parent, project, location, name: name ?? '' };
    const fields = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
    const full = `${parent}/secrets/${on.name}`;
    if (method === 'GET' && verb === 'access') {
      const call = `AccessSecretVersion ${full}/versions/${version}`;
      return { call, answer: () => this.#access(on, version ?? '') };
    }
    if (method === 'GET' && versions !== undefined) {
      return { call: `ListSecretVersions ${full} ${filter}`.trim(), answer: () => this.#listVersions(on, filter) };
    }
    if (method === 'GET' && name !== undefined) {
      return { call: `GetSecret ${full}`, answer: () => secretAnswer(on, this.#find(on, 'secretmanager.secrets.get')) };
    }
    if (method === 'GET') {
      return { call: `ListSecrets ${parent} ${filter}`.trim(), answer: () => this.#list(on, url.searchParams) };
    }
    if (method === 'POST' && verb === 'addVersion') {
      return { call: `AddSecretVersion ${full}`, answer: () => this.#addVersion(on, fields) };
    }
    if (method === 'POST') {
      const id = url.searchParams.get('secretId') ?? '';
      return { call: `CreateSecret ${parent} ${id}`, answer: () => this.#createSecret({ ...on, name: id }, fields) };
    }
    if (method === 'PATCH') {
      const mask = url.searchParams.getAll('updateMask').join(',');
      return { call: `UpdateSecret ${full} ${mask}`, answer: () => this.#update(on, fields, mask) };
    }
    return { call: `DeleteSecret ${full}`, answer: () => this.#delete(on, url.searchParams.get('etag') ?? '') };
  }

  #create(project: string, location: string, name: string): SecretRecord {
    const record: SecretRecord = {
      labels: {},
      annotations: {},
      topics: [],
      replication: undefined,
      etag: 1,
      aliases: new Map(),
      versions: [],
      denied: false,
    };
    this.secrets.set(`${project} ${location} ${name}`, record);
    return record;
  }

  #find({ parent, project, location, name }: Name, permission: string): SecretRecord {
    const record = [...this.secrets].find(
      ([key]) =>
        key === `${project} ${location} ${name}` || (project === projectNumber && key.endsWith(` ${location} ${name}`)),
    )?.[1];
    const full = `${parent}/secrets/${name}`;
    if (record === undefined) throw new GcpError(404, 'NOT_FOUND', `Secret [${full}] not found.`);
    if (record.denied) {
      const words = `Permission '${permission}' denied for resource '${full}' (or it may not exist).`;
      throw new GcpError(403, 'PERMISSION_DENIED', words);
    }
    return record;
  }

  #access(on: Name, version: string): object {
    const record = this.#find(on, 'secretmanager.versions.access');
    const number = version === 'latest' ? record.versions.length : (record.aliases.get(version) ?? Number(version));
    const found = record.versions[number - 1];
    const full = `projects/${projectNumber}/secrets/${on.name}/versions/${number}`;
    if (found === undefined) throw new GcpError(404, 'NOT_FOUND', `Secret Version [${full}] not found.`);
    if (found.state !== 'ENABLED') {
      throw new GcpError(400, 'FAILED_PRECONDITION', `Secret Version [${full}] is in ${found.state} state.`);
    }
    const dataCrc32c = `${crc32c(found.data) + (this.wrongSums ? 1 : 0)}`;
    return { name: versionName(on, number), payload: { data: found.data.toString('base64'), dataCrc32c } };
  }

  #listVersions(on: Name, filter: string): object {
    const record = this.#find(on, 'secretmanager.versions.list');
    const versions = record.versions
      .map((version, index) => versionAnswer(on, index + 1, version))
      .filter(({ state }) => filter === '' || state === states.ENABLED);
    return { versions: versions.reverse(), totalSize: versions.length };
  }

  /** `name:x` is a part of the name, `labels.k=v` exact, and all terms must hold. */
  #list(on: Name, query: URLSearchParams): object {
    const terms = (query.get('filter') ?? '').split(' ').filter((term) => term !== '');
    const names = [...this.secrets.keys()].map((key) => key.split(' ') as [string, string, string]);
    const found = names
      .filter(([project, location]) => project === on.project && location === on.location)
      .map(([project, location, name]) => ({ name, record: this.get(project, name, location) as SecretRecord }))
      .filter(({ name, record }) => terms.every((term) => holds(term, name, record)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const start = Number(query.get('pageToken') ?? 0);
    const size = Math.min(this.page, Number(query.get('pageSize')) || Number.POSITIVE_INFINITY);
    const end = start + size;
    return {
      secrets: found.slice(start, end).map(({ name, record }) => secretAnswer({ ...on, name }, record)),
      totalSize: found.length,
      ...(end < found.length ? { nextPageToken: `${end}` } : {}),
    };
  }

  #createSecret(on: Name, fields: Record<string, unknown>): object {
    if (this.get(on.project, on.name, on.location) !== undefined) {
      throw new GcpError(409, 'ALREADY_EXISTS', `Secret [${on.name}] already exists.`);
    }
    const record = this.#create(on.project, on.location, on.name);
    change(record, fields);
    record.replication = fields['replication'];
    return secretAnswer(on, record);
  }

  #update(on: Name, fields: Record<string, unknown>, mask: string): object {
    const record = this.#find(on, 'secretmanager.secrets.update');
    if (fields['etag'] !== undefined && fields['etag'] !== `"${record.etag}"`) {
      throw new GcpError(400, 'FAILED_PRECONDITION', 'The etag does not match.');
    }
    change(record, Object.fromEntries(mask.split(',').map((name) => [name, fields[name]])));
    record.etag += 1;
    return secretAnswer(on, record);
  }

  #addVersion(on: Name, fields: Record<string, unknown>): object {
    const record = this.#find(on, 'secretmanager.versions.add');
    const { data = '' } = (fields['payload'] ?? {}) as { readonly data?: string };
    const version: VersionRecord = {
      data: Buffer.from(data, 'base64'),
      state: 'ENABLED',
      created: firstCreated + record.versions.length * 60,
    };
    record.versions.push(version);
    return versionAnswer(on, record.versions.length, version);
  }

  #delete(on: Name, etag: string): object {
    const record = this.#find(on, 'secretmanager.secrets.delete');
    if (etag !== '' && etag !== `"${record.etag}"`) {
      throw new GcpError(400, 'FAILED_PRECONDITION', 'The etag does not match.');
    }
    this.secrets.delete(`${on.project} ${on.location} ${on.name}`);
    return {};
  }
}

interface Name {
  readonly parent: string;
  readonly project: string;
  readonly location: string;
  readonly name: string;
}

function holds(term: string, name: string, { labels }: SecretRecord): boolean {
  if (term.startsWith('name:')) return name.includes(term.slice('name:'.length));
  const [label = '', value] = term.slice('labels.'.length).split('=');
  return Object.hasOwn(labels, label) && labels[label] === value;
}

function change(record: SecretRecord, { labels, annotations, topics }: Record<string, unknown>): void {
  if (labels !== undefined) record.labels = labels as Record<string, string>;
  if (annotations !== undefined) record.annotations = annotations as Record<string, string>;
  if (topics !== undefined) record.topics = topics as SecretRecord['topics'];
}

function nameOf({ location, name }: Name): string {
  return `projects/${projectNumber}${location === '' ? '' : `/locations/${location}`}/secrets/${name}`;
}

function versionName(on: Name, number: number): string {
  return `${nameOf(on)}/versions/${number}`;
}

function secretAnswer(on: Name, { labels, annotations, topics, replication, etag }: SecretRecord): object {
  return {
    name: nameOf(on),
    createTime: time(firstCreated),
    etag: `"${etag}"`,
    ...(replication === undefined ? {} : { replication }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    ...(topics.length === 0 ? {} : { topics }),
  };
}

function versionAnswer(on: Name, number: number, { state, created }: VersionRecord) {
  return { name: versionName(on, number), createTime: time(created), state: states[state], etag: `"${number}"` };
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
