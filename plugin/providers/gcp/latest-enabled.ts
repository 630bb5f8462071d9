import type { protos } from '@google-cloud/secret-manager';
import type { SecretManager } from './secret-manager.ts';
import type { SecretNames } from './secret-names.ts';

type Versions = protos.google.cloud.secretmanager.v1.IListSecretVersionsResponse;

/**
 * The full name of a secret's newest enabled version; `undefined` where it has none, or is not there.
 *
 * @remarks ESO: `client.go`, `getLatestEnabledVersion`: by the time of creation, not by number.
 */
export async function latestEnabled(
  key: string,
  { manager, names }: { readonly manager: SecretManager; readonly names: SecretNames },
): Promise<string | undefined> {
  const parent = names.secret(key);
  const facts = { permission: 'secretmanager.versions.list', on: key };
  let newest: { readonly name: string; readonly created: bigint } | undefined;
  let pageToken: string | undefined;
  do {
    const page = await manager.find<Versions>(facts, async (client, once) => {
      const request = { parent, filter: 'state:ENABLED', ...(pageToken === undefined ? {} : { pageToken }) };
      const [, , response] = await client.listSecretVersions(request, once);
      return [response] as const;
    });
    for (const { name, createTime } of page?.versions ?? []) {
      const created = BigInt(`${createTime?.seconds ?? 0}`) * 1_000_000_000n + BigInt(createTime?.nanos ?? 0);
      if (name && created > (newest?.created ?? 0n)) newest = { name, created };
    }
    pageToken = page?.nextPageToken || undefined;
  } while (pageToken !== undefined);
  return newest?.name;
}
