import type { SecretSelector } from '../key-reference.ts';
import type { CaFields } from '../store-ca.ts';

/** `spec.provider.gitlab`, as written. */
export interface GitlabFields extends CaFields {
  readonly url?: string;
  readonly auth: { readonly SecretRef: { readonly accessToken?: SecretSelector } };
  /** A number, or a path like `group/project`. */
  readonly projectID?: string;
  readonly groupIDs?: readonly string[];
  readonly inheritFromGroups?: boolean;
  /** Scope of the variables; empty or `*` for any. */
  readonly environment?: string;
}
