import type { JsonObject } from '../../model/document.ts';
import { once } from '../once.ts';
import type { KeyVault } from './key-vault.ts';
import type { ObjectName } from './object-name.ts';

/** What is known of the objects that are written to: each read once, and again after it was written. */
export interface RemoteObjects {
  /** As the service writes it; `undefined` where there is none. */
  get(object: ObjectName, key: string): Promise<JsonObject | undefined>;
  forget(object: ObjectName): void;
}

/** Opens the books of one client. */
export function remoteObjects(vault: KeyVault): RemoteObjects {
  const known = new Map<string, Promise<JsonObject | undefined>>();
  const id = ({ type, name }: ObjectName) => `${type} ${name.toLowerCase()}`;
  return {
    get: (object, key) => once(known, id(object), () => vault.get(object, key)),
    forget: (object) => void known.delete(id(object)),
  };
}
