import type { JsonObject } from '../../../model/document.ts';
import type { Place } from '../../../model/place.ts';
import type { ProviderContext } from '../../provider.ts';

/** A token that is there already, or the request that gives one. */
export type SignIn =
  | { readonly token: string }
  | {
      /** Below `/v1/auth/`. */
      readonly path: string;
      readonly body: JsonObject;
    };

/** What a method is used with. */
export interface AuthContext {
  readonly context: ProviderContext;
  /** The text that a reference of the method leads to, as it stands. */
  text(field: string): Promise<string>;
  /** The same; empty where there is no reference. */
  optional(field: string): Promise<string>;
  place(field: string): Place;
  /** The context for what the text of a reference says: it may be the application's. */
  boundBy(field: string): ProviderContext;
}

/** One way to sign in: reads its field of `auth`. */
export type AuthMethod = (fields: JsonObject, auth: AuthContext) => Promise<SignIn>;
