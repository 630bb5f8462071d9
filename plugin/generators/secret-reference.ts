import type { SecretSelector } from '../providers/key-reference.ts';
import type { KeyReference, ProviderContext } from '../providers/provider.ts';
import type { GeneratorInfo } from './generator.ts';
import { warnOfNamespace } from './warn-of-namespace.ts';

/** Reads a reference of a generator: always from the ExternalSecret's namespace. */
export function secretReference(
  selector: SecretSelector | undefined,
  field: string,
  info: GeneratorInfo,
  context: Pick<ProviderContext, 'warn'>,
): KeyReference {
  const { name = '', key = '' } = selector ?? {};
  warnOfNamespace(selector, field, info, context);
  return { kind: 'Secret', namespace: info.namespace, name, key, place: info.place(field) };
}
