import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import type { HttpRequest, ProviderContext } from '../provider.ts';
import { restCall } from '../rest-call.ts';
import { restObject } from '../rest-object.ts';
import type { InfisicalFields } from './infisical-fields.ts';
import type { Service, Session } from './log-in.ts';

// https://infisical.com/docs/api-reference/endpoints/secrets/read

/** A secret. */
export interface InfisicalSecret {
  readonly key: string;
  readonly value: string;
  /** Its folder. */
  readonly path: string;
}

/** The secrets of one environment. */
export interface InfisicalApi {
  /** `undefined` where there is none. */
  secret(folder: string, name: string): Promise<InfisicalSecret | undefined>;
  /** Those of the store's folder, and of the folders below it where it says so; imported ones last. */
  secrets(): Promise<readonly InfisicalSecret[]>;
  revoke(): Promise<void>;
}

/** Talks to Infisical about one store's scope. */
export function infisicalApi(
  { secretsScope: scope }: InfisicalFields,
  { base, ca }: Service,
  session: Session,
  context: Pick<ProviderContext, 'http' | 'retry'>,
): InfisicalApi {
  const tls: Pick<HttpRequest, 'ca'> = ca === undefined ? {} : { ca };
  const shared = {
    workspaceSlug: scope.projectSlug,
    environment: scope.environmentSlug,
    expandSecretReferences: String(scope.expandSecretReferences ?? true),
    include_imports: 'true',
  };
  const token = async () => (await session.token()).token.reveal().toString('utf8');
  const get = async (path: string, query: Readonly<Record<string, string>>, also: readonly number[] = []) => {
    const request = {
      url: `${base}/v3/secrets/raw${path}?${new URLSearchParams({ ...shared, ...query })}`,
      call: path === '' ? 'GET secrets' : 'GET secret',
      needs: `the project, the environment "${scope.environmentSlug}" and the folder to exist, and the right to read there`,
      also,
    };
    const headers = { accept: 'application/json', authorization: `Bearer ${await token()}` };
    return { request, answer: await restCall({ ...request, ...tls, headers }, context) };
  };

  return {
    async secret(folder, name) {
      const query = { secretPath: folder || '/', type: 'shared' };
      const { request, answer } = await get(`/${encodeURIComponent(name)}`, query, [404]);
      if (answer.status !== 404) return secretOf(restObject(answer, request)['secret'], request);
      // A 404 that is not Infisical's own says that somebody else is there.
      if (parseJsonObject(answer.body) !== undefined) return undefined;
      throw storeError('STORE_ANSWER', { call: request.call, host: new URL(base).host });
    },
    async secrets() {
      const query = { secretPath: scope.secretsPath || '/', recursive: String(scope.recursive ?? false) };
      const { request, answer } = await get('', query);
      const { secrets, imports } = restObject(answer, request);
      const secretsIn = (list: unknown) => listOf(list).map((secret) => secretOf(secret, request));
      const own = secretsIn(secrets);
      return [
        ...own,
        ...newOnes(
          listOf(imports).flatMap((one) => secretsIn(one['secrets'])),
          own,
        ),
      ];
    },
    async revoke() {
      await context.http(`${base}/v1/auth/token/revoke`, {
        ...tls,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ accessToken: await token() }),
      });
    },
  };
}

/** Of imported secrets the first of each name that the store's own folders do not have. */
function newOnes(imported: readonly InfisicalSecret[], own: readonly InfisicalSecret[]): readonly InfisicalSecret[] {
  const known = new Set(own.map(({ key }) => key));
  return imported.filter(({ key }) => !known.has(key) && known.add(key));
}

function secretOf(secret: unknown, { url, call }: { readonly url: string; readonly call: string }): InfisicalSecret {
  const { secretKey: key, secretValue: value, secretPath: path } = Object(secret) as JsonObject;
  if (typeof key !== 'string' || typeof value !== 'string') {
    throw storeError('STORE_ANSWER', { call, host: new URL(url).host });
  }
  return { key, value, path: typeof path === 'string' ? path : '' };
}

function listOf(list: unknown): readonly JsonObject[] {
  return Array.isArray(list) ? list.map((item) => Object(item) as JsonObject) : [];
}
