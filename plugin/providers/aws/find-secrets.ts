import {
  type APIErrorType,
  BatchGetSecretValueCommand,
  type Filter,
  ListSecretsCommand,
  type SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import { manifestError } from '../../errors/manifest.ts';
import type { Find } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Match } from '../provider.ts';
import { awsFault } from './aws-fault.ts';
import { pagesOf } from './pages-of.ts';
import type { SecretsConnection } from './secrets-connection.ts';

/**
 * Lists what a find matches: by name alone the names, whose values the caller reads; with a path or by tags the values at once.
 *
 * @remarks
 * ESO: `GetAllSecrets`, `findByName`, `findByTags`, `fetchWithBatch`. The filters are the service's own:
 * case-sensitive prefixes, and a tag is two of them that need not meet in one tag. The names of a find carry the prefix of the
 * store already, so it is not put before them once more, as the operator does.
 */
export async function findSecrets(connection: SecretsConnection, query: Find): Promise<readonly Match[]> {
  const tags = Object.entries(query.tags ?? {});
  if (query.name === undefined && tags.length === 0) throw manifestError('FIND_OPERATOR', {});
  const matches = nameMatcher(query.name);
  const filters: Filter[] = [
    ...(query.path === undefined ? [] : [{ Key: 'name' as const, Values: [query.path] }]),
    ...tags.flatMap(([key, value]) => [
      { Key: 'tag-key' as const, Values: [key] },
      { Key: 'tag-value' as const, Values: [value] },
    ]),
  ];
  if (query.name !== undefined && query.path === undefined) {
    const names = await list(connection, filters);
    return names.filter(matches).map((name) => ({ name, ref: { key: name }, essential: true }));
  }
  const entries = await values(connection, filters);
  return entries.flatMap((entry) => matchOf(entry, matches));
}

async function list({ client, calls }: SecretsConnection, filters: readonly Filter[]): Promise<readonly string[]> {
  const wanted = filters.length === 0 ? {} : { Filters: [...filters] };
  const pages = pagesOf((NextToken) => calls.run(() => client.send(new ListSecretsCommand({ ...wanted, NextToken }))));
  const names: string[] = [];
  try {
    for await (const page of pages) {
      for (const { Name } of page.SecretList ?? []) if (Name !== undefined) names.push(Name);
    }
  } catch (thrown) {
    throw awsFault(thrown, { action: 'secretsmanager:ListSecrets', host: calls.host });
  }
  return names;
}

async function values(
  { client, calls, context }: SecretsConnection,
  filters: readonly Filter[],
): Promise<readonly SecretValueEntry[]> {
  const wanted = { Filters: [...filters] };
  const pages = pagesOf((NextToken) =>
    calls.run(() => client.send(new BatchGetSecretValueCommand({ ...wanted, NextToken }))),
  );
  const entries: SecretValueEntry[] = [];
  try {
    for await (const page of pages) {
      entries.push(...(page.SecretValues ?? []));
      for (const skipped of page.Errors ?? []) warnOfSkipped(skipped, context);
    }
  } catch (thrown) {
    throw awsFault(thrown, { action: 'secretsmanager:BatchGetSecretValue', host: calls.host });
  }
  return entries;
}

function warnOfSkipped({ SecretId, ErrorCode }: APIErrorType, context: SecretsConnection['context']): void {
  context.warn({
    code: 'FIND_SKIPPED',
    says: `find leaves out secret "${SecretId}", which could not be read: ${ErrorCode}`,
    hint: 'the operator leaves it out without a word; allow secretsmanager:GetSecretValue and kms:Decrypt on it',
  });
}

/** Here the bytes win over the text; a secret with neither is left out. */
function matchOf(entry: SecretValueEntry, matches: (name: string) => boolean): readonly Match[] {
  const value = entry.SecretBinary ?? entry.SecretString;
  if (entry.Name === undefined || value === undefined || !matches(entry.Name)) return [];
  return [{ name: entry.Name, value: new Sensitive(value) }];
}
