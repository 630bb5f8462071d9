import type { JsonObject } from '../../model/document.ts';
import type { CaFields } from '../store-ca.ts';

/** `spec.provider.infisical`, as written. */
export interface InfisicalFields extends CaFields {
  readonly hostAPI?: string;
  /** One field for each way to sign in; of several the first in the operator's order counts. */
  readonly auth: Readonly<Record<string, JsonObject | undefined>>;
  readonly secretsScope: {
    readonly projectSlug: string;
    readonly environmentSlug: string;
    readonly organizationSlug?: string;
    readonly secretsPath?: string;
    readonly recursive?: boolean;
    readonly expandSecretReferences?: boolean;
  };
}
