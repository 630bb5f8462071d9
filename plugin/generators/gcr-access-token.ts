import { Sensitive } from '../model/sensitive.ts';
import { gcpAccessToken } from '../providers/gcp/credentials.ts';
import { type GcpAuthFields, readGcpAuth } from '../providers/gcp/gcp-auth.ts';
import { selectorsIn } from '../providers/selectors-in.ts';
import type { Generator } from './generator.ts';
import { unixSeconds } from './unix-seconds.ts';
import { warnOfNamespace } from './warn-of-namespace.ts';

// GCRAccessToken: a login for Google's registries. ESO: generators/v1/gcr/gcr.go.

interface Fields {
  readonly projectID: string;
  readonly auth: GcpAuthFields;
}

/** Go's zero time, which the operator writes where nobody says when the token ends. */
const never = '-62135596800';

/** An access token of Google Cloud, as a login. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const { projectID, auth } = spec as unknown as Fields;
    for (const { field, namespace } of selectorsIn(spec['auth'], 'auth')) {
      warnOfNamespace({ namespace }, field, info, context);
    }
    const { namespace, place } = info;
    const read = readGcpAuth(auth, { kind: 'SecretStore', namespace, usedFrom: namespace, place }, projectID);
    const { token, expiresAt } = await gcpAccessToken(read, context);
    return new Map([
      ['username', new Sensitive('oauth2accesstoken')],
      ['password', token],
      ['expiry', new Sensitive(expiresAt === undefined ? never : unixSeconds(new Date(expiresAt)))],
    ]);
  },
};
