import { connectionError } from '../errors/connection.ts';
import { storeError } from '../errors/store.ts';
import type { KeyReference, ProviderContext } from './provider.ts';

/**
 * Reads a credential that goes into a header as it stands: nothing is trimmed.
 *
 * @param what - As errors name it: `the access token`.
 * @throws ManifestError `CREDENTIAL_UNPRINTABLE` for one that no header can hold, as Go's client does before any request.
 */
export async function headerCredential(
  reference: KeyReference,
  what: string,
  context: Pick<ProviderContext, 'secretKey' | 'conceal'>,
): Promise<string> {
  const found = await context.secretKey(reference);
  context.conceal(found.reveal());
  const text = found.reveal().toString('latin1');
  if (text === '') {
    const hint = `${what} that ${reference.place.field ?? 'the store'} refers to is empty`;
    throw storeError('STORE_NO_CREDENTIALS', { of: 'the sign-in', hint }, reference.place);
  }
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  throw connectionError('CREDENTIAL_UNPRINTABLE', { what }, reference.place);
}
