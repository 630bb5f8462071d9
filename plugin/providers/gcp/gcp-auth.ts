import type { Place } from '../../model/place.ts';
import { type AccountSelector, accountReference } from '../account-reference.ts';
import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { KeyReference, ServiceAccountReference, StoreInfo } from '../provider.ts';

/** How to sign in to Google Cloud, every reference with the namespace that it means. */
export interface GcpAuth {
  /** `secretRef`: the JSON key of a service account. Wins over the others. */
  readonly key?: KeyReference;
  /** `workloadIdentity`, of GKE: wins over federation. */
  readonly workloadIdentity?: {
    readonly account: ServiceAccountReference;
    /** Absent: the metadata server knows. */
    readonly clusterProjectId?: string;
    readonly clusterLocation?: string;
    readonly clusterName?: string;
  };
  /** `workloadIdentityFederation`. */
  readonly federation?: {
    /** A ConfigMap's key that holds an `external_account` file. */
    readonly credConfig?: KeyReference;
    readonly account?: ServiceAccountReference;
    /** Named without a key: it has three. */
    readonly aws?: { readonly region: string; readonly secret: Omit<KeyReference, 'key'> };
    readonly audience: string;
    readonly externalTokenEndpoint: string;
    readonly impersonate: string;
    readonly place: Place;
  };
  /** Where the auth block stands, for errors. */
  readonly place: Place;
}

/** `auth` of `spec.provider.gcpsm` and of GCRAccessToken, as written. */
export interface GcpAuthFields {
  readonly secretRef?: { readonly secretAccessKeySecretRef?: SecretSelector };
  readonly workloadIdentity?: {
    readonly serviceAccountRef: AccountSelector;
    readonly clusterLocation?: string;
    readonly clusterName?: string;
    readonly clusterProjectID?: string;
  };
  readonly workloadIdentityFederation?: {
    readonly credConfig?: SecretSelector;
    readonly serviceAccountRef?: AccountSelector;
    readonly awsSecurityCredentials?: { readonly region: string; readonly awsCredentialsSecretRef: SecretSelector };
    readonly audience?: string;
    readonly externalTokenEndpoint?: string;
    readonly gcpServiceAccountEmail?: string;
  };
}

/** Who wants it: a store, or a generator, which is like a SecretStore of its own namespace. */
export type GcpAuthInfo = Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom' | 'place'>;

/**
 * Reads an `auth` block, which its schema has checked.
 *
 * @remarks ESO: `apis/externalsecrets/v1/secretstore_gcpsm_types.go`.
 * @param projectId - That of the secrets: the cluster's as well, where none is named.
 */
export function readGcpAuth(fields: GcpAuthFields | undefined, info: GcpAuthInfo, projectId: string): GcpAuth {
  const { secretRef, workloadIdentity } = fields ?? {};
  const field = 'auth.secretRef.secretAccessKeySecretRef';
  return {
    ...(secretRef === undefined
      ? {}
      : { key: keyReference(secretRef.secretAccessKeySecretRef, info, info.place(field)) }),
    ...(workloadIdentity === undefined
      ? {}
      : { workloadIdentity: workloadIdentityOf(workloadIdentity, info, projectId) }),
    ...federationOf(fields?.workloadIdentityFederation, info),
    place: info.place('auth'),
  };
}

function workloadIdentityOf(
  { serviceAccountRef, ...cluster }: NonNullable<GcpAuthFields['workloadIdentity']>,
  info: GcpAuthInfo,
  projectId: string,
): NonNullable<GcpAuth['workloadIdentity']> {
  const { clusterLocation, clusterName } = cluster;
  const clusterProjectId = cluster.clusterProjectID || projectId;
  return {
    // The operator's figure: as long as the exchange may take.
    account: {
      ...accountReference(serviceAccountRef, info, info.place('auth.workloadIdentity.serviceAccountRef')),
      expirationSeconds: 900,
    },
    ...(clusterProjectId ? { clusterProjectId } : {}),
    ...(clusterLocation ? { clusterLocation } : {}),
    ...(clusterName ? { clusterName } : {}),
  };
}

function federationOf(
  federation: GcpAuthFields['workloadIdentityFederation'],
  info: GcpAuthInfo,
): Pick<GcpAuth, 'federation'> {
  if (federation === undefined) return {};
  const field = 'auth.workloadIdentityFederation';
  const { credConfig, serviceAccountRef, awsSecurityCredentials: aws } = federation;
  return {
    federation: {
      ...(credConfig === undefined
        ? {}
        : { credConfig: { ...keyReference(credConfig, info, info.place(`${field}.credConfig`)), kind: 'ConfigMap' } }),
      ...(serviceAccountRef === undefined
        ? {}
        : {
            account: {
              ...accountReference(serviceAccountRef, info, info.place(`${field}.serviceAccountRef`)),
              expirationSeconds: 900,
            },
          }),
      ...(aws === undefined
        ? {}
        : {
            aws: {
              region: aws.region,
              secret: keyReference(
                aws.awsCredentialsSecretRef,
                info,
                info.place(`${field}.awsSecurityCredentials.awsCredentialsSecretRef`),
              ),
            },
          }),
      audience: federation.audience ?? '',
      externalTokenEndpoint: federation.externalTokenEndpoint ?? '',
      impersonate: federation.gcpServiceAccountEmail ?? '',
      place: info.place(field),
    },
  };
}
