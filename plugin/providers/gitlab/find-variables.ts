import { connectionError } from '../../errors/connection.ts';
import { gitlabError } from '../../errors/gitlab.ts';
import { manifestError } from '../../errors/manifest.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Find, Match } from '../provider.ts';
import type { GitlabApi, Owner, Variable } from './gitlab-api.ts';
import { isAnyScope } from './is-any-scope.ts';

/** Whose variables a store finds. */
export interface FindScope {
  /** Empty where the store has groups alone. */
  readonly project: string;
  readonly environment: string;
  groups(): Promise<readonly string[]>;
}

/**
 * Finds variables by name: those of the groups, and over them those of the project.
 *
 * @remarks
 * One of the environment beats one of any. Of several groups the first that has a variable of any environment keeps it. ESO:
 * `providers/v1/gitlab/gitlab.go`, `GetAllSecrets`.
 */
export async function findVariables(api: GitlabApi, scope: FindScope, query: Find): Promise<readonly Match[]> {
  const environment = environmentOf(query.tags, scope.environment);
  if (query.path !== undefined) throw connectionError('FIND_PATH', { provider: 'gitlab' });
  if (query.name === undefined) throw manifestError('FIND_NAME', { provider: 'gitlab' });
  const matches = nameMatcher(query.name);
  const owners: readonly Owner[] = [
    ...(await scope.groups()).map((id): Owner => ({ kind: 'groups', id })),
    ...(scope.project === '' ? [] : [{ kind: 'projects', id: scope.project } as const]),
  ];
  const lists = await Promise.all(owners.map((owner) => api.variables(owner)));
  const found = new Map<string, string>();
  for (const [index, list] of lists.entries()) {
    const wanted = list.filter(({ key, scope: own }) => key !== '' && isMeant(own, environment) && matches(key));
    if (owners[index]?.kind === 'groups') addOfGroup(wanted, found);
    else addOfProject(wanted, found);
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, value]) => ({ name, value: new Sensitive(value) }));
}

function environmentOf(tags: Find['tags'], ofStore: string): string {
  if (tags === undefined) return ofStore;
  const other = Object.keys(tags).find((tag) => tag !== 'environment_scope');
  if (other !== undefined) throw gitlabError('GITLAB_FIND_TAGS', { tag: other });
  const environment = tags['environment_scope'] ?? '';
  if (!isAnyScope(ofStore) && !isAnyScope(environment)) {
    throw gitlabError('GITLAB_FIND_ENVIRONMENT', { environment: ofStore });
  }
  return environment;
}

function isMeant(own: string, environment: string): boolean {
  return isAnyScope(own) || isAnyScope(environment) || own === environment;
}

function addOfGroup(variables: readonly Variable[], found: Map<string, string>): void {
  for (const { key, value, scope } of variables) {
    if (!found.has(key) || !isAnyScope(scope)) found.set(key, value);
  }
}

function addOfProject(variables: readonly Variable[], found: Map<string, string>): void {
  const ofEnvironment = new Set<string>();
  for (const { key, value, scope } of variables) {
    if (isAnyScope(scope) && ofEnvironment.has(key)) continue;
    found.set(key, value);
    if (!isAnyScope(scope)) ofEnvironment.add(key);
  }
}
