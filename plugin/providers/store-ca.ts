import { X509Certificate } from 'node:crypto';
import { connectionError } from '../errors/connection.ts';
import type { Place } from '../model/place.ts';
import { effectiveNamespace } from './effective-namespace.ts';
import type { KeyReference, ProviderContext, StoreInfo } from './provider.ts';

/** `caBundle` and `caProvider`, as several providers have them. */
export interface CaFields {
  readonly caBundle?: string;
  readonly caProvider?: {
    readonly type?: string;
    readonly name?: string;
    readonly key?: string;
    readonly namespace?: string;
  };
}

/**
 * The certificates that a store trusts in place of the system's; `undefined` where it names none.
 *
 * @remarks
 * The bundle wins over the provider. One that was encoded twice is read all the same. ESO: `runtime/esutils/utils.go`,
 * `FetchCACertFromSource`.
 * @throws ManifestError `CA_INVALID`, or what the look-up of the provider throws.
 */
export async function storeCa(
  { caBundle, caProvider }: CaFields,
  info: Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom' | 'place'>,
  context: Pick<ProviderContext, 'secretKey'>,
): Promise<string | undefined> {
  if (caBundle !== undefined && caBundle !== '') {
    return pemOf(Buffer.from(caBundle, 'base64'), 'caBundle', info.place('caBundle'));
  }
  if (caProvider === undefined) return undefined;
  const place = info.place('caProvider');
  const reference: KeyReference = {
    kind: caProvider.type === 'ConfigMap' ? 'ConfigMap' : 'Secret',
    namespace: effectiveNamespace(caProvider, info),
    name: caProvider.name ?? '',
    key: caProvider.key ?? '',
    place,
  };
  const found = await context.secretKey(reference);
  return pemOf(found.reveal(), 'caProvider', place);
}

function pemOf(bytes: Buffer, field: string, place: Place): string {
  const text = bytes.toString('latin1');
  const candidates = [text, Buffer.from(text, 'base64').toString('latin1')];
  const pem = candidates.find(startsWithCertificate);
  if (pem === undefined) throw connectionError('CA_INVALID', { field }, place);
  return pem;
}

/** The first block decides, as in the operator; those behind it are the TLS library's to read. */
function startsWithCertificate(text: string): boolean {
  const block = /-----BEGIN ([^-]+)-----[\s\S]*?-----END \1-----/.exec(text);
  if (block?.[1] !== 'CERTIFICATE') return false;
  try {
    new X509Certificate(block[0]);
    return true;
  } catch {
    return false;
  }
}
