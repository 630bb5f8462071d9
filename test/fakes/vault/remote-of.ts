import { textOf } from '../../../plugin/go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../../plugin/go/json.ts';
import { Kv1 } from './kv1.ts';
import { Kv2 } from './kv2.ts';
import type { VaultFake } from './vault-fake.ts';

/** A secret as `expected.remote.vault` of the recorded pushes has it. */
export interface RemoteVaultSecret {
  readonly mount: string;
  readonly version: 1 | 2;
  readonly path: string;
  readonly data: unknown;
  readonly customMetadata?: unknown;
  readonly currentVersion?: number;
}

/** The whole content of the key-value engines, by mount and path; deleted secrets are left out. */
export function remoteOf(fake: VaultFake): readonly RemoteVaultSecret[] {
  const all = [...fake.mounts].flatMap(([mount, engine]): readonly RemoteVaultSecret[] => {
    if (engine instanceof Kv1) {
      return [...engine.secrets].map(([path, data]) => ({ mount, version: 1, path, data: plain(data) }));
    }
    if (!(engine instanceof Kv2)) return [];
    return [...engine.secrets].flatMap(([path, { versions, custom }]) => {
      const latest = versions.at(-1);
      if (latest === undefined || latest.destroyed || latest.deletionTime !== '') return [];
      return {
        mount,
        version: 2 as const,
        path,
        data: plain(latest.data),
        ...(custom === undefined ? {} : { customMetadata: plain(custom) }),
        currentVersion: versions.length,
      };
    });
  });
  return all.sort((a, b) => (`${a.mount}/${a.path}` < `${b.mount}/${b.path}` ? -1 : 1));
}

function plain(value: JsonValue): unknown {
  return JSON.parse(textOf(marshalJson(value)));
}
