import { connectionError } from '../errors/connection.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { parseDuration } from '../go/time-duration.ts';
import type { StoreInfo } from './provider.ts';

/** Checks `retrySettings`, for the providers that read it: an interval that is no duration is refused. */
export function retryFaults({ retrySettings, place }: Pick<StoreInfo, 'retrySettings' | 'place'>): readonly EsrError[] {
  const { retryInterval } = retrySettings ?? {};
  if (retryInterval === undefined || parseDuration(retryInterval) !== undefined) return [];
  const facts = { field: 'spec.retrySettings.retryInterval', needs: 'a duration, such as 500ms or 10s' };
  return [connectionError('STORE_FIELD', facts, place(''))];
}
