import { createHash, createPrivateKey, type KeyObject, randomUUID, sign, X509Certificate } from 'node:crypto';
import { azureError } from '../../errors/azure.ts';
import type { Place } from '../../model/place.ts';
import type { ProviderContext } from '../provider.ts';

/**
 * Makes what signs assertions with a certificate's key.
 *
 * @remarks
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials. The last certificate and the last key of the PEM
 * count, and the key is an RSA one, as in the operator's `loadCertificateFromBytes`.
 * @throws ManifestError `AZURE_CERTIFICATE`
 */
export function certificateAssertion(
  pem: string,
  clientId: string,
  place: Place,
  context: ProviderContext,
): (audience: string) => string {
  const fail = (why: string) => azureError('AZURE_CERTIFICATE', { why }, place);
  const blocks = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g)];
  const certificate = certificateIn(blocks.filter(([, label]) => label === 'CERTIFICATE').at(-1)?.[0]);
  const key = keyIn(blocks.filter(([, label]) => label?.endsWith('PRIVATE KEY')).at(-1)?.[0]);
  if (certificate === undefined) throw fail('holds no certificate');
  if (key === undefined) throw fail('holds no RSA private key');
  if (!certificate.checkPrivateKey(key)) throw fail('holds a private key of another certificate');
  const thumbprint = createHash('sha1').update(certificate.raw).digest('base64url');
  const header = part({ alg: 'RS256', typ: 'JWT', x5t: thumbprint });
  return (audience) => {
    const seconds = Math.floor(context.now() / 1000);
    const claims = { aud: audience, iss: clientId, sub: clientId, jti: randomUUID(), nbf: seconds, exp: seconds + 600 };
    const unsigned = `${header}.${part(claims)}`;
    return `${unsigned}.${sign('sha256', Buffer.from(unsigned), key).toString('base64url')}`;
  };
}

function certificateIn(block: string | undefined): X509Certificate | undefined {
  try {
    return block === undefined ? undefined : new X509Certificate(block);
  } catch {
    return undefined;
  }
}

function keyIn(block: string | undefined): KeyObject | undefined {
  try {
    const key = block === undefined ? undefined : createPrivateKey(block);
    return key?.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
