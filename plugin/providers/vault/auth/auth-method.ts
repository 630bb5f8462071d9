import type { JsonObject } from '../../../model/document.ts';
import type { Sensitive } from '../../../model/sensitive.ts';
import type { HttpRequest, ProviderContext } from '../../provider.ts';
import type { VaultOwner } from '../vault-identity.ts';

/** A token that is there already, or the request that gives one. */
export type SignIn =
  | { readonly kind: 'token'; readonly token: Sensitive }
  | {
      readonly kind: 'login';
      /** Below `/v1/`. */
      readonly path: string;
      readonly body: Readonly<Record<string, string>>;
      readonly clientCertificate?: NonNullable<HttpRequest['clientCertificate']>;
    };

/** What a method works with, besides its own fields. */
export interface AuthContext {
  /** `auth.appRole`: where the fields stand. */
  readonly field: string;
  readonly server: string;
  readonly owner: VaultOwner;
  readonly context: ProviderContext;
}

/**
 * One way to sign in: one file in this folder, one line in its registry.
 *
 * @param fields - What `auth` holds for the method.
 */
export type AuthMethod = (fields: JsonObject, auth: AuthContext) => Promise<SignIn>;
