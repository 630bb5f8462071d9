import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import type { HttpRequest, ProviderContext } from '../provider.ts';
import { restCall } from '../rest-call.ts';
import { restObject } from '../rest-object.ts';
import type { BitwardenFields } from './bitwarden-fields.ts';

// https://github.com/external-secrets/bitwarden-sdk-server: reads are GETs with a body.

/** A secret as listed. */
export interface ListedSecret {
  readonly id: string;
  readonly key: string;
}

/** A secret with its value. */
export interface BitwardenSecret {
  readonly value: string;
  readonly project: string | undefined;
}

/** The secrets that a machine account may read. */
export interface BitwardenApi {
  secret(id: string): Promise<BitwardenSecret>;
  /** Every secret of the organisation. */
  list(): Promise<readonly ListedSecret[]>;
}

/** Talks to a bitwarden-sdk-server. */
export function bitwardenApi(
  fields: BitwardenFields,
  { token, ca }: { readonly token: string; readonly ca: string | undefined },
  context: Pick<ProviderContext, 'http' | 'retry'>,
): BitwardenApi {
  const server = (fields.bitwardenServerSDKURL ?? '').replace(/\/+$/, '');
  const tls: Pick<HttpRequest, 'ca'> = ca === undefined ? {} : { ca };
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'warden-access-token': token,
    'warden-api-url': (fields.apiURL ?? '').replace(/\/$/, ''),
    'warden-identity-url': (fields.identityURL ?? '').replace(/\/$/, ''),
  };
  const needs = 'the secret to exist, and the machine account to have access to its project';
  const get = async (path: string, body: JsonObject): Promise<JsonObject> => {
    const request = { url: `${server}/rest/api/1/${path}`, call: `GET ${path}`, needs };
    const answer = await restCall({ ...request, ...tls, headers, body: JSON.stringify(body) }, context);
    return restObject(answer, request);
  };
  const unfit = (path: string) => storeError('STORE_ANSWER', { call: `GET ${path}`, host: new URL(server).host });

  return {
    async secret(id) {
      const { value, projectId: project } = await get('secret', { id });
      if (typeof value !== 'string') throw unfit('secret');
      return { value, project: typeof project === 'string' ? project : undefined };
    },
    async list() {
      const { data } = await get('secrets', { organizationID: fields.organizationID });
      // Go writes a list without items as null.
      if (data === null) return [];
      if (!Array.isArray(data)) throw unfit('secrets');
      return data.map((item) => {
        const { id, key } = Object(item) as JsonObject;
        if (typeof id !== 'string' || typeof key !== 'string') throw unfit('secrets');
        return { id, key };
      });
    },
  };
}
