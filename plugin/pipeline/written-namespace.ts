import type { ExternalSecret } from '../model/external-secret.ts';
import type { Run } from '../model/run.ts';

/**
 * The namespace that is written into what an ExternalSecret makes.
 *
 * @remarks Its own, else the configured one or the application's destination. Where nobody names one, none is written:
 * whoever applies the manifests decides, as for every other document of the stream.
 */
export function writtenNamespace(externalSecret: ExternalSecret, run: Run): string | undefined {
  const { raw, document, metadata } = externalSecret;
  const own = raw['metadata'];
  const isNamed = typeof own === 'object' && own !== null && 'namespace' in own;
  // One that a ClusterExternalSecret made has its namespace from there, and no document of its own.
  const isMade = document !== undefined && document.value['kind'] !== 'ExternalSecret';
  if (isNamed || isMade) return metadata.namespace;
  return run.config.namespace ?? run.application.namespace;
}
