import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a GitLab store, and with what is asked of it. */
export const gitlabErrors = {
  GITLAB_SCOPE: (_f: object) => ({
    says: 'the store names neither a project nor a group',
    hint: 'set projectID, or groupIDs',
  }),
  GITLAB_GROUPS: (_f: object) => ({
    says: 'groupIDs and inheritFromGroups are both set',
    hint: 'keep one of them',
  }),
  GITLAB_FIND_TAGS: (f: { tag: string }) => ({
    says: `find.tags: GitLab's variables have no "${f.tag}"`,
    hint: 'environment_scope is the only one',
  }),
  GITLAB_FIND_ENVIRONMENT: (f: { environment: string }) => ({
    says: `find.tags names an environment_scope, and the store has the environment "${f.environment}"`,
    hint: 'leave one of them out',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const gitlabError = errorsOf(ManifestError, gitlabErrors);
