import type { Certificate } from '../support/certificate.ts';
import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

/** A Secret as the API has it. */
export interface StoredSecret {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly type?: string;
  readonly immutable?: boolean;
  readonly data?: Readonly<Record<string, string>>;
}

/** What a Secret is made from. */
export interface SecretSeed {
  readonly name?: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, string>>;
  readonly dataBase64?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly immutable?: boolean;
}

/** The Secrets of an API server: https://kubernetes.io/docs/reference/kubernetes-api/ */
export class KubernetesFake extends Loopback {
  readonly namespaces = new Set<string>();
  /** By `NAMESPACE/NAME`. */
  readonly secrets = new Map<string, StoredSecret>();
  /** The token that is accepted. Without one a client certificate is. */
  token: string | undefined = 'kube-token-of-the-test';
  /** `NAMESPACE/NAME` that nobody may read. */
  readonly denied = new Set<string>();
  /** Namespaces whose Secrets nobody may list. */
  readonly deniedLists = new Set<string>();
  /** The most that a page holds, where pages are asked for. */
  mostOnPage = Number.POSITIVE_INFINITY;
  /** Whether the rest of a list is no longer there when it is asked for. */
  expires = false;
  /** What the rules review answers. */
  rules: readonly object[] = [{ verbs: ['get'], resources: ['secrets'], apiGroups: [''] }];
  /** What the access review answers. */
  isAllowed = false;
  /** Runs before a write, once: somebody else's. */
  beforeWrite: (() => void) | undefined;
  #version = 100;

  static async start(tls?: Certificate): Promise<KubernetesFake> {
    return await new KubernetesFake(tls).listen();
  }

  seed({
    name,
    namespace,
    labels,
    annotations,
    data = {},
    dataBase64 = {},
    type = 'Opaque',
    immutable,
  }: SecretSeed): void {
    this.namespaces.add(namespace);
    if (name === undefined) return;
    const encoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const);
    this.#store({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name,
        namespace,
        ...(labels === undefined ? {} : { labels }),
        ...(annotations === undefined ? {} : { annotations }),
      },
      type,
      ...(immutable === undefined ? {} : { immutable }),
      data: { ...Object.fromEntries(encoded), ...dataBase64 },
    });
  }

  #store(secret: StoredSecret): StoredSecret {
    this.#version += 1;
    const { name, namespace } = secret.metadata;
    const stored = { ...secret, metadata: { ...secret.metadata, resourceVersion: String(this.#version) } };
    this.secrets.set(`${namespace}/${name}`, stored);
    return stored;
  }

  protected override answer(request: LoopbackRequest): LoopbackAnswer {
    if (!this.#isKnown(request)) return status(401, 'Unauthorized');
    const review = /^\/apis\/authorization\.k8s\.io\/v1\/(\w+)$/.exec(request.path)?.[1];
    if (review === 'selfsubjectrulesreviews') return { status: 201, body: { status: { resourceRules: this.rules } } };
    if (review === 'selfsubjectaccessreviews') return { status: 201, body: { status: { allowed: this.isAllowed } } };
    const [, namespace = '', name] = /^\/api\/v1\/namespaces\/([^/]+)\/secrets(?:\/([^/]+))?$/.exec(request.path) ?? [];
    if (namespace === '') return { status: 404, body: '404 page not found' };
    if (name === undefined)
      return request.method === 'GET' ? this.#list(namespace, request) : this.#create(namespace, request);
    return this.#one(namespace, decodeURIComponent(name), request);
  }

  #isKnown({ headers, hasCertificate }: LoopbackRequest): boolean {
    return this.token === undefined ? hasCertificate : headers.authorization === `Bearer ${this.token}`;
  }

  #list(namespace: string, { query }: LoopbackRequest): LoopbackAnswer {
    if (this.deniedLists.has(namespace)) return status(403, 'Forbidden');
    const wanted = requirementsOf(query.get('labelSelector') ?? '');
    if (wanted === undefined) return status(400, 'BadRequest');
    const all = [...this.secrets.values()]
      .filter(({ metadata }) => metadata.namespace === namespace && wanted.every((fits) => fits(metadata.labels ?? {})))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const limit = Math.min(Number(query.get('limit') ?? all.length), this.mostOnPage);
    if (query.get('continue') !== null && this.expires) return status(410, 'Expired');
    const from = Number(query.get('continue') ?? 0);
    const end = query.has('limit') ? from + limit : all.length;
    const metadata = end < all.length ? { continue: String(end) } : {};
    return { body: { apiVersion: 'v1', kind: 'SecretList', metadata, items: all.slice(from, end) } };
  }

  #create(namespace: string, { body }: LoopbackRequest): LoopbackAnswer {
    if (!this.namespaces.has(namespace)) return status(404, 'NotFound');
    this.#interfere();
    const secret = JSON.parse(body) as StoredSecret;
    if (this.secrets.has(`${namespace}/${secret.metadata.name}`)) return status(409, 'AlreadyExists');
    return { status: 201, body: this.#store(secret) };
  }

  #one(namespace: string, name: string, { method, body }: LoopbackRequest): LoopbackAnswer {
    const id = `${namespace}/${name}`;
    if (this.denied.has(id)) return status(403, 'Forbidden');
    if (method !== 'GET') this.#interfere();
    const before = this.secrets.get(id);
    if (before === undefined) return status(404, 'NotFound');
    if (method === 'GET') return { body: before };
    if (method === 'DELETE') {
      this.secrets.delete(id);
      return { body: { kind: 'Status', status: 'Success' } };
    }
    const next = JSON.parse(body) as StoredSecret;
    if (next.metadata.resourceVersion !== before.metadata.resourceVersion) return status(409, 'Conflict');
    if (before.immutable === true || next.type !== before.type) return status(422, 'Invalid');
    return { body: this.#store(next) };
  }

  #interfere(): void {
    const run = this.beforeWrite;
    this.beforeWrite = undefined;
    run?.();
  }
}

function status(code: number, reason: string): LoopbackAnswer {
  return {
    status: code,
    body: { apiVersion: 'v1', kind: 'Status', status: 'Failure', reason, message: 'marked-body', code },
  };
}

type Fits = (labels: Readonly<Record<string, string>>) => boolean;

/** The requirements of a label selector in its text form; `undefined` for a text that is none. */
function requirementsOf(text: string): readonly Fits[] | undefined {
  const fits: Fits[] = [];
  for (const part of text.match(/[^,(]+(?:\([^)]*\))?/g) ?? []) {
    const [, not, key = '', operator = '', list] =
      /^(!?)([\w./-]+)(?:(=| in | notin )(?:\(([^)]*)\)|(?:[\w.-]*)))?$/.exec(part) ?? [];
    if (key === '') return undefined;
    const values = list === undefined ? [part.slice(part.indexOf('=') + 1)] : list.split(',');
    fits.push((labels) => {
      const value = labels[key];
      if (operator === '') return (value !== undefined) !== (not === '!');
      const isIn = value !== undefined && values.includes(value);
      return operator === ' notin ' ? !isIn : isIn;
    });
  }
  return fits;
}
