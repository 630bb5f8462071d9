import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import { type GcpAuth, type GcpAuthFields, readGcpAuth } from './gcp-auth.ts';

/** `spec.provider.gcpsm`, read: every reference with the namespace that it means. */
export interface GcpSpec {
  readonly auth: GcpAuth;
  /** Empty: the cluster's, or the machine's. */
  readonly projectId: string;
  /** Of regional secrets; empty for global ones. */
  readonly location: string;
  /** `LatestOrFetch`: the newest enabled version stands in for a latest one that is not. */
  readonly fetchesEnabled: boolean;
}

/** `spec.provider.gcpsm`, as written. */
export interface GcpFields {
  readonly auth?: GcpAuthFields;
  readonly projectID?: string;
  readonly location?: string;
  readonly secretVersionSelectionPolicy?: string;
}

/** Reads `spec.provider.gcpsm`, which its schema has checked. */
export function readGcpSpec(spec: JsonObject, info: StoreInfo): GcpSpec {
  const { auth, projectID = '', location = '', secretVersionSelectionPolicy } = spec as unknown as GcpFields;
  return {
    auth: readGcpAuth(auth, info, projectID),
    projectId: projectID || (auth?.workloadIdentity?.clusterProjectID ?? ''),
    location,
    fetchesEnabled: secretVersionSelectionPolicy === 'LatestOrFetch',
  };
}
