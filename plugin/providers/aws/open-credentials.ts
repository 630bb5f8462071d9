import { mayStandIn } from '../may-stand-in.ts';
import type { ProviderContext } from '../provider.ts';
import { ambientCredentials } from './ambient-credentials.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { AwsIdentity } from './aws-identity.ts';
import type { AwsCredentialSource } from './session.ts';
import { signsInAs } from './signs-in-as.ts';

/** New credentials are asked for this long before the old ones run out. */
const marginMs = 60_000;

/**
 * Gives the credentials of a store or generator, and new ones when they run out.
 *
 * @remarks
 * ESO: `pkg/provider/aws/auth/auth.go`. First `jwt`, else `keys`, else the identity of the process; then
 * `additionalRoles` in order, then `role`.
 * Stores of one identity share them, whatever their service and prefix.
 * @throws EsrError when they cannot be had. The first ones are obtained here, so that a store signs in once.
 */
export async function openCredentials(identity: AwsIdentity, context: ProviderContext): Promise<AwsCredentialSource> {
  const open = () => source(identity, context);
  return (await context.shared?.(signsInAs(identity), open)) ?? (await open());
}

async function source(identity: AwsIdentity, context: ProviderContext): Promise<AwsCredentialSource> {
  let current = await obtain(identity, context);
  let renewal: Promise<AwsCredentials> | undefined;
  return async () => {
    const { expiration } = current;
    if (expiration === undefined || expiration.getTime() - marginMs > context.now()) return current;
    renewal ??= obtain(identity, context).finally(() => {
      renewal = undefined;
    });
    current = await renewal;
    return current;
  };
}

async function obtain(identity: AwsIdentity, context: ProviderContext): Promise<AwsCredentials> {
  let credentials = await baseCredentials(identity, context);
  const { role, region, externalId, sessionTags, transitiveTagKeys } = identity;
  const steps = identity.additionalRoles.map((additional) => ({ role: additional, region }));
  if (role !== '') steps.push({ role, region, ...{ externalId, sessionTags, transitiveTagKeys } });
  if (steps.length === 0) return credentials;
  const { assumeRole } = await import('./assume-role.ts');
  for (const step of steps) credentials = await assumeRole(credentials, step, context);
  return credentials;
}

/** Whoever starts: what the store declares, or the process itself where that is asked for or has to stand in. */
async function baseCredentials(identity: AwsIdentity, context: ProviderContext): Promise<AwsCredentials> {
  const { jwt, keys, place } = identity;
  if ((jwt === undefined && keys === undefined) || context.preferAmbient) {
    return await ambientCredentials(identity, context);
  }
  try {
    return await declaredCredentials(identity, context);
  } catch (thrown) {
    if (!mayStandIn(thrown, context)) throw thrown;
    const what =
      jwt === undefined ? 'the keys of auth.secretRef' : `a token of ServiceAccount "${jwt.namespace}/${jwt.name}"`;
    context.warn({
      code: 'AMBIENT_CREDENTIALS',
      says: `${what} cannot be had here: AWS is read with the identity of the process instead`,
      hint: 'credentials.mode: declared makes this an error, ambient asks for it',
      place,
    });
    return await ambientCredentials(identity, context);
  }
}

async function declaredCredentials(identity: AwsIdentity, context: ProviderContext): Promise<AwsCredentials> {
  const { jwt, keys, region } = identity;
  if (jwt !== undefined) {
    const { assumeRoleWithToken } = await import('./assume-role-with-token.ts');
    return await assumeRoleWithToken(jwt, region, context);
  }
  if (keys === undefined) return await ambientCredentials(identity, context);
  const [accessKeyId, secretAccessKey, sessionToken] = await Promise.all([
    context.secretKey(keys.accessKeyId),
    context.secretKey(keys.secretAccessKey),
    keys.sessionToken === undefined ? undefined : context.secretKey(keys.sessionToken),
  ]);
  for (const secret of [secretAccessKey, sessionToken]) if (secret !== undefined) context.conceal(secret.reveal());
  return {
    accessKeyId: accessKeyId.reveal().toString('utf8'),
    secretAccessKey: secretAccessKey.reveal().toString('utf8'),
    ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal().toString('utf8') }),
  };
}
