import type { JsonObject } from '../../model/document.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import { fieldPath } from '../../resources/field-path.ts';

/** A webhook that a store or a generator describes. */
export interface DescribedWebhook {
  readonly resource: Resource<unknown>;
  /** What stands under `secrets[].name`. */
  readonly secrets: readonly string[];
  /** It is asked for nothing: its templates see no `remoteRef`. */
  readonly isGenerator: boolean;
  readonly templates: readonly { readonly text: string; readonly field: string; readonly isPath: boolean }[];
}

/** The webhooks of an inventory, each with the texts that are Go templates. */
export function webhooksIn({
  stores,
  generators,
}: Pick<Inventory, 'stores' | 'generators'>): readonly DescribedWebhook[] {
  return [
    ...stores.flatMap((store) => describe(store, store.spec.provider['webhook'], 'spec.provider.webhook', false)),
    ...generators.flatMap((one) => {
      if (one.kind === 'Webhook') return describe(one, one.spec, 'spec', true);
      const { generator } = one.spec as { readonly generator?: JsonObject };
      return describe(one, generator?.['webhookSpec'], 'spec.generator.webhookSpec', true);
    }),
  ];
}

function describe(
  resource: Resource<unknown>,
  spec: unknown,
  at: string,
  isGenerator: boolean,
): readonly DescribedWebhook[] {
  if (typeof spec !== 'object' || spec === null) return [];
  const { url, headers, body, result, secrets } = spec as JsonObject;
  const { jsonPath } = Object(result) as JsonObject;
  const texts: readonly (readonly [unknown, string, boolean])[] = [
    [url, 'url', false],
    ...Object.entries(Object(headers) as JsonObject).map(
      ([name, text]) => [text, fieldPath('headers', name), false] as const,
    ),
    [body, 'body', false],
    [jsonPath, 'result.jsonPath', true],
  ];
  return [
    {
      resource,
      isGenerator,
      secrets: (Array.isArray(secrets) ? secrets : []).map((one) => String((Object(one) as JsonObject)['name'])),
      templates: texts.flatMap(([text, field, isPath]) =>
        typeof text === 'string' ? [{ text, field: `${at}.${field}`, isPath }] : [],
      ),
    },
  ];
}
