import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A store could not be reached, or refused us. */
export class StoreError extends EsrError {
  override readonly exitStatus = 3;
}

export const storeErrors = {
  STORE_REFUSED: (f: { call: string; status: number | string; needs?: string }) => ({
    says: `the store refused ${f.call}: ${f.status}`,
    ...(f.needs === undefined ? {} : { hint: `it needs ${f.needs}` }),
  }),
} satisfies Catalogue;

export const storeError = errorsOf(StoreError, storeErrors);
