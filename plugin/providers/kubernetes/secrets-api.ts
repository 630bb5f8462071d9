import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { HttpAnswer } from '../provider.ts';
import { type RestRequest, restCall } from '../rest-call.ts';
import { restObject } from '../rest-object.ts';
import type { ClusterAccess } from './open-access.ts';

// Secrets of the core API group: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/

/** The Secrets of another cluster. */
export interface SecretsApi {
  /** `undefined` where there is none. */
  get(name: string, namespace: string): Promise<JsonObject | undefined>;
  list(namespace: string, labelSelector: string): Promise<readonly JsonObject[]>;
  /** False where somebody else wrote meanwhile. */
  create(secret: JsonObject, name: string, namespace: string): Promise<boolean>;
  /** False where somebody else wrote meanwhile. */
  update(secret: JsonObject, name: string, namespace: string): Promise<boolean>;
  delete(name: string, namespace: string): Promise<void>;
  /** Whether the store may read Secrets of a namespace. */
  mayRead(namespace: string): Promise<boolean>;
}

/** Talks to the API server of a store. */
export function secretsApi(access: ClusterAccess): SecretsApi {
  const { server, authorization, via, ...tls } = access;
  const call = async (path: string, request: Omit<RestRequest, 'url'>): Promise<HttpAnswer> => {
    const url = `${server}/${path}`;
    const headers = {
      accept: 'application/json',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization === undefined ? {} : { authorization }),
    };
    const answer = await restCall({ ...request, ...tls, url, headers }, via);
    if (answer.status === 404 && !isStatus(answer)) {
      throw storeError('STORE_ANSWER', { call: request.call, host: new URL(url).host });
    }
    return answer;
  };
  const written = async (verb: 'create' | 'update', secret: JsonObject, name: string, namespace: string) => {
    const method = verb === 'create' ? 'POST' : 'PUT';
    const about = factsOf(method, verb, name, namespace);
    const path = verb === 'create' ? pathTo(namespace) : pathTo(namespace, name);
    const answer = await call(path, { ...about, method, body: JSON.stringify(secret), also: [409] });
    return answer.status !== 409;
  };

  return {
    async get(name, namespace) {
      const facts = factsOf('GET', 'get', name, namespace);
      const answer = await call(pathTo(namespace, name), { ...facts, also: [404] });
      return answer.status === 404 ? undefined : restObject(answer, { url: server, call: facts.call });
    },
    async list(namespace, labelSelector) {
      const query = labelSelector === '' ? '' : `?labelSelector=${encodeURIComponent(labelSelector)}`;
      const facts = factsOf('GET', 'list', '', namespace);
      const answer = await call(`${pathTo(namespace)}${query}`, facts);
      const { items } = restObject(answer, { url: server, call: facts.call });
      if (Array.isArray(items)) return items as readonly JsonObject[];
      throw storeError('STORE_ANSWER', { call: facts.call, host: new URL(server).host });
    },
    create: (secret, name, namespace) => written('create', secret, name, namespace),
    update: (secret, name, namespace) => written('update', secret, name, namespace),
    async delete(name, namespace) {
      const facts = factsOf('DELETE', 'delete', name, namespace);
      await call(pathTo(namespace, name), { ...facts, method: 'DELETE', also: [404] });
    },
    mayRead: (namespace) => mayRead(namespace, server, call),
  };
}

/**
 * As the operator validates a store: by the rules first, which know of rights to single Secrets, then by a question.
 *
 * @remarks ESO: `providers/v1/kubernetes/validate.go`, `Validate`.
 */
async function mayRead(
  namespace: string,
  server: string,
  call: (path: string, request: Omit<RestRequest, 'url'>) => Promise<HttpAnswer>,
): Promise<boolean> {
  const review = async (kind: string, plural: string, spec: JsonObject): Promise<JsonObject> => {
    const request = { call: `POST ${plural}`, needs: `"create" on ${plural}`, method: 'POST' };
    const body = JSON.stringify({ apiVersion: 'authorization.k8s.io/v1', kind, spec });
    const answer = await call(`apis/authorization.k8s.io/v1/${plural}`, { ...request, body });
    return Object(restObject(answer, { url: server, call: request.call })['status']) as JsonObject;
  };
  const { resourceRules } = await review('SelfSubjectRulesReview', 'selfsubjectrulesreviews', { namespace });
  if (Array.isArray(resourceRules) && resourceRules.some(coversSecrets)) return true;
  const attributes = { resourceAttributes: { resource: 'secrets', namespace, verb: 'get' } };
  return (await review('SelfSubjectAccessReview', 'selfsubjectaccessreviews', attributes))['allowed'] === true;
}

function coversSecrets(rule: unknown): boolean {
  const { resources, verbs, apiGroups } = Object(rule) as Readonly<Record<string, unknown>>;
  const has = (list: unknown, name: string) => Array.isArray(list) && (list.includes(name) || list.includes('*'));
  const isCore = !Array.isArray(apiGroups) || apiGroups.length === 0 || has(apiGroups, '');
  return isCore && has(resources, 'secrets') && has(verbs, 'get');
}

function factsOf(method: string, verb: string, name: string, namespace: string): { call: string; needs: string } {
  return {
    call: `${method} secrets/${name}`.replace(/\/$/, ''),
    needs: `namespace "${namespace}" to exist, and "${verb}" on secrets in it`,
  };
}

function pathTo(namespace: string, name?: string): string {
  const all = `api/v1/namespaces/${encodeURIComponent(namespace)}/secrets`;
  return name === undefined ? all : `${all}/${encodeURIComponent(name)}`;
}

/** An API server says what is missing as a Status; any other 404 is somebody else's. */
function isStatus({ body }: HttpAnswer): boolean {
  return parseJsonObject(body)?.['kind'] === 'Status';
}
