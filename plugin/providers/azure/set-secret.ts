import { manifestError } from '../../errors/manifest.ts';
import { AzureRefusal } from './azure-refusal.ts';
import type { KeyVault } from './key-vault.ts';
import { managedTag } from './push-metadata.ts';

/** How often a vault is asked whether a secret has come back. */
const intervalInMs = 500;

/** A secret to write. */
export interface SecretWrite {
  readonly name: string;
  readonly value: string;
  readonly options: NonNullable<Parameters<KeyVault['secrets']['setSecret']>[2]>;
}

/**
 * Writes a secret. One that was deleted and is kept for recovery is recovered first: nothing else may have its name.
 *
 * @remarks ESO: `keyvault.go`, `recoverLegacySecret`. Its newer client recovers, and writes when it is asked again.
 * @throws ManifestError `PUSH_NOT_MANAGED` where the one that comes back is not ours.
 */
export async function setSecret({ secrets }: KeyVault, { name, value, options }: SecretWrite): Promise<void> {
  try {
    await secrets.setSecret(name, value, options);
  } catch (thrown) {
    if (!isRecoverable(thrown)) throw thrown;
    const poller = await secrets.beginRecoverDeletedSecret(name, { intervalInMs });
    const { tags = {} } = await poller.pollUntilDone();
    if (tags[managedTag.name] !== managedTag.value) {
      throw manifestError('PUSH_NOT_MANAGED', { what: 'secret', key: name });
    }
    await secrets.setSecret(name, value, options);
  }
}

function isRecoverable(thrown: unknown): boolean {
  if (!(thrown instanceof AzureRefusal) || thrown.status !== 409) return false;
  return [thrown.inner, thrown.word].includes('ObjectIsDeletedButRecoverable');
}
