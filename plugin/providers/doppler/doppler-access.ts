import type { AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import type { DopplerFields } from './doppler-fields.ts';
import { namesAtOnce } from './names-at-once.ts';

/** What reading from Doppler takes: one download for many names, one for a find. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const { auth, project, config } = spec as unknown as DopplerFields;
  const downloads = Math.ceil(reads.length / namesAtOnce) + finds.length;
  return {
    calls: countCalls([
      { name: 'POST auth/oidc', count: auth.oidcConfig === undefined || auth.secretRef !== undefined ? 0 : 1 },
      { name: 'GET configs/config/secrets/download', count: downloads },
    ]),
    // A token reads all of a config.
    rights: downloads === 0 ? [] : [{ action: 'read', resource: `${project ?? '*'}/${config ?? '*'}` }],
  };
};
