import { asOne, type EsrError, faultsOf } from './esr-error.ts';

/** The fault in a thrown thing, which stands for all of them where it is several; `undefined` when it is none of the user's. */
export function faultIn(thrown: unknown): EsrError | undefined {
  const [first, ...others] = faultsOf(thrown) ?? [];
  return first === undefined ? undefined : asOne([first, ...others]);
}
