import type { ExternalSecret } from '../model/external-secret.ts';

/** Names an ExternalSecret among those of an application: `NAMESPACE/NAME`. */
export function nameOf({ metadata }: Pick<ExternalSecret, 'metadata'>): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
