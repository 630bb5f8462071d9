import { documentError } from '../errors/document.ts';
import type { EsrError } from '../errors/esr-error.ts';
import type { StoreResource } from '../model/store.ts';

/**
 * Finds conditions of stores that are no regular expressions; the webhook refuses them.
 *
 * @remarks Apart from `admitStore` because the engine of regular expressions is loaded only for stores that have any.
 */
export async function storeRegexps(stores: readonly StoreResource[]): Promise<readonly EsrError[]> {
  const named = stores.filter(({ spec }) => spec.conditions?.some((each) => (each.namespaceRegexes ?? []).length > 0));
  if (named.length === 0) return [];
  const { GoRegexp } = await import('../go/regexp.ts');
  return named.flatMap(({ spec, place }) =>
    (spec.conditions ?? []).flatMap(({ namespaceRegexes = [] }, index) =>
      namespaceRegexes.flatMap((source, position) => {
        if (GoRegexp.compile(source) !== undefined) return [];
        const field = `spec.conditions[${index}].namespaceRegexes[${position}]`;
        return [documentError('FIELD_REGEXP', { field, source }, place(field))];
      }),
    ),
  );
}
