import { setLogLevel } from '@azure/logger';

/** Keeps the SDK off our stderr, whatever `AZURE_LOG_LEVEL` says: it logs what requests hold. */
export function silenceSdk(): void {
  setLogLevel(undefined);
}
