import type { Place } from '../../model/place.ts';
import type { KeyReference, ServiceAccountReference } from '../provider.ts';

/** How to sign in to Azure, every reference with the namespace that it means. */
export interface AzureAuth {
  readonly method: 'ServicePrincipal' | 'ManagedIdentity' | 'WorkloadIdentity';
  /** The login host, as a URL: of a cloud, or of a custom one. */
  readonly authority: string;
  /** As it stands in the document. */
  readonly tenantId?: string;
  /** From Secrets. */
  readonly secrets?: {
    readonly clientId?: KeyReference;
    readonly tenantId?: KeyReference;
    readonly clientSecret?: KeyReference;
    readonly clientCertificate?: KeyReference;
  };
  /** Whose token a workload identity takes; absent for the pod's own. */
  readonly account?: ServiceAccountReference;
  /** Client id of a managed identity; absent for the system's. */
  readonly identityId?: string;
  /**
   * Whether a workload identity goes by the rules of the operator's default client: client and tenant may stand in Secrets,
   * and may not stand in two places. The newer one looks at the annotations alone, and at `tenantId` first.
   */
  readonly isStrict: boolean;
  /** The host that the token is sent to, where a document chose it. */
  readonly receiver?: string;
  /** Where the provider's or the generator's spec stands, for errors. */
  readonly place: Place;
}
