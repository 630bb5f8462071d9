import type { AccessOf, Right } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import type { GcpFields } from './gcp-spec.ts';

const accessor = 'roles/secretmanager.secretAccessor';
const viewer = 'roles/secretmanager.viewer';

/** What reading from Secret Manager takes: one call a secret, and one list a find. */
export const access: AccessOf = (spec, { reads, finds }) => {
  const { projectID, auth, location } = spec as unknown as GcpFields;
  const project = projectID || auth?.workloadIdentity?.clusterProjectID || 'PROJECT';
  const parent = location ? `projects/${project}/locations/${location}` : `projects/${project}`;
  const values = reads.filter(({ metadataPolicy }) => metadataPolicy === undefined);
  const nameOf = (key: string) => (key.startsWith('projects/') ? key : `${parent}/secrets/${key}`);
  const rights: Right[] = [
    ...values.map(({ key }) => ({ action: accessor, resource: nameOf(key) })),
    ...reads.filter((ref) => !values.includes(ref)).map(({ key }) => ({ action: viewer, resource: nameOf(key) })),
    // Listing goes by project alone.
    ...(finds.length === 0 ? [] : [viewer, accessor].map((action) => ({ action, resource: `projects/${project}` }))),
  ];
  const isKey = auth?.secretRef !== undefined;
  return {
    // A key is traded for a token once; other identities take one step or several.
    signIn: [{ name: 'token', count: 1, ...(isKey ? {} : { atLeast: true }) }],
    calls: countCalls([
      { name: 'AccessSecretVersion', count: values.length },
      { name: 'GetSecret', count: reads.length - values.length },
      { name: 'ListSecrets', count: finds.length, atLeast: true },
      { name: 'AccessSecretVersion', count: finds.length, atLeast: true },
    ]),
    rights,
  };
};
