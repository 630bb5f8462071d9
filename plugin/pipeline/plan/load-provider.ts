import type { Provider } from '../../providers/provider.ts';
import { providers } from '../../providers/registry.ts';

/** Loads a backend by the field of `spec.provider`; `undefined` for one that there is not. */
export async function loadProvider(name: string): Promise<Provider | undefined> {
  const registry: Readonly<Record<string, () => Promise<{ readonly provider: Provider }>>> = providers;
  return Object.hasOwn(registry, name) ? (await registry[name]?.())?.provider : undefined;
}
