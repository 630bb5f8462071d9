import { type Engine, engines } from '../engines/engine.ts';
import { manifestError } from '../errors/manifest.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Run } from '../model/run.ts';
import { type EngineName, lazyEngine } from './lazy-engine.ts';

const annotation = 'external-secrets-render.dev/engine';

/**
 * The language of an ExternalSecret's templates: its annotation, else the configuration.
 *
 * @throws ManifestError `ENGINE_UNKNOWN`
 */
export function engineFor(externalSecret: ExternalSecret, run: Run): Engine {
  const { annotations } = externalSecret.metadata;
  const wanted = (Object.hasOwn(annotations, annotation) ? annotations[annotation] : undefined) ?? run.config.engine;
  if (Object.hasOwn(engines, wanted)) return lazyEngine(wanted as EngineName);
  const at = externalSecret.place('metadata.annotations');
  throw manifestError('ENGINE_UNKNOWN', { engine: wanted, known: Object.keys(engines) }, at);
}
