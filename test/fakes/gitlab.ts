import { Loopback, type LoopbackAnswer, type LoopbackRequest } from './loopback.ts';

/** A variable of a project or group. */
export interface VariableSeed {
  readonly key: string;
  readonly value: string;
  readonly scope?: string;
}

/** GitLab's variables: https://docs.gitlab.com/api/project_level_variables/ */
export class GitlabFake extends Loopback {
  readonly token = 'glpat-token-of-the-test';
  /** By `projects/ID` and `groups/ID`. */
  readonly owners = new Map<string, VariableSeed[]>();
  /** Groups above each project. */
  readonly above = new Map<string, readonly { readonly id: number; readonly full_path: string }[]>();
  /** Owners that the token may not read. */
  readonly denied = new Set<string>();
  /** Entries of a page, whatever is asked for. */
  perPage = 100;

  static async start(): Promise<GitlabFake> {
    return await new GitlabFake().listen();
  }

  override get calls(): readonly string[] {
    return super.calls.map(decodeURIComponent);
  }

  seed(owner: string, ...variables: readonly VariableSeed[]): void {
    this.owners.set(owner, [...(this.owners.get(owner) ?? []), ...variables]);
  }

  protected override answer({ path, query, headers }: LoopbackRequest): LoopbackAnswer {
    if (headers['private-token'] !== this.token) return refusal(401, 'Unauthorized');
    const [, kind = '', id = '', what = '', key] =
      /^\/api\/v4\/(projects|groups)\/([^/]+)\/(\w+)(?:\/(.+))?$/.exec(path) ?? [];
    const owner = `${kind}/${decodeURIComponent(id)}`;
    if (this.denied.has(owner)) return refusal(403, 'Forbidden');
    if (what === 'groups') return this.#page([...(this.above.get(owner) ?? [])], query);
    const variables = this.owners.get(owner);
    if (variables === undefined || what !== 'variables') return refusal(404, 'Not Found');
    const shown = variables.map(({ scope = '*', ...rest }) => ({ ...rest, environment_scope: scope }));
    if (key === undefined) return this.#page(shown, query);
    const scope = query.get('filter[environment_scope]');
    const found = shown.find(
      (one) => one.key === decodeURIComponent(key) && (scope === null || one.environment_scope === scope),
    );
    return found === undefined ? refusal(404, 'Variable Not Found') : { body: found };
  }

  #page(items: readonly object[], query: URLSearchParams): LoopbackAnswer {
    const page = Number(query.get('page') ?? 1);
    const pages = Math.max(1, Math.ceil(items.length / this.perPage));
    const headers = { 'x-next-page': page < pages ? String(page + 1) : '', 'x-total-pages': String(pages) };
    return { headers, body: items.slice((page - 1) * this.perPage, page * this.perPage) };
  }
}

function refusal(status: number, message: string): LoopbackAnswer {
  return { status, body: { message: `marked-body ${status} ${message}` } };
}
