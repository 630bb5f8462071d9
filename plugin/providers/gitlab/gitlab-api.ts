import type { JsonObject } from '../../model/document.ts';
import type { HttpAnswer, HttpRequest, ProviderContext } from '../provider.ts';
import { restCall } from '../rest-call.ts';
import { restList } from '../rest-list.ts';
import { restObject } from '../rest-object.ts';

// https://docs.gitlab.com/api/project_level_variables/ and https://docs.gitlab.com/api/group_level_variables/

/** Whose variables: a project or a group, by number or path. */
export interface Owner {
  readonly kind: 'projects' | 'groups';
  readonly id: string;
}

/** A variable, as far as it is read. */
export interface Variable {
  readonly key: string;
  readonly value: string;
  readonly scope: string;
}

/** The variables of GitLab. */
export interface GitlabApi {
  /** `undefined` where there is none. @param scope - Empty: whichever there is. */
  variable(owner: Owner, key: string, scope: string): Promise<Variable | undefined>;
  variables(owner: Owner): Promise<readonly Variable[]>;
  /** The groups above a project, the outermost first. */
  groupsAbove(project: string): Promise<readonly string[]>;
}

/** Talks to one GitLab. */
export function gitlabApi(
  { url, token, ca }: { readonly url: string; readonly token: string; readonly ca: string | undefined },
  context: Pick<ProviderContext, 'http' | 'retry'>,
): GitlabApi {
  const bare = url.replace(/\/+$/, '');
  const base = bare.endsWith('/api/v4') ? bare : `${bare}/api/v4`;
  const tls: Pick<HttpRequest, 'ca'> = ca === undefined ? {} : { ca };
  const headers = { accept: 'application/json', 'private-token': token };
  const get = async (path: string, needs: string, also: readonly number[] = []) => {
    const call = `GET ${path.replace(/\?.*/, '')}`;
    return { call, answer: await restCall({ ...tls, url: `${base}/${path}`, headers, call, needs, also }, context) };
  };
  const pages = async (path: string, needs: string): Promise<JsonObject[]> => {
    const items: JsonObject[] = [];
    for (let page: string | undefined = '1'; page !== undefined; ) {
      const { call, answer } = await get(`${path}?page=${page}&per_page=100`, needs);
      items.push(...restList(answer, { url: base, call }));
      page = nextPage(answer, page);
    }
    return items;
  };
  const needsOf = ({ kind }: Owner) =>
    `the scope read_api and the role Maintainer${kind === 'groups' ? ' (Owner of a group)' : ''}`;

  return {
    async variable(owner, key, scope) {
      const query = scope === '' ? '' : `?filter%5Benvironment_scope%5D=${encodeURIComponent(scope)}`;
      const path = `${pathOf(owner)}/variables/${encodeURIComponent(key)}${query}`;
      const { call, answer } = await get(path, needsOf(owner), [404]);
      return answer.status === 404 ? undefined : variableOf(restObject(answer, { url: base, call }));
    },
    async variables(owner) {
      return (await pages(`${pathOf(owner)}/variables`, needsOf(owner))).map(variableOf);
    },
    async groupsAbove(project) {
      const groups = await pages(`${pathOf({ kind: 'projects', id: project })}/groups`, 'the scope read_api');
      const length = (group: JsonObject) => String(group['full_path'] ?? '').length;
      return groups.sort((a, b) => length(a) - length(b)).map(({ id }) => String(id));
    },
  };
}

function pathOf({ kind, id }: Owner): string {
  return `${kind}/${encodeURIComponent(id)}`;
}

function variableOf({ key, value, environment_scope: scope }: JsonObject): Variable {
  return { key: textOf(key), value: textOf(value), scope: textOf(scope) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** GitLab leaves the number of pages out where there are very many. */
function nextPage({ headers }: HttpAnswer, page: string): string | undefined {
  const { 'x-next-page': next, 'x-total-pages': total } = headers;
  if (next !== undefined) return next === '' ? undefined : next;
  return Number(page) < Number(total ?? 0) ? String(Number(page) + 1) : undefined;
}
