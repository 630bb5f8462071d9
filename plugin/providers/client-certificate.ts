import { connectionError } from '../errors/connection.ts';
import { isCertificatePair } from './certificate-pair.ts';
import type { HttpRequest, KeyReference, ProviderContext } from './provider.ts';

/**
 * Reads a client certificate and its key.
 *
 * @throws ManifestError `CLIENT_CERTIFICATE` for two that do not belong together: the TLS library's own words could quote them.
 */
export async function clientCertificate(
  references: { readonly certificate: KeyReference; readonly key: KeyReference },
  context: Pick<ProviderContext, 'secretKey'>,
): Promise<NonNullable<HttpRequest['clientCertificate']>> {
  const [certificate, key] = await Promise.all([
    context.secretKey(references.certificate),
    context.secretKey(references.key),
  ]);
  const pair = { certificate: certificate.reveal().toString('utf8'), key: key.reveal().toString('utf8') };
  if (!isCertificatePair(pair)) {
    const { place } = references.certificate;
    throw connectionError('CLIENT_CERTIFICATE', { field: place.field ?? 'the reference' }, place);
  }
  return pair;
}
