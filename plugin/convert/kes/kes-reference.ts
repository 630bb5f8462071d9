import { convertError } from '../../errors/convert.ts';
import type { Json, JsonObject } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { Reference } from '../draft.ts';
import { gjsonKey } from '../gjson-key.ts';
import type { StoreNeed } from '../store-need.ts';

/** What an item of `data`, or a key of `dataFrom`, reads. */
export function kesReference(item: JsonObject, store: StoreNeed, place: () => Place): Reference {
  const { key, property, isBinary } = item;
  if (typeof key !== 'string' || key === '') {
    throw convertError('CONVERT_FIELD', { field: 'an item without key', why: 'key is required' }, place());
  }
  const version = versionOf(item, store);
  const isAws = store.base === 'aws-secrets-manager';
  return {
    store: store.base === 'vault' ? withMount(store, key) : store,
    // IBM Cloud's keys need their type.
    key: typeof item['secretType'] === 'string' ? `${item['secretType']}/${key}` : key,
    ...(typeof property === 'string' ? { property: gjsonKey(property) } : {}),
    ...(version === undefined ? {} : { version }),
    // Secrets Manager has binary secrets of its own besides texts in base64.
    ...(isBinary === true ? { decoding: isAws ? ('Auto' as const) : ('Base64' as const) } : {}),
  };
}

function versionOf({ version, versionId, versionStage }: JsonObject, { base }: StoreNeed): string | undefined {
  const given: Json | undefined = versionId ?? versionStage ?? version;
  if (given === undefined || given === null) return undefined;
  const text = String(given);
  if (text === 'AWSCURRENT' || text === 'ACSCurrent' || (base === 'gcp' && text === 'latest')) return undefined;
  return versionId === undefined || base !== 'aws-secrets-manager' ? text : `uuid/${text}`;
}

function withMount(store: StoreNeed, key: string): StoreNeed {
  const mount = /^(.+?)\/data\//.exec(key)?.[1] ?? key.split('/')[0];
  return mount === undefined ? store : { ...store, mount };
}
