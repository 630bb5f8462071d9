import { HttpFault } from '../errors/http-fault.ts';
import { storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';
import type { HttpAnswer, HttpRequest, ServiceAccountReference } from '../providers/provider.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { listPages } from './list-pages.ts';
import { metadataOf } from './metadata-of.ts';
import type { Channel } from './transport.ts';

/** The cluster, as far as the configuration lets us ask it. */
export interface Cluster {
  /** One object, or `undefined` where there is none. */
  get(kind: string, name: string, namespace?: string): Promise<JsonObject | undefined>;
  /** The objects of a namespace with these labels, by name. @param labelSelector - As the API takes it; empty for all. */
  list(kind: string, namespace: string, labelSelector: string): Promise<readonly JsonObject[]>;
  /** A short-lived token of a ServiceAccount (TokenRequest). */
  requestToken(reference: ServiceAccountReference): Promise<string>;
  /** Sets annotations of an object; `false` where there is no such object. */
  annotate(
    kind: string,
    name: string,
    namespace: string,
    annotations: Readonly<Record<string, string>>,
  ): Promise<boolean>;
  /** A Namespace's labels, or `undefined` where there is no such namespace. */
  namespaceLabels(name: string): Promise<Readonly<Record<string, string>> | undefined>;
}

/** How long a token lives that we ask for: the operator's figure for Vault, and long enough for a run. */
const tokenSeconds = 600;

/** Where each kind lives in the API. */
const resources = new Map([
  ['Secret', { path: 'api/v1', plural: 'secrets' }],
  ['ConfigMap', { path: 'api/v1', plural: 'configmaps' }],
  ['ServiceAccount', { path: 'api/v1', plural: 'serviceaccounts' }],
  ['Namespace', { path: 'api/v1', plural: 'namespaces' }],
  ['Application', { path: 'apis/argoproj.io/v1alpha1', plural: 'applications' }],
]);

/** Sends one request, again while its fault is a passing one. */
type Call = (path: string, request?: HttpRequest) => Promise<HttpAnswer>;

/**
 * Talks to an API server: a few REST calls, for which no client library has to load.
 *
 * @param retry - The run's retry rules.
 */
export function clusterAt(
  access: ClusterAccess,
  http: Channel['http'],
  retry: <T>(work: () => Promise<T>) => Promise<T>,
): Cluster {
  const call: Call = async (path, request = {}) => {
    const authorization = await access.authorization();
    return await retry(async () => {
      const answer = await http(`${access.server}/${path}`, {
        ...request,
        ...access.tls,
        headers: { accept: 'application/json', ...request.headers, ...(authorization && { authorization }) },
      });
      if (answer.status === 429 || answer.status >= 500) throw broken(answer);
      return answer;
    });
  };

  const get: Cluster['get'] = async (kind, name, namespace) => {
    const { path, plural, shown } = whereIs(kind, name, namespace);
    const what = `GET ${shown}`;
    const answer = await call(path);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refused(what, answer, `"get" on ${plural}`);
    return parse(answer, what);
  };

  return {
    get,
    async list(kind, namespace, labelSelector) {
      const { path, plural } = collectionOf(kind, namespace);
      const what = `LIST ${plural} of ${namespace}`;
      return await listPages(async (page) => {
        const query = new URLSearchParams({ ...(labelSelector === '' ? {} : { labelSelector }), ...page });
        const answer = await call(`${path}?${query}`);
        if (answer.status === 410) return undefined;
        if (answer.status !== 200) throw refused(what, answer, `"list" on ${plural}`);
        return parse(answer, what);
      }, what);
    },
    async annotate(kind, name, namespace, annotations) {
      const { path, plural, shown } = whereIs(kind, name, namespace);
      const answer = await call(path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify({ metadata: { annotations } }),
      });
      if (answer.status === 404) return false;
      if (answer.status !== 200) throw refused(`PATCH ${shown}`, answer, `"patch" on ${plural}`);
      return true;
    },
    requestToken: (reference) => requestToken(reference, call),
    async namespaceLabels(name) {
      const namespace = await get('Namespace', name);
      return namespace === undefined ? undefined : metadataOf(namespace).labels;
    },
  };
}

async function requestToken(
  { namespace, name, audiences, expirationSeconds = tokenSeconds }: ServiceAccountReference,
  call: Call,
): Promise<string> {
  const what = `a token of ServiceAccount ${namespace}/${name}`;
  const { path } = whereIs('ServiceAccount', name, namespace);
  const answer = await call(`${path}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds, ...(audiences.length === 0 ? {} : { audiences }) },
    }),
  });
  if (answer.status !== 201 && answer.status !== 200) {
    throw refused(what, answer, '"create" on serviceaccounts/token, and the ServiceAccount has to exist');
  }
  const { status } = parse(answer, what) as { status?: { token?: unknown } };
  const token = status?.token;
  if (typeof token !== 'string') throw storeError('CLUSTER_ANSWER', { call: what });
  return token;
}

/** Path of an object, and its kind and name as errors show them. */
function whereIs(kind: string, name: string, namespace: string | undefined) {
  const { path, plural } = collectionOf(kind, namespace);
  const shown = `${plural} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return { path: `${path}/${encodeURIComponent(name)}`, plural, shown };
}

/** Path of all objects of a kind: those of a namespace, where they have one. */
function collectionOf(kind: string, namespace: string | undefined) {
  const resource = resources.get(kind);
  if (resource === undefined) throw new Error(`kind ${kind} is not read from a cluster`);
  const { path, plural } = resource;
  const scope = namespace === undefined ? '' : `namespaces/${encodeURIComponent(namespace)}/`;
  return { path: `${path}/${scope}${plural}`, plural };
}

function refused(call: string, { status, headers }: HttpAnswer, needs: string): Error {
  return storeError('CLUSTER_REFUSED', { call, status, needs }, undefined, {
    cause: new HttpFault(status, headers),
  });
}

function broken({ status, headers }: HttpAnswer): Error {
  const cause = new HttpFault(status, headers);
  return storeError('STORE_REFUSED', { call: 'a question to the cluster', status }, undefined, { cause });
}

function parse(answer: HttpAnswer, call: string): JsonObject {
  try {
    const object: unknown = JSON.parse(answer.body.toString('utf8'));
    if (typeof object === 'object' && object !== null) return object as JsonObject;
  } catch {
    // Said below: a parser's words may quote the answer.
  }
  throw storeError('CLUSTER_ANSWER', { call });
}
