import { connectionError } from '../errors/connection.ts';
import type { KeyReference, ProviderContext } from '../providers/provider.ts';

/**
 * Reads a credential that goes into a header as it stands.
 *
 * @param what - As the error names it: `the token`.
 * @throws ManifestError `CREDENTIAL_UNPRINTABLE` for one that no header can hold.
 */
export async function headerCredential(
  reference: KeyReference,
  what: string,
  context: Pick<ProviderContext, 'secretKey'>,
): Promise<string> {
  const text = (await context.secretKey(reference)).reveal().toString('latin1');
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  throw connectionError('CREDENTIAL_UNPRINTABLE', { what }, reference.place);
}
