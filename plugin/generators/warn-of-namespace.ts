import type { ProviderContext } from '../providers/provider.ts';
import type { GeneratorInfo } from './generator.ts';

/** Warns of a namespace in a reference of a generator, which the operator ignores without a word. */
export function warnOfNamespace(
  selector: { readonly namespace?: string | undefined } | undefined,
  field: string,
  info: GeneratorInfo,
  { warn }: Pick<ProviderContext, 'warn'>,
): void {
  const namespace = selector?.namespace;
  if (namespace === undefined || namespace === '' || namespace === info.namespace) return;
  warn({
    code: 'GENERATOR_NAMESPACE',
    says: `${info.kind} "${info.name}": ${field} names namespace "${namespace}", and generators read from the ExternalSecret's, "${info.namespace}"`,
    hint: 'leave the namespace out',
    place: info.place(field),
  });
}
