import type { KeyReference, ProviderContext } from '../providers/provider.ts';
import type { GeneratorInfo } from './generator.ts';

/** A reference to a key of a Secret, as written. */
export interface SecretSelector {
  readonly name?: string;
  readonly namespace?: string;
  readonly key?: string;
}

/**
 * Reads a reference of a generator: always from the ExternalSecret's namespace.
 *
 * @remarks The operator ignores a `namespace` in it without a word (core.md 7.1, decisions.md).
 */
export function secretReference(
  selector: SecretSelector | undefined,
  field: string,
  info: GeneratorInfo,
  { warn }: Pick<ProviderContext, 'warn'>,
): KeyReference {
  const { name = '', namespace, key = '' } = selector ?? {};
  const place = info.place(field);
  if (namespace !== undefined && namespace !== '' && namespace !== info.namespace) {
    warn({
      code: 'GENERATOR_NAMESPACE',
      says: `${info.kind} "${info.name}": ${field} names namespace "${namespace}", and generators read from the ExternalSecret's, "${info.namespace}"`,
      hint: 'leave the namespace out',
      place,
    });
  }
  return { kind: 'Secret', namespace: info.namespace, name, key, place };
}
