import type { EsrError } from '../../errors/esr-error.ts';
import { gcpError } from '../../errors/gcp.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import type { GcpFields } from './gcp-spec.ts';

/**
 * Checks `spec.provider.gcpsm` beyond its schema.
 *
 * @remarks
 * ESO: `provider.go`, `ValidateStore`: the namespaces of two references. A location or project that can be no part of a host
 * or a name fails there later; here at once.
 */
export function validateGcp(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { auth, projectID = '', location = '' } = spec as unknown as GcpFields;
  const references = [
    ['auth.secretRef.secretAccessKeySecretRef', auth?.secretRef?.secretAccessKeySecretRef?.namespace],
    ['auth.workloadIdentity.serviceAccountRef', auth?.workloadIdentity?.serviceAccountRef.namespace],
  ] as const;
  return [
    ...references.flatMap(([field, namespace]) =>
      info.kind === 'SecretStore' && namespace !== undefined && namespace !== info.namespace
        ? [manifestError('REFERENCE_NAMESPACE', { field, namespace, own: info.namespace }, info.place(field))]
        : [],
    ),
    ...(/^[A-Za-z0-9.:-]*$/.test(projectID)
      ? []
      : [gcpError('GCP_NAME', { field: 'project', value: projectID }, info.place('projectID'))]),
    ...(/^[a-z0-9-]*$/.test(location)
      ? []
      : [gcpError('GCP_NAME', { field: 'location', value: location }, info.place('location'))]),
  ];
}
