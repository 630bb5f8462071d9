import type { AwsCredentials } from '../../aws/aws-credentials.ts';
import { callerIdentityBody, signCallerIdentity } from '../../aws/sign-caller-identity.ts';

/**
 * Signs a call of STS GetCallerIdentity, for Vault to make.
 *
 * @remarks
 * The headers are as few as Vault's allow list wants them, each in a list, as Go's `http.Header` is written. In us-east-1 the
 * host is the global one, as of the operator's SDK: it is what a Vault without an `sts_endpoint` calls.
 * @param serverId - `vaultAwsIamServerID`: ties the signature to one Vault.
 * @param now - Milliseconds since 1970.
 */
export async function signedIdentityCall(
  credentials: AwsCredentials,
  region: string,
  serverId: string | undefined,
  now: number,
): Promise<Readonly<Record<string, string>>> {
  const host = hostOf(region);
  const further: Readonly<Record<string, string>> = serverId ? { 'x-vault-aws-iam-server-id': serverId } : {};
  const signed = await signCallerIdentity(credentials, { host, region, headers: further, now });
  const headers = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name, [value]]));
  return {
    iam_http_request_method: 'POST',
    iam_request_url: base64(`https://${host}/`),
    iam_request_body: base64(callerIdentityBody),
    iam_request_headers: base64(JSON.stringify(headers)),
  };
}

function hostOf(region: string): string {
  if (region === 'us-east-1') return 'sts.amazonaws.com';
  return `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

function base64(plain: string): string {
  return Buffer.from(plain).toString('base64');
}
