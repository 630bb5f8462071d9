import type { TemplateSpec } from '../../model/external-secret.ts';

/** The keys that a template makes; `undefined` where they are made when it runs. */
export function templateKeys({
  data = {},
  templateFrom = [],
}: Partial<TemplateSpec> = {}): ReadonlySet<string> | undefined {
  const keys = new Set(Object.keys(data));
  for (const { configMap, secret, literal, target } of templateFrom) {
    if (target.toLowerCase() !== 'data') continue;
    const items = [...(configMap?.items ?? []), ...(secret?.items ?? [])];
    if (literal !== undefined || items.some(({ templateAs }) => templateAs !== 'Values')) return undefined;
    for (const { key } of items) keys.add(key);
  }
  return keys;
}
