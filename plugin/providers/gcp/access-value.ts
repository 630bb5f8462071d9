import type { protos } from '@google-cloud/secret-manager';
import type { EsrError } from '../../errors/esr-error.ts';
import { gcpError } from '../../errors/gcp.ts';
import type { RemoteRef } from '../../model/remote.ts';
import type { GcpReading } from './gcp-reading.ts';
import { GcpRefusal } from './gcp-refusal.ts';
import { latestEnabled } from './latest-enabled.ts';

/** A version with its payload. */
export type Accessed = protos.google.cloud.secretmanager.v1.IAccessSecretVersionResponse;

/**
 * Reads a version, or the newest enabled one in the place of a latest one that may not be read, where the store wants that.
 *
 * @remarks ESO: `client.go`, `GetSecret`, `getLatestEnabledVersion`.
 * @returns `undefined` where there is no such secret or version.
 * @throws EsrError, `GCP_VERSION_STATE` among them.
 */
export async function accessValue(ref: RemoteRef, reading: GcpReading): Promise<Accessed | undefined> {
  const { key, version } = ref;
  const { names, fetchesEnabled } = reading;
  const asked = await readVersion(names.version(key, version ?? 'latest'), ref, reading);
  if (!('unreadable' in asked)) return asked.accessed;
  if (version !== undefined || !fetchesEnabled) throw asked.unreadable;
  const newest = await latestEnabled(key, reading);
  const instead = await readVersion(newest ?? names.version(key, 'latest'), ref, reading);
  if ('unreadable' in instead) throw instead.unreadable;
  return instead.accessed;
}

type Outcome = { readonly accessed: Accessed | undefined } | { readonly unreadable: EsrError };

async function readVersion(name: string, { key, version }: RemoteRef, { manager }: GcpReading): Promise<Outcome> {
  let state: string | undefined;
  const facts = { permission: 'secretmanager.versions.access', on: key };
  try {
    const accessed = await manager.find<Accessed>(facts, async (client, once) => {
      try {
        return await client.accessSecretVersion({ name }, once);
      } catch (thrown) {
        state = stateOf(thrown);
        throw thrown;
      }
    });
    return { accessed };
  } catch (thrown) {
    if (state === undefined) throw thrown;
    return { unreadable: gcpError('GCP_VERSION_STATE', { key, version: version ?? 'latest', state }) };
  }
}

/** A version that may not be read as long as it is disabled, or ever again. */
function stateOf(thrown: unknown): 'disabled' | 'destroyed' | undefined {
  if (!(thrown instanceof GcpRefusal) || thrown.word !== 'FAILED_PRECONDITION') return undefined;
  if (thrown.mentions(/DISABLED state/)) return 'disabled';
  return thrown.mentions(/DESTROYED state/) ? 'destroyed' : undefined;
}
