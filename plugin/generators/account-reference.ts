import type { AccountSelector } from '../providers/account-reference.ts';
import type { ProviderContext, ServiceAccountReference } from '../providers/provider.ts';
import type { GeneratorInfo } from './generator.ts';
import { secretReference } from './secret-reference.ts';

/** Reads a reference of a generator: always from the ExternalSecret's namespace, as secrets are. */
export function accountReference(
  selector: AccountSelector,
  field: string,
  info: GeneratorInfo,
  context: Pick<ProviderContext, 'warn'>,
): ServiceAccountReference {
  const { namespace, name, place } = secretReference(selector, field, info, context);
  return { namespace, name, audiences: selector.audiences ?? [], place };
}
