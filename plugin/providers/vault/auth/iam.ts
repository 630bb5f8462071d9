import { vaultError } from '../../../errors/vault.ts';
import { type AccountSelector, accountReference } from '../../account-reference.ts';
import type { AwsIdentity } from '../../aws/aws-identity.ts';
import { keyReference, type SecretSelector } from '../../key-reference.ts';
import type { AuthContext, AuthMethod } from './auth-method.ts';

interface Fields {
  readonly path?: string;
  readonly region?: string;
  readonly role?: string;
  readonly vaultRole?: string;
  readonly externalID?: string;
  readonly vaultAwsIamServerID?: string;
  readonly secretRef?: {
    readonly accessKeyIDSecretRef?: SecretSelector;
    readonly secretAccessKeySecretRef?: SecretSelector;
    readonly sessionTokenSecretRef?: SecretSelector;
  };
  readonly jwt?: { readonly serviceAccountRef?: AccountSelector };
}

/**
 * `auth.iam`: a call to STS that Vault makes itself, signed here.
 *
 * @remarks
 * With the credentials of `jwt`, else of `secretRef`, else of the process; then as `role`. ESO:
 * `providers/v1/vault/auth_iam.go`; Vault: `awsutil`, `GenerateLoginData`. AWS's code is loaded here and nowhere else.
 */
export const method: AuthMethod = async (fields, auth) => {
  const { path = 'aws', vaultRole = '', vaultAwsIamServerID } = fields as Fields;
  const region = (fields as Fields).region || 'us-east-1';
  const [{ openCredentials }, { signedIdentityCall }] = await Promise.all([
    import('../../aws/open-credentials.ts'),
    import('./signed-identity-call.ts'),
  ]);
  const credentials = await openCredentials(identityOf(fields as Fields, region, auth), auth.context);
  const call = await signedIdentityCall(await credentials(), region, vaultAwsIamServerID, auth.context.now());
  return { kind: 'login', path: `auth/${path}/login`, body: { role: vaultRole, ...call } };
};

function identityOf(
  { role = '', externalID = '', jwt, secretRef }: Fields,
  region: string,
  auth: AuthContext,
): AwsIdentity {
  const { field, owner } = auth;
  const account = jwt?.serviceAccountRef;
  if (jwt !== undefined && account === undefined) {
    const facts = { field: `${field}.jwt`, needs: 'a serviceAccountRef' };
    throw vaultError('VAULT_AUTH_FIELD', facts, owner.place(`${field}.jwt`));
  }
  const key = (name: keyof NonNullable<Fields['secretRef']>) =>
    keyReference(secretRef?.[name], owner, owner.place(`${field}.secretRef.${name}`));
  return {
    region,
    ...(account === undefined
      ? {}
      : { jwt: accountReference(account, owner, owner.place(`${field}.jwt.serviceAccountRef`)) }),
    ...(secretRef === undefined
      ? {}
      : {
          keys: {
            accessKeyId: key('accessKeyIDSecretRef'),
            secretAccessKey: key('secretAccessKeySecretRef'),
            ...(secretRef.sessionTokenSecretRef === undefined ? {} : { sessionToken: key('sessionTokenSecretRef') }),
          },
        }),
    additionalRoles: [],
    role,
    externalId: externalID,
    sessionTags: [],
    transitiveTagKeys: [],
    place: owner.place(field),
  };
}
