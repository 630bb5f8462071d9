import { vaultError } from '../../errors/vault.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Client, EntryRef, Provider, ProviderContext, RemoteRef, StoreInfo } from '../provider.ts';
import { storeIdentity } from '../store-identity.ts';
import { checkSession } from './check-session.ts';
import { findKvSecrets } from './find-kv-secrets.ts';
import { type KvMount, kvKey, metadataKey } from './kv-mount.ts';
import { kvReader } from './kv-reader.ts';
import { kvWriter } from './kv-writer.ts';
import { extractTyped, selectTyped } from './typed-value.ts';
import { validateVault } from './validate-vault.ts';
import { readVaultIdentity, type VaultFields } from './vault-identity.ts';
import { openVaultSession, type VaultSession } from './vault-session.ts';

// HashiCorp Vault's key-value engine: https://developer.hashicorp.com/vault/api-docs/secret/kv
// ESO: providers/v1/vault/provider.go.

/** HashiCorp Vault, and OpenBao servers that are used like it. */
export const provider: Provider = {
  capabilities: 'ReadWrite',
  validate: validateVault,
  open(spec, info) {
    const mount = mountOf(spec);
    return {
      identity: storeIdentity(spec, info),
      signsInAs: signsInAs(spec, info),
      ref: (entry) => refOf(mount, entry),
      select: (value, entry) => selectTyped(value, entry, true),
      extract: (value, entry) => extractTyped(value, entry, true),
      connect: async (context) => await connect({ spec, info, mount }, context),
    };
  },
};

function mountOf(spec: JsonObject): KvMount {
  const { path, version = 'v2' } = spec as unknown as VaultFields;
  return { path: path === '' ? undefined : path, version };
}

/** Metadata have no versions, and neither has the first version of the engine. Version 0 is the latest. */
function refOf(mount: KvMount, { key, version, metadataPolicy }: EntryRef): RemoteRef {
  if (metadataPolicy === 'Fetch') return { key: metadataKey(mount, key), metadataPolicy };
  if (mount.version === 'v1' || !version) return { key: kvKey(mount, key) };
  if (!/^[+-]?\d[\w]*$/.test(version)) throw vaultError('VAULT_VERSION', { version });
  return { key: kvKey(mount, key), ...(/^[+-]?0+$/.test(version) ? {} : { version }) };
}

interface VaultStore {
  readonly spec: JsonObject;
  readonly info: StoreInfo;
  readonly mount: KvMount;
}

async function connect({ spec, info, mount }: VaultStore, context: ProviderContext): Promise<Client> {
  const session = await signedIn(spec, info, context);
  const connection = { session, mount };
  return {
    batch: 1, // Vault answers one path at a time
    read: kvReader(connection),
    find: (query) => findKvSecrets(connection, query),
    check: () => checkSession(session),
    close: () => session.close(),
    writer: kvWriter(connection, spec as unknown as VaultFields),
  };
}

/** Stores that differ in what they read alone share one sign-in. */
function signsInAs(spec: JsonObject, info: StoreInfo): string {
  const { path: _path, version: _version, checkAndSet: _checkAndSet, ...rest } = spec;
  return `vault ${storeIdentity(rest, info)}`;
}

async function signedIn(spec: JsonObject, info: StoreInfo, context: ProviderContext): Promise<VaultSession> {
  const open = () => openVaultSession(readVaultIdentity(spec, info), context);
  return (await context.shared?.(signsInAs(spec, info), open)) ?? (await open());
}
