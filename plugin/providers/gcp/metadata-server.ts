import { faultsOf } from '../../errors/esr-error.ts';
import type { HttpAnswer, ProviderContext } from '../provider.ts';

/** A machine without a metadata server should not be waited for. */
const timeoutMs = 3000;

/**
 * Asks the metadata server of the machine (Compute Engine, GKE, Cloud Run).
 *
 * @remarks https://cloud.google.com/compute/docs/metadata/querying-metadata; `GCE_METADATA_HOST` names another one.
 * @returns `undefined` where there is none, or it does not know.
 */
export async function askMetadataServer(
  path: string,
  { env, http }: Pick<ProviderContext, 'env' | 'http'>,
): Promise<string | undefined> {
  const host = env('GCE_METADATA_HOST') || '169.254.169.254';
  let answer: HttpAnswer;
  try {
    answer = await http(`http://${host}/computeMetadata/v1/${path}`, {
      headers: { 'metadata-flavor': 'Google' },
      timeoutMs,
    });
  } catch (thrown) {
    if (faultsOf(thrown)?.some(({ code }) => code !== 'RUN_TIMEOUT')) return undefined;
    throw thrown;
  }
  return answer.status === 200 ? answer.body.toString('utf8') : undefined;
}
