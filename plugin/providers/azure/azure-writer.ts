import { manifestError } from '../../errors/manifest.ts';
import { bufferOf, textOf } from '../../go/byte-string.ts';
import { quoteJson } from '../../go/json.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { EntryRef, PushEntry, Writer } from '../provider.ts';
import { pushValue } from '../push-value.ts';
import { azureFault } from './azure-fault.ts';
import { type ObjectName, objectName, objectPaths } from './object-name.ts';
import type { AzureReading } from './object-reader.ts';
import { type AzurePushMetadata, azurePushMetadata, managedTag } from './push-metadata.ts';
import { pushedCertificate } from './pushed-certificate.ts';
import { pushedKey } from './pushed-key.ts';
import { type RemoteObjects, remoteObjects } from './remote-objects.ts';
import { setSecret } from './set-secret.ts';

/** What a push comes to. */
interface Push {
  readonly object: ObjectName;
  /** Absent where the object is made. */
  readonly existing: JsonObject | undefined;
  readonly isSame: boolean;
  readonly write: () => Promise<unknown>;
}

interface Writing extends AzureReading {
  readonly remote: RemoteObjects;
}

/**
 * Writes to a vault: secrets, keys and certificates, by the prefix of the key.
 *
 * @remarks
 * ESO: `keyvault.go`, `PushSecret`, `DeleteSecret`; `keyvault_new_sdk.go`. A property is ignored, as there. What
 * is there and has no mark of ours is never written to, although the newer client does where an object has no tags at all; an
 * EC key that is there already is not imported anew.
 */
export function azureWriter(reading: AzureReading): Writer {
  const writing = { ...reading, remote: remoteObjects(reading.vault) };
  return {
    ignoresProperty: true,
    existsByKey: true,
    exists: async ({ key }) => (await writing.remote.get(objectName(key), key)) !== undefined,
    async current({ key }) {
      const object = objectName(key);
      const { value } = (object.type === 'secret' ? await writing.remote.get(object, key) : undefined) ?? {};
      return typeof value === 'string' ? new Sensitive(value) : undefined;
    },
    async check(entry) {
      const { existing, isSame } = await prepare(entry, writing);
      return existing === undefined ? 'create' : isSame ? 'none' : 'update';
    },
    async push(entry) {
      const { object, isSame, write } = await prepare(entry, writing);
      if (isSame) return;
      await named('import', object, entry.ref.key, writing, write);
      writing.remote.forget(object);
    },
    delete: (ref) => remove(ref, writing),
  };
}

/** Everything but the writing: what can be wrong is found here. */
async function prepare(entry: PushEntry, writing: Writing): Promise<Push> {
  const { key } = entry.ref;
  const object = objectName(key);
  if (!/^[A-Za-z0-9-]{1,127}$/.test(object.name)) {
    throw manifestError('PUSH_UNFIT', { key, why: 'an object of a vault is named with letters, numbers and "-"' });
  }
  const metadata = azurePushMetadata(entry.metadata);
  const value = pushValue(entry);
  const existing = await writing.remote.get(object, key);
  if (existing !== undefined && !isManaged(existing)) {
    throw manifestError('PUSH_NOT_MANAGED', { what: objectPaths[object.type].slice(0, -1), key });
  }
  const push = { object, existing };
  if (object.type === 'cert') return { ...push, ...(await ofCertificate(bufferOf(value), entry, push, writing)) };
  if (object.type === 'key') return { ...push, ...ofKey(bufferOf(value), entry, push, writing) };
  // Bytes that are no UTF-8 become U+FFFD, one for each, as Go's encoder writes them.
  return { ...push, ...ofSecret(JSON.parse(textOf(quoteJson(value))) as string, metadata, push, writing) };
}

function isManaged({ tags }: JsonObject): boolean {
  const known = (tags ?? {}) as JsonObject;
  return Object.hasOwn(known, managedTag.name) && known[managedTag.name] === managedTag.value;
}

type Known = Pick<Push, 'object' | 'existing'>;
type Change = Pick<Push, 'isSame' | 'write'>;

/** The newer client writes no expiry. Without a content type the one that is there stays. */
function ofSecret(
  value: string,
  { expiresAt, contentType, tags }: AzurePushMetadata,
  { object, existing }: Known,
  { vault, isNewClient }: Writing,
): Change {
  const { attributes, contentType: before } = existing ?? {};
  const expiry = isNewClient || expiresAt === undefined ? undefined : expiresAt / 1000;
  const known = ((attributes ?? {}) as JsonObject)['exp'];
  const isSame =
    existing !== undefined &&
    existing['value'] === value &&
    (isNewClient || (known ?? undefined) === expiry) &&
    (contentType === undefined || before === contentType);
  const kept = contentType ?? (typeof before === 'string' ? before : undefined);
  const options = {
    tags,
    ...(isNewClient ? {} : { enabled: true }),
    ...(expiry === undefined ? {} : { expiresOn: new Date(expiry * 1000) }),
    ...(kept === undefined ? {} : { contentType: kept }),
  };
  return { isSame, write: () => setSecret(vault, { name: object.name, value, options }) };
}

async function ofCertificate(
  value: Buffer,
  { ref, metadata }: PushEntry,
  { object, existing }: Known,
  { vault }: Writing,
): Promise<Change> {
  const der = await pushedCertificate(value, ref.key);
  const { tags } = azurePushMetadata(metadata);
  return {
    isSame: existing !== undefined && existing['cer'] === der.toString('base64'),
    write: async () => await (await vault.certificates()).importCertificate(object.name, value, { tags }),
  };
}

/** The vault keeps what is private to itself: keys are compared by what is public, and symmetric ones cannot be. */
function ofKey(value: Buffer, { ref, metadata }: PushEntry, { object, existing }: Known, { vault }: Writing): Change {
  const key = pushedKey(value, ref.key);
  const { tags } = azurePushMetadata(metadata);
  const known = (existing?.['key'] ?? {}) as JsonObject;
  const isPublic = ['kty', 'n', 'e', 'crv', 'x', 'y'].every((name) => (known[name] ?? undefined) === key[name]);
  const numbers = Object.entries(key).map(([name, text]) =>
    name === 'kty' || name === 'crv' ? [name, text] : [name, Buffer.from(text, 'base64url')],
  );
  return {
    isSame: existing !== undefined && key.kty !== 'oct' && isPublic,
    write: async () =>
      await (await vault.keys()).importKey(object.name, Object.fromEntries(numbers), { enabled: true, tags }),
  };
}

/** What is not there is left alone; what is not ours as well, which the default client calls an error. */
async function remove({ key }: EntryRef, writing: Writing): Promise<void> {
  const { vault, isNewClient, remote } = writing;
  const object = objectName(key);
  const existing = await remote.get(object, key);
  if (existing === undefined) return;
  if (!isManaged(existing)) {
    if (isNewClient) return;
    throw manifestError('PUSH_NOT_MANAGED', { what: objectPaths[object.type].slice(0, -1), key });
  }
  await named('delete', object, key, writing, async () => {
    if (object.type === 'secret') await vault.secrets.beginDeleteSecret(object.name);
    else if (object.type === 'key') await (await vault.keys()).beginDeleteKey(object.name);
    else await (await vault.certificates()).beginDeleteCertificate(object.name);
  });
  remote.forget(object);
}

async function named(
  action: string,
  { type }: ObjectName,
  key: string,
  { vault }: Writing,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const facts = {
      action: action === 'import' && type === 'secret' ? 'set' : action,
      type,
      host: vault.host,
      on: key,
    };
    throw azureFault(thrown, facts);
  }
}
