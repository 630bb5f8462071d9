import type { KvMount } from './kv-mount.ts';
import type { VaultSession } from './vault-session.ts';

/** A signed-in connection to one mount of the key-value engine. */
export interface KvConnection {
  readonly session: VaultSession;
  readonly mount: KvMount;
}
