import { manifestError } from '../../errors/manifest.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Run } from '../../model/run.ts';

/**
 * Refuses a target that is no Secret, unless the configuration allows it.
 *
 * @remarks ESO: `--unsafe-allow-generic-targets`.
 * @throws ManifestError `GENERIC_TARGET_DISABLED`
 */
export function refuseGenericTarget(externalSecret: ExternalSecret, { config }: Pick<Run, 'config'>): void {
  if (config.genericTargets !== 'deny') return;
  const { kind = 'Secret' } = externalSecret.spec.target.manifest ?? {};
  throw manifestError('GENERIC_TARGET_DISABLED', { kind }, externalSecret.place('spec.target.manifest'));
}
