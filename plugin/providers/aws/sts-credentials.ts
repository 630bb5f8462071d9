import type { Credentials } from '@aws-sdk/client-sts';
import { storeError } from '../../errors/store.ts';
import type { ProviderContext } from '../provider.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** Reads the credentials of an STS answer, and hides them from stderr. */
export function stsCredentials(
  answer: { readonly Credentials?: Credentials | undefined },
  call: string,
  host: string,
  context: ProviderContext,
): AwsCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) throw storeError('STORE_ANSWER', { call, host });
  context.conceal(SecretAccessKey);
  if (SessionToken !== undefined) context.conceal(SessionToken);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    ...(Expiration === undefined ? {} : { expiration: Expiration }),
  };
}
