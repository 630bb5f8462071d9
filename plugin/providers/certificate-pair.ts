import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { HttpRequest } from './provider.ts';

/** Whether a certificate and a private key, both PEM, can be read and belong together. */
export function isCertificatePair({ certificate, key }: NonNullable<HttpRequest['clientCertificate']>): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
