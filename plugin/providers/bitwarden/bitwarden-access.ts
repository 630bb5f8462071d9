import type { AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import type { BitwardenFields } from './bitwarden-fields.ts';
import { isBitwardenId } from './is-bitwarden-id.ts';

/** What reading from Bitwarden takes: one request a secret, and one list of all where a name or a find needs it. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const { projectID: project } = spec as unknown as BitwardenFields;
  const named = reads.filter(({ key }) => !isBitwardenId(key));
  const lists = named.length + finds.length > 0;
  return {
    calls: countCalls([
      { name: 'GET secrets', count: lists ? 1 : 0 },
      // A name may be that of several secrets, and a find reads all there are.
      { name: 'GET secret', count: reads.length || finds.length, ...(lists ? { atLeast: true } : {}) },
    ]),
    rights: reads.length + finds.length === 0 ? [] : [{ action: 'read', resource: `projects/${project}` }],
  };
};
