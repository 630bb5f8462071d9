import type { protos } from '@google-cloud/secret-manager';
import { manifestError } from '../../errors/manifest.ts';
import type { Find } from '../../model/remote.ts';
import { convertNames } from '../convert-names.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Match } from '../provider.ts';
import type { SecretManager } from './secret-manager.ts';
import type { SecretNames } from './secret-names.ts';

type Page = protos.google.cloud.secretmanager.v1.IListSecretsResponse;

const facts = { permission: 'secretmanager.secrets.list' } as const;

/**
 * Lists what a find matches; the caller reads the values.
 *
 * @remarks
 * ESO: `client.go`, `findByName`, `findByTags`. The service filters by part of a name, so that the path is
 * compared once more. Tags are asked of the whole project even in a region, where what comes back then cannot be read.
 */
export async function findSecrets(
  query: Find,
  { manager, names }: { readonly manager: SecretManager; readonly names: SecretNames },
): Promise<readonly Match[]> {
  const { name, path, tags = {}, conversionStrategy } = query;
  const labels = Object.entries(tags).map(([label, value]) => `labels.${label}=${value}`);
  if (name === undefined && labels.length === 0) throw manifestError('FIND_OPERATOR', {});
  const matches = nameMatcher(name);
  const filter = [...(name === undefined ? labels : []), ...(path === undefined ? [] : [`name:${path}`])].join(' ');
  const found = await list(manager, { parent: name === undefined ? names.project : names.parent, filter });
  const keys = found.map(names.keyOf).filter((key) => matches(key) && (path === undefined || key.startsWith(path)));
  return convertNames(
    keys.map((key) => ({ name: key, ref: { key }, essential: true as const })),
    conversionStrategy,
  );
}

/** Asks for one name, which shows that the sign-in works. */
export async function listOne(manager: SecretManager, parent: string): Promise<void> {
  await manager.call(facts, (client, once) => client.listSecrets({ parent, pageSize: 1 }, once));
}

async function list(
  manager: SecretManager,
  { parent, filter }: { readonly parent: string; readonly filter: string },
): Promise<readonly string[]> {
  const found: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await manager.call<Page>(facts, async (client, once) => {
      const request = {
        parent,
        ...(filter === '' ? {} : { filter }),
        ...(pageToken === undefined ? {} : { pageToken }),
      };
      const [, , response] = await client.listSecrets(request, once);
      return [response] as const;
    });
    for (const { name } of page.secrets ?? []) if (name) found.push(name);
    pageToken = page.nextPageToken || undefined;
  } while (pageToken !== undefined);
  return found;
}
