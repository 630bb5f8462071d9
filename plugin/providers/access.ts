import type { JsonObject } from '../model/document.ts';
import type { Find, RemoteRef } from '../model/remote.ts';

/** One kind of API call, and how often it is made. */
export interface ApiCall {
  readonly name: string;
  readonly count: number;
  /** There may be more: pages, and reads of what is found. */
  readonly atLeast?: true;
}

/** One right that reading needs, in the backend's own terms. */
export interface Right {
  /** `secretsmanager:GetSecretValue`, `read`, `roles/secretmanager.secretAccessor`. */
  readonly action: string;
  /** An ARN, a path, the name of a resource; `*` where the backend tells none apart. */
  readonly resource: string;
}

/** What reading takes. */
export interface Access {
  readonly calls: readonly ApiCall[];
  /** The calls of signing in, and out: made once for all stores that share a sign-in (`Store.signsInAs`). */
  readonly signIn?: readonly ApiCall[];
  readonly rights: readonly Right[];
  /** What a reader of the rights has to know. */
  readonly notes?: readonly string[];
}

/** What is read from one store. */
export interface WantedReads {
  /** As the provider's `ref` made them. */
  readonly reads: readonly RemoteRef[];
  readonly finds: readonly Find[];
}

/** Tells what reading takes. Pure: from the store's `spec.provider.<name>` and what is wanted. */
export type AccessOf = (spec: JsonObject, wanted: WantedReads) => Access;
