import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import type { DopplerFields } from './doppler-fields.ts';

/** Checks `spec.provider.doppler` beyond its schema. ESO: `providers/v1/doppler/provider.go`, `ValidateStore`. */
export function validateDoppler(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { secretRef, oidcConfig } = (spec as unknown as DopplerFields).auth;
  const fault = (field: string, needs: string) => connectionError('STORE_FIELD', { field, needs }, info.place(field));
  return [
    ...referenceFaults(spec, info, ['auth'], () => true),
    ...(secretRef !== undefined && !secretRef.dopplerToken.name
      ? [fault('auth.secretRef.dopplerToken', 'a name')]
      : []),
    ...(oidcConfig?.identity === '' ? [fault('auth.oidcConfig.identity', 'the id of an identity')] : []),
  ];
}
