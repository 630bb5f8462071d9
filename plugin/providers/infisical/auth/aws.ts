import type { JsonObject } from '../../../model/document.ts';
import type { AuthMethod } from './auth-method.ts';

/**
 * `awsAuthCredentials`: a call to STS, signed here with the process's own AWS identity for Infisical to make.
 *
 * @remarks Infisical looks for its headers under the names that Go gives them. AWS's code is loaded here and nowhere else.
 */
export const method: AuthMethod = async (fields, auth) => {
  const { context, place } = auth;
  const { value } = (fields['identityId'] ?? {}) as JsonObject;
  const identityId = typeof value === 'string' && value !== '' ? value : await auth.text('identityId');
  const [{ openCredentials }, { callerIdentityBody, signCallerIdentity }] = await Promise.all([
    import('../../aws/open-credentials.ts'),
    import('../../aws/sign-caller-identity.ts'),
  ]);
  const region = context.env('AWS_REGION') || context.env('AWS_DEFAULT_REGION') || 'us-east-1';
  const identity = {
    region,
    additionalRoles: [],
    role: '',
    externalId: '',
    sessionTags: [],
    transitiveTagKeys: [],
    place: place('identityId'),
  };
  const credentials = await (await openCredentials(identity, context))();
  const host = `sts.${region}.amazonaws.com`;
  const signed = await signCallerIdentity(credentials, { host, region, now: context.now() });
  const headers = Object.fromEntries(Object.entries(signed).map(([name, text]) => [canonical(name), text]));
  return {
    path: 'aws-auth',
    body: {
      identityId,
      iamHttpRequestMethod: 'POST',
      iamRequestBody: base64(callerIdentityBody),
      iamRequestHeaders: base64(JSON.stringify(headers)),
    },
  };
};

function canonical(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
