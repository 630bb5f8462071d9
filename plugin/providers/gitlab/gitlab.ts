import { connectionError } from '../../errors/connection.ts';
import { manifestError } from '../../errors/manifest.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { answersEach } from '../answers-each.ts';
import { extractTexts } from '../extract-texts.ts';
import { headerCredential } from '../header-credential.ts';
import { keyReference } from '../key-reference.ts';
import { pathOnly, selectRaw } from '../property.ts';
import type { Answer, Client, EntryRef, Provider, ProviderContext, Selected, StoreInfo } from '../provider.ts';
import { storeCa } from '../store-ca.ts';
import { storeIdentity } from '../store-identity.ts';
import { findVariables } from './find-variables.ts';
import { type GitlabApi, gitlabApi, type Owner } from './gitlab-api.ts';
import type { GitlabFields } from './gitlab-fields.ts';
import { isAnyScope } from './is-any-scope.ts';
import { validateGitlab } from './validate-gitlab.ts';

/** CI/CD variables of GitLab's projects and groups. ESO: `providers/v1/gitlab`. */
export const provider: Provider = {
  capabilities: 'ReadOnly',
  validate: validateGitlab,
  open(spec, info) {
    return {
      identity: storeIdentity(spec, info, ['auth', 'caProvider']),
      // GitLab's names have no hyphens, which is how the operator lets Kubernetes' names stand for them.
      ref: ({ key }) => ({ key: key.replaceAll('-', '_') }),
      select,
      extract(value, entry) {
        const selected = select(value, entry);
        return selected.kind === 'value' ? extractTexts(selected.value) : selected;
      },
      connect: async (context) => await connect(spec as unknown as GitlabFields, info, context),
    };
  },
};

/** An empty variable is no value, unless a part of it is asked for. */
function select(value: Sensitive, entry: EntryRef): Selected {
  if (value.length === 0 && !entry.property) {
    return { kind: 'failed', error: manifestError('REMOTE_NO_VALUE', { what: 'variable', key: entry.key }) };
  }
  return selectRaw(value, entry, pathOnly);
}

async function connect(fields: GitlabFields, info: StoreInfo, context: ProviderContext): Promise<Client> {
  const { auth, url, projectID: project = '', environment = '' } = fields;
  const reference = keyReference(auth.SecretRef.accessToken, info, info.place('auth.SecretRef.accessToken'));
  const [token, ca] = await Promise.all([
    headerCredential(reference, 'the access token', context),
    storeCa(fields, info, context),
  ]);
  const api = gitlabApi({ url: url || 'https://gitlab.com', token, ca }, context);
  const groups = groupsOf(fields, project, api);
  const owners = async function* (): AsyncGenerator<Owner> {
    if (project !== '') yield { kind: 'projects', id: project };
    // The nearest group wins, and of listed ones the last.
    for (const id of [...(await groups())].reverse()) yield { kind: 'groups', id };
  };
  return {
    batch: 1, // a variable is asked for by its name
    read: answersEach(async ({ key }) => await read(key, environment, owners(), api)),
    find: (query) => findVariables(api, { project, environment, groups }, query),
    async check() {
      for await (const owner of owners()) await api.variables(owner);
    },
  };
}

/** Asks for the groups above the project at most once, and only where nothing nearer has what is wanted. */
function groupsOf(
  { groupIDs = [], inheritFromGroups }: GitlabFields,
  project: string,
  api: GitlabApi,
): () => Promise<readonly string[]> {
  let above: Promise<readonly string[]> | undefined;
  return () => {
    if (inheritFromGroups !== true) return Promise.resolve(groupIDs);
    above ??= api.groupsAbove(project);
    return above;
  };
}

/** The first owner that has the variable decides; each is asked for its environment's, then for every environment's. */
async function read(key: string, environment: string, owners: AsyncIterable<Owner>, api: GitlabApi): Promise<Answer> {
  for await (const owner of owners) {
    const found =
      (await api.variable(owner, key, environment)) ??
      (isAnyScope(environment) ? undefined : await api.variable(owner, key, '*'));
    if (found !== undefined) return { kind: 'value', value: new Sensitive(found.value) };
  }
  return { kind: 'failed', error: connectionError('REMOTE_ABSENT', { what: 'variable', key }) };
}
