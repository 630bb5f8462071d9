import type { SecretManager } from './secret-manager.ts';
import type { SecretNames } from './secret-names.ts';

/** What reading and writing need. */
export interface GcpReading {
  readonly manager: SecretManager;
  readonly names: SecretNames;
  readonly host: string;
  /** `LatestOrFetch`. */
  readonly fetchesEnabled: boolean;
}
