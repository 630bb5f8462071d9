import type { EsrError } from '../errors/esr-error.ts';
import type { DocumentRange, ParsedDocument } from './document.ts';
import type { ExternalSecret } from './external-secret.ts';
import type { Resource } from './resource.ts';
import type { StoreResource } from './store.ts';

/** What a reference needs to be found: kind, name, and the namespace unless the kind is cluster-scoped. */
export interface Wanted {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What a look-up gave: the object, or where it was looked for. */
export type Found = { readonly resource: Resource } | { readonly searched: readonly string[] };

/** A document that was refused, as far as it can be told what it is. Whoever refers to it meets its fault. */
export interface Refused extends Wanted {
  readonly fault: EsrError;
}

/** Everything of ours that one run knows. Lists are in document order. */
export interface Inventory {
  /** Every document range of the input, in order, ours and others'. */
  readonly ranges: readonly DocumentRange[];
  /** The input's documents that were parsed, whatever their kind. */
  readonly documents: readonly ParsedDocument[];
  /** ExternalSecrets that are to be rendered: those of the input, and those a ClusterExternalSecret made. */
  readonly externalSecrets: readonly ExternalSecret[];
  readonly clusterExternalSecrets: readonly Resource[];
  readonly pushSecrets: readonly Resource[];
  /** SecretStores and ClusterSecretStores of every origin. */
  readonly stores: readonly StoreResource[];
  /** Generators and ClusterGenerators of every origin. */
  readonly generators: readonly Resource[];
  /** Secrets, ConfigMaps, ServiceAccounts and Namespaces of every origin. */
  readonly supporting: readonly Resource[];
  /** Documents of ours that leave as they came (skip annotation, another controller class). */
  readonly leftAlone: readonly ParsedDocument[];
  /** Documents that are there and were refused; there are none unless somebody goes on in spite of faults. */
  readonly refused?: readonly Refused[];
  /** Looks an object up in the places that need no network, in order: platform configuration, credential mounts, input. */
  find(wanted: Wanted): Found;
}
