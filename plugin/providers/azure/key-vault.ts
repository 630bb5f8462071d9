import { SecretClient } from '@azure/keyvault-secrets';
import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import { parseJsonObject } from '../parse-json-object.ts';
import { azureFault, isNotFound } from './azure-fault.ts';
import { type ObjectName, objectPaths } from './object-name.ts';
import type { VaultConnection } from './vault-connection.ts';

/** What the operations of the SDK's clients take, as far as it is used here. */
export interface SdkOptions {
  readonly onResponse: (response: { readonly bodyAsText?: string | null }) => void;
}

/** The clients of one vault. Those of keys and certificates load when the first of them is read. */
export interface KeyVault {
  readonly host: string;
  readonly secrets: SecretClient;
  keys(): Promise<import('@azure/keyvault-keys').KeyClient>;
  certificates(): Promise<import('@azure/keyvault-certificates').CertificateClient>;
  /**
   * Reads an object as the service writes it: the SDK's own model rounds keys, and has another order.
   * @returns `undefined` where there is no such object, or no such version.
   * @throws EsrError
   */
  get(object: ObjectName, key: string, version?: string): Promise<JsonObject | undefined>;
}

/** Opens the clients of a vault. */
export function openKeyVault(connection: VaultConnection): KeyVault {
  const { url, host, credential, options } = connection;
  const secrets = new SecretClient(url, credential, options);
  const keys = lazily(async () => {
    const { KeyClient } = await import('@azure/keyvault-keys');
    return new KeyClient(url, credential, options);
  });
  const certificates = lazily(async () => {
    const { CertificateClient } = await import('@azure/keyvault-certificates');
    return new CertificateClient(url, credential, options);
  });
  const ask = async ({ type, name }: ObjectName, version: string, more: SdkOptions): Promise<void> => {
    if (type === 'secret') await secrets.getSecret(name, { version, ...more });
    else if (type === 'key') await (await keys()).getKey(name, { version, ...more });
    else if (version === '') await (await certificates()).getCertificate(name, more);
    else await (await certificates()).getCertificateVersion(name, version, more);
  };
  return {
    host,
    secrets,
    keys,
    certificates,
    async get(object, key, version = '') {
      if (!isPossible(object.name) || !(version === '' || isPossible(version))) return undefined;
      let body = '';
      try {
        await ask(object, version, {
          onResponse: ({ bodyAsText }) => {
            body = bodyAsText ?? '';
          },
        });
      } catch (thrown) {
        if (isNotFound(thrown)) return undefined;
        throw azureFault(thrown, { action: 'get', type: object.type, host, on: key });
      }
      const answer = parseJsonObject(body);
      if (answer === undefined) throw storeError('STORE_ANSWER', { call: `get of ${objectPaths[object.type]}`, host });
      return answer;
    },
  };
}

/** What would lead to another path is no name: there is no such object. */
function isPossible(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..';
}

function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}
