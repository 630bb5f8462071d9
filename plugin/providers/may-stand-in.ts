import { faultsOf } from '../errors/esr-error.ts';
import type { ProviderContext } from './provider.ts';

const tokenNowhere = ['TOKEN_NOT_FOUND'];
const objectNowhere = ['CREDENTIAL_NOT_FOUND', 'SERVICE_ACCOUNT_UNKNOWN'];

/**
 * Whether the process's own identity may stand in for a declared one that could not be had (`credentials.mode: auto`).
 *
 * @remarks
 * What is nowhere may be had elsewhere; a refusal, a broken reference or a ServiceAccount without a role is a fault to mend.
 */
export function mayStandIn(
  thrown: unknown,
  { ambient, ambientFallback, namedMustExist }: Pick<ProviderContext, 'ambient' | 'ambientFallback' | 'namedMustExist'>,
): boolean {
  if (!ambient || ambientFallback !== true) return false;
  const codes = (faultsOf(thrown) ?? []).map(({ code }) => code);
  const nowhere = namedMustExist === true ? tokenNowhere : [...tokenNowhere, ...objectNowhere];
  return codes.length > 0 && codes.every((code) => nowhere.includes(code));
}
