import { manifestError } from '../../errors/manifest.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Run } from '../../model/run.ts';

/** Whether an entry whose remote secret does not exist is skipped. */
export function mayBeMissing(externalSecret: ExternalSecret): boolean {
  return externalSecret.spec.target.deletionPolicy !== 'Retain';
}

/**
 * What an ExternalSecret without any value comes to.
 *
 * @returns Why nothing is written, or `undefined` when the Secret is made from its template alone (`Merge`).
 * @throws ManifestError `EMPTY_RESULT`, `EMPTY_RESULT_NOT_OWNED`
 */
export function decideEmpty(externalSecret: ExternalSecret, run: Run): string | undefined {
  const { creationPolicy, deletionPolicy } = externalSecret.spec.target;
  const at = () => externalSecret.place('spec');
  if (creationPolicy === 'None') return 'creationPolicy None, and no value was found';
  if (deletionPolicy === 'Merge') return undefined;
  if (deletionPolicy === 'Delete') {
    if (creationPolicy !== 'Owner') throw manifestError('EMPTY_RESULT_NOT_OWNED', { creationPolicy }, at());
    run.warn({
      code: 'SECRET_DELETED',
      says: 'no value was found, and deletionPolicy is Delete: no Secret is written',
      place: at(),
    });
    return 'deletionPolicy Delete, and no value was found';
  }
  if (run.config.emptyResult === 'error') {
    throw manifestError('EMPTY_RESULT', { found: whatFoundNothing(externalSecret) }, at());
  }
  run.warn({ code: 'EMPTY_RESULT', says: 'no value was found: no Secret is written', place: at() });
  return 'no value was found';
}

function whatFoundNothing(externalSecret: ExternalSecret): string {
  const { dataFrom = [] } = externalSecret.spec;
  return dataFrom.length > 0 && dataFrom.every((entry) => entry.find !== undefined)
    ? 'find matched no key'
    : 'no entry gave a value';
}
