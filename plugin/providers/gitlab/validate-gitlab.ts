import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { gitlabError } from '../../errors/gitlab.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import type { GitlabFields } from './gitlab-fields.ts';

/** Checks `spec.provider.gitlab` beyond its schema. ESO: `providers/v1/gitlab/provider.go`, `ValidateStore`. */
export function validateGitlab(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { auth, projectID, groupIDs = [], inheritFromGroups } = spec as unknown as GitlabFields;
  const field = 'auth.SecretRef.accessToken';
  const { name, key } = auth.SecretRef.accessToken ?? {};
  return [
    ...referenceFaults(spec, info, ['auth', 'caProvider'], (one) => one.startsWith('auth.')),
    ...(name && key ? [] : [connectionError('STORE_FIELD', { field, needs: 'a name and a key' }, info.place(field))]),
    ...(projectID || groupIDs.length > 0 ? [] : [gitlabError('GITLAB_SCOPE', {}, info.place('projectID'))]),
    ...(inheritFromGroups === true && groupIDs.length > 0
      ? [gitlabError('GITLAB_GROUPS', {}, info.place('groupIDs'))]
      : []),
  ];
}
