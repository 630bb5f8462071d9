import type { JsonObject } from '../../model/document.ts';
import { once } from '../once.ts';
import type { SecretsApi } from './secrets-api.ts';

/** The same Secrets, each read once until it is written to: what is checked need not be read again to be written. */
export function rememberedSecrets(api: SecretsApi): SecretsApi {
  const known = new Map<string, Promise<JsonObject | undefined>>();
  const idOf = (name: string, namespace: string) => `${namespace}/${name}`;
  const forget = (name: string, namespace: string) => void known.delete(idOf(name, namespace));
  return {
    ...api,
    get: (name, namespace) => once(known, idOf(name, namespace), () => api.get(name, namespace)),
    create(secret, name, namespace) {
      forget(name, namespace);
      return api.create(secret, name, namespace);
    },
    update(secret, name, namespace) {
      forget(name, namespace);
      return api.update(secret, name, namespace);
    },
    delete(name, namespace) {
      forget(name, namespace);
      return api.delete(name, namespace);
    },
  };
}
