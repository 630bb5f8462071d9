import type { ExternalSecret } from '../../model/external-secret.ts';

// What belongs to the ExternalSecret's own document and would be false on the Secret.
const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/instance',
  'config.kubernetes.io/local-config',
]);

/** Labels and annotations of a Secret before any template ran. */
export interface CopiedMetadata {
  readonly labels: Map<string, string>;
  readonly annotations: Map<string, string>;
}

/**
 * The metadata that a Secret begins with: the ExternalSecret's own when there is no template, else the template's.
 *
 * @remarks An empty template (`{}`) also means that nothing is copied. ESO: `externalsecret_controller_template.go`,
 * `setMetadata`.
 */
export function copiedMetadata(externalSecret: ExternalSecret): CopiedMetadata {
  const { template } = externalSecret.spec.target;
  const from = template === undefined ? externalSecret.metadata : (template.metadata ?? {});
  return { labels: copy(from.labels), annotations: copy(from.annotations) };
}

function copy(entries: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map(Object.entries(entries).filter(([key]) => !notCopied.has(key)));
}
