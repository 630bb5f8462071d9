import type { Access, AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import type { GitlabFields } from './gitlab-fields.ts';
import { isAnyScope } from './is-any-scope.ts';

/**
 * What reading from GitLab takes: one request a variable where the nearest owner has it, one list of each owner a find.
 *
 * @remarks A variable that is not of the environment, or stands in a group above, takes more requests.
 */
export const access: AccessOf = (spec, { reads, finds }) => {
  const {
    projectID: project = '',
    groupIDs = [],
    inheritFromGroups,
    environment = '',
  } = spec as unknown as GitlabFields;
  const groups = inheritFromGroups === true ? [] : groupIDs;
  const owners = (project === '' ? 0 : 1) + groups.length;
  const mayGoOn = inheritFromGroups === true || owners > 1 || !isAnyScope(environment);
  const inherits = inheritFromGroups === true && finds.length > 0;
  return {
    calls: countCalls([
      { name: 'GET variable', count: reads.length, ...(mayGoOn ? { atLeast: true } : {}) },
      { name: 'GET groups', count: inherits ? 1 : 0, atLeast: true },
      { name: 'GET variables', count: finds.length * owners, atLeast: true },
    ]),
    rights: reads.length + finds.length === 0 ? [] : rightsOf(project, groups),
  };
};

function rightsOf(project: string, groups: readonly string[]): Access['rights'] {
  return [
    ...(project === '' ? [] : [{ action: 'read_api, Maintainer', resource: `projects/${project}` }]),
    ...groups.map((group) => ({ action: 'read_api, Owner', resource: `groups/${group}` })),
  ];
}
