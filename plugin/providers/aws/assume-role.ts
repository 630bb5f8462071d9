import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { ProviderContext } from '../provider.ts';
import { awsCalls } from './aws-calls.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { awsFault } from './aws-fault.ts';
import type { AwsIdentity } from './aws-identity.ts';
import { clientSettings, hostOf } from './session.ts';
import { stsCredentials } from './sts-credentials.ts';

/** One role of the chain. */
export interface RoleStep extends Partial<Pick<AwsIdentity, 'externalId' | 'sessionTags' | 'transitiveTagKeys'>> {
  readonly role: string;
  readonly region: string;
}

/** Becomes a role, for the 900 seconds that Go's SDK asks for. */
export async function assumeRole(
  from: AwsCredentials,
  step: RoleStep,
  context: ProviderContext,
): Promise<AwsCredentials> {
  const host = hostOf('sts', step.region);
  const client = new STSClient(clientSettings('sts', step.region, context, async () => from));
  const tags = (step.sessionTags ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
  const command = new AssumeRoleCommand({
    RoleArn: step.role,
    RoleSessionName: 'external-secrets-render',
    DurationSeconds: 900,
    ...(step.externalId ? { ExternalId: step.externalId } : {}),
    ...(tags.length === 0 ? {} : { Tags: tags }),
    ...(step.transitiveTagKeys?.length ? { TransitiveTagKeys: [...step.transitiveTagKeys] } : {}),
  });
  try {
    const answer = await awsCalls(host, context).run(() => client.send(command));
    return stsCredentials(answer, 'sts:AssumeRole', host, context);
  } catch (thrown) {
    throw awsFault(thrown, { action: 'sts:AssumeRole', host, on: step.role });
  }
}
