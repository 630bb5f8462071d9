import type { ProviderContext, ServiceAccountReference } from '../providers/provider.ts';
import type { GeneratorInfo } from './generator.ts';
import { secretReference } from './secret-reference.ts';

/** A reference to a ServiceAccount, as written. */
export interface AccountSelector {
  readonly name: string;
  readonly namespace?: string;
  readonly audiences?: readonly string[];
}

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
