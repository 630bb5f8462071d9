import type { JsonObject } from '../model/document.ts';
import type { Resource } from '../model/resource.ts';
import { admitExternalSecret } from './admit-external-secret.ts';
import type { Report } from './problem.ts';

/** What the webhook would refuse in every ExternalSecret that a ClusterExternalSecret makes. */
export function admitClusterExternalSecret(resource: Resource, report: Report): void {
  const { externalSecretSpec } = resource.spec;
  const place = (field: string) => report.place(field.replace(/^spec(?=$|[.[])/, 'spec.externalSecretSpec'));
  admitExternalSecret({ ...resource, spec: externalSecretSpec as JsonObject }, { ...report, place });
}
