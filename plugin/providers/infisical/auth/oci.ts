import { createPrivateKey, createSign } from 'node:crypto';
import { infisicalError } from '../../../errors/infisical.ts';
import type { AuthContext, AuthMethod } from './auth-method.ts';

/**
 * `ociAuthCredentials`: a request to Oracle's identity service, signed here for Infisical to make.
 *
 * @remarks Oracle's request signatures: https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm
 */
export const method: AuthMethod = async (_fields, auth) => {
  const names = ['identityId', 'userId', 'tenancyId', 'fingerprint', 'region', 'privateKey'] as const;
  const [identityId = '', user = '', tenancy = '', fingerprint = '', region = '', key = ''] = await Promise.all(
    names.map((name) => auth.text(name)),
  );
  const passphrase = await auth.optional('privateKeyPassphrase');
  const host = `identity.${region}.oraclecloud.com`;
  const date = new Date(auth.context.now()).toUTCString();
  const signed = [`date: ${date}`, `(request-target): get /20160918/users/${user}`, `host: ${host}`].join('\n');
  const parameters = {
    version: '1',
    keyId: `${tenancy}/${user}/${fingerprint}`,
    algorithm: 'rsa-sha256',
    headers: 'date (request-target) host',
    signature: sign(signed, key, passphrase, auth),
  };
  const authorization = `Signature ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}`;
  return { path: 'oci-auth', body: { identityId, userOcid: user, headers: { authorization, host, date } } };
};

function sign(text: string, pem: string, passphrase: string, { place }: AuthContext): string {
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', ...(passphrase === '' ? {} : { passphrase }) });
    return createSign('RSA-SHA256').update(text).sign(key).toString('base64');
  } catch {
    // The library's words may quote the key.
    const at = place('privateKey');
    throw infisicalError('INFISICAL_KEY', { field: at.field ?? '', needs: 'a private key that can be read' }, at);
  }
}
