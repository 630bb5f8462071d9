import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { manifestError } from '../../errors/manifest.ts';
import type { ProviderContext, ServiceAccountReference } from '../provider.ts';
import { awsCalls } from './aws-calls.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { awsFault } from './aws-fault.ts';
import { clientSettings, hostOf } from './session.ts';
import { stsCredentials } from './sts-credentials.ts';

const roleAnnotation = 'eks.amazonaws.com/role-arn';
const audienceAnnotation = 'eks.amazonaws.com/audience';

/**
 * Becomes the role of a ServiceAccount, with a token of it (IRSA).
 *
 * @remarks ESO: `pkg/provider/aws/auth/auth.go`, `sessionFromServiceAccount`.
 * @throws ManifestError for a ServiceAccount that is not known or names no role.
 */
export async function assumeRoleWithToken(
  reference: ServiceAccountReference,
  region: string,
  context: ProviderContext,
): Promise<AwsCredentials> {
  const { namespace, name, place } = reference;
  const annotations = await context.serviceAccountAnnotations(reference);
  if (annotations === undefined) {
    throw manifestError('SERVICE_ACCOUNT_UNKNOWN', { namespace, name, needs: 'auth.jwt' }, place);
  }
  const role = own(annotations, roleAnnotation);
  if (role === undefined) {
    throw manifestError('SERVICE_ACCOUNT_ANNOTATION', { namespace, name, annotation: roleAnnotation }, place);
  }
  const audience = own(annotations, audienceAnnotation) ?? 'sts.amazonaws.com';
  const token = await context.serviceAccountToken({
    ...reference,
    audiences: [audience, ...reference.audiences],
  });
  context.conceal(token.reveal());
  const host = hostOf('sts', region);
  const client = new STSClient(clientSettings('sts', region, context));
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: role,
    RoleSessionName: 'external-secrets-provider-aws',
    WebIdentityToken: token.reveal().toString('utf8'),
  });
  try {
    const answer = await awsCalls(host, context).run(() => client.send(command));
    return stsCredentials(answer, 'sts:AssumeRoleWithWebIdentity', host, context);
  } catch (thrown) {
    throw awsFault(thrown, { action: 'sts:AssumeRoleWithWebIdentity', host, on: role });
  }
}

function own(annotations: Readonly<Record<string, string>>, name: string): string | undefined {
  return (Object.hasOwn(annotations, name) && annotations[name]) || undefined;
}
