import { vaultError } from '../../../errors/vault.ts';
import { type AccountSelector, accountReference } from '../../account-reference.ts';
import type { SecretSelector } from '../../key-reference.ts';
import type { AuthContext, AuthMethod } from './auth-method.ts';
import { secretText } from './secret-text.ts';

interface Fields {
  readonly path?: string;
  readonly role?: string;
  readonly projectID?: string;
  readonly location?: string;
  readonly secretRef?: { readonly secretAccessKeySecretRef?: SecretSelector };
  readonly workloadIdentity?: {
    readonly serviceAccountRef: AccountSelector;
    readonly clusterLocation?: string;
    readonly clusterName?: string;
    readonly clusterProjectID?: string;
  };
  readonly serviceAccountRef?: AccountSelector;
}

/**
 * `auth.gcp`: a JSON web token of a Google service account.
 *
 * @remarks
 * Signed here with the key of `secretRef`; by Google for `workloadIdentity` or `serviceAccountRef`; else the identity token
 * of the machine. The operator asks Google to sign in the name of an account without an address in the first two cases,
 * which cannot work; what it means to do is done here.
 */
export const method: AuthMethod = async (fields, auth) => {
  const { path = 'gcp', role = '' } = fields as Fields;
  if (role === '') {
    throw vaultError('VAULT_AUTH_FIELD', { field: auth.field, needs: 'a role' }, auth.owner.place(auth.field));
  }
  const jwt = await tokenOf(fields as Fields, role, auth);
  auth.context.conceal(jwt);
  return { kind: 'login', path: `auth/${path}/login`, body: { role, jwt } };
};

async function tokenOf(fields: Fields, role: string, auth: AuthContext): Promise<string> {
  const { secretRef, workloadIdentity, serviceAccountRef, projectID, location } = fields;
  const { field, owner, context, server } = auth;
  if (secretRef !== undefined) {
    const { signWithKey } = await import('./sign-with-key.ts');
    const key = await secretText(secretRef.secretAccessKeySecretRef, 'secretRef.secretAccessKeySecretRef', auth);
    return signWithKey(key, `vault/${role}`, context.now(), owner.place(`${field}.secretRef`));
  }
  const account = workloadIdentity?.serviceAccountRef ?? serviceAccountRef;
  if (account !== undefined) {
    const { signedByGoogle } = await import('./signed-by-google.ts');
    const name = workloadIdentity === undefined ? 'serviceAccountRef' : 'workloadIdentity.serviceAccountRef';
    const cluster = {
      project: workloadIdentity?.clusterProjectID ?? projectID,
      location: workloadIdentity?.clusterLocation ?? location,
      name: workloadIdentity?.clusterName,
    };
    const reference = accountReference(account, owner, owner.place(`${field}.${name}`));
    return await signedByGoogle(reference, cluster, `vault/${role}`, context);
  }
  const { machineIdentity } = await import('./machine-identity.ts');
  return await machineIdentity(`${server}/vault/${role}`, context, owner.place(field));
}
