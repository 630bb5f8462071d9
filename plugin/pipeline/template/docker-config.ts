import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import { Sensitive } from '../../model/sensitive.ts';

const type = 'kubernetes.io/dockerconfigjson';
const key = '.dockerconfigjson';

/**
 * Puts a `.dockerconfigjson` together from what the registry generators give, where a Secret of that type has no data
 * template and would be refused by the API server.
 *
 * @param data - The Secret's data. Not changed.
 * @param find - Looks the generator up: some of them do not say their registry in what they give.
 * @returns The data to write, or `undefined` where the rule does not apply.
 */
export function dockerConfig(
  externalSecret: ExternalSecret,
  data: ReadonlyMap<string, Sensitive>,
  find: Inventory['find'],
): ReadonlyMap<string, Sensitive> | undefined {
  const { template } = externalSecret.spec.target;
  const hasDataTemplate = Object.keys(template?.data ?? {}).length > 0 || (template?.templateFrom ?? []).length > 0;
  if (template?.type !== type || hasDataTemplate || data.has(key)) return undefined;
  const server = text(data, 'proxy_endpoint') ?? text(data, 'registry') ?? registryOf(externalSecret, find);
  const login = loginOf(data);
  if (server === undefined || login === undefined) return undefined;
  const config = { auths: { [hostOf(server)]: login } };
  return new Map([[key, new Sensitive(JSON.stringify(config))]]);
}

function registryOf(externalSecret: ExternalSecret, find: Inventory['find']): string | undefined {
  const refs = (externalSecret.spec.dataFrom ?? []).flatMap(({ sourceRef }) => sourceRef?.generatorRef ?? []);
  for (const { kind, name } of refs) {
    const { namespace = '' } = externalSecret.metadata;
    const found = find({ kind, name, ...(kind === 'ClusterGenerator' ? {} : { namespace }) });
    if (!('resource' in found)) continue;
    const [inner, { registry, scope }] = innerOf(kind, found.resource.spec);
    if (inner === 'ACRAccessToken' && typeof registry === 'string') return registry;
    if (inner === 'ECRAuthorizationToken' && scope === 'public') return 'public.ecr.aws';
  }
  return undefined;
}

/** The generator inside a ClusterGenerator, or the generator itself. */
function innerOf(kind: string, spec: JsonObject): readonly [kind: string, spec: JsonObject] {
  if (kind !== 'ClusterGenerator') return [kind, spec];
  const [inner] = Object.values(Object(spec['generator']) as Record<string, JsonObject>);
  return [String(spec['kind']), inner ?? {}];
}

function loginOf(data: ReadonlyMap<string, Sensitive>): object | undefined {
  const auth = text(data, 'auth');
  if (auth !== undefined) return { auth };
  const [username, password] = [text(data, 'username'), text(data, 'password')];
  if (username === undefined || password === undefined) return undefined;
  return { username, password, auth: Buffer.from(`${username}:${password}`).toString('base64') };
}

function text(data: ReadonlyMap<string, Sensitive>, name: string): string | undefined {
  return data.get(name)?.reveal().toString('utf8');
}

// ECR gives `https://ACCOUNT.dkr.ecr.REGION.amazonaws.com`; the kubelet wants the host.
function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/+$/, '');
}
