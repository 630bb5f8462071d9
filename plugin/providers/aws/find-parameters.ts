import {
  DescribeParametersCommand,
  GetParametersByPathCommand,
  type Parameter,
  type ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import { manifestError } from '../../errors/manifest.ts';
import type { Find } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Match } from '../provider.ts';
import { awsFault, isDenied } from './aws-fault.ts';
import { pagesOf } from './pages-of.ts';
import type { ParametersConnection } from './parameters-connection.ts';

/**
 * Lists what a find matches: by name with the values at once, by tags the names, whose values the caller reads.
 *
 * @remarks
 * ESO: `GetAllSecrets`, `findByName`, `fallbackFindByName`, `findByTags`. With a name the tags are ignored.
 * A path is a level of the hierarchy, not a prefix of names; names keep it.
 */
export async function findParameters(connection: ParametersConnection, query: Find): Promise<readonly Match[]> {
  if (query.name !== undefined) return await findByName(connection, query);
  if (query.tags === undefined) throw manifestError('FIND_OPERATOR', {});
  const tags = Object.entries(query.tags);
  if (tags.length === 0) warnOfAll(connection);
  const filters: ParameterStringFilter[] = [
    ...tags.map(([key, value]) => ({ Key: `tag:${key}`, Option: 'Equals', Values: [value] })),
    ...(query.path === undefined ? [] : [pathFilter(query.path)]),
  ];
  return (await describe(connection, filters)).map((name) => ({ name, ref: { key: name }, essential: true }));
}

async function findByName(connection: ParametersConnection, query: Find): Promise<readonly Match[]> {
  const matches = nameMatcher(query.name);
  const path = query.path ?? '/';
  try {
    return (await below(connection, path)).flatMap(({ Name, Value }) =>
      Name !== undefined && Value !== undefined && matches(Name) ? [{ name: Name, value: new Sensitive(Value) }] : [],
    );
  } catch (thrown) {
    const { host } = connection.calls;
    if (!isDenied(thrown)) throw awsFault(thrown, { action: 'ssm:GetParametersByPath', host, on: path });
    const names = await describe(connection, [pathFilter(path)]);
    return names.filter(matches).map((name) => ({ name, ref: { key: name }, essential: true }));
  }
}

async function below({ client, calls }: ParametersConnection, path: string): Promise<readonly Parameter[]> {
  const wanted = { Path: path, Recursive: true, WithDecryption: true };
  const pages = pagesOf((NextToken) =>
    calls.run(() => client.send(new GetParametersByPathCommand({ ...wanted, NextToken }))),
  );
  const found: Parameter[] = [];
  for await (const page of pages) found.push(...(page.Parameters ?? []));
  return found;
}

async function describe(
  { client, calls }: ParametersConnection,
  filters: readonly ParameterStringFilter[],
): Promise<readonly string[]> {
  const wanted = { ParameterFilters: [...filters] };
  const pages = pagesOf((NextToken) =>
    calls.run(() => client.send(new DescribeParametersCommand({ ...wanted, NextToken }))),
  );
  const names: string[] = [];
  try {
    for await (const page of pages) {
      for (const { Name } of page.Parameters ?? []) if (Name !== undefined) names.push(Name);
    }
  } catch (thrown) {
    throw awsFault(thrown, { action: 'ssm:DescribeParameters', host: calls.host });
  }
  return names;
}

function pathFilter(path: string): ParameterStringFilter {
  return { Key: 'Path', Option: 'Recursive', Values: [path] };
}

function warnOfAll({ context }: ParametersConnection): void {
  context.warn({
    code: 'FIND_ALL',
    says: 'find with empty tags and no name takes every parameter of the account',
    hint: 'name tags, or a name and a path',
  });
}
