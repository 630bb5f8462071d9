import { faultsOf } from '../../errors/esr-error.ts';
import type { PushEntry } from '../provider.ts';
import { pushLabels } from './push-labels.ts';

/**
 * The namespace that an entry's metadata name, so that it is looked for, and later removed, where it was written.
 *
 * @remarks The operator looks in the store's namespace, and takes a Secret of somebody else there.
 */
export function pushedNamespace(entry: PushEntry): string | undefined {
  try {
    return pushLabels(entry).remoteNamespace;
  } catch (thrown) {
    // What is wrong with the metadata is told where they are checked.
    if (faultsOf(thrown) !== undefined) return undefined;
    throw thrown;
  }
}
