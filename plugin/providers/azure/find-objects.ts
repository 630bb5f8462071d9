import { faultIn } from '../../errors/fault-in.ts';
import type { Find } from '../../model/remote.ts';
import { nameMatcher } from '../name-matcher.ts';
import type { Match, ProviderContext } from '../provider.ts';
import { azureFault } from './azure-fault.ts';
import type { KeyVault } from './key-vault.ts';

/**
 * Lists the enabled secrets that a find matches; the caller reads the values.
 *
 * @remarks
 * ESO: `keyvault.go`, `getAllSecretsWithLegacySDK`. Tags and name must both hold, the path is not looked at,
 * and neither of them means all. An expression that is none matches nothing, without an error.
 */
export async function findObjects(
  { name, tags = {} }: Find,
  vault: KeyVault,
  { warn }: Pick<ProviderContext, 'warn'>,
): Promise<readonly Match[]> {
  const matches = matcherOf(name, warn);
  if (matches === undefined) return [];
  const wanted = Object.entries(tags);
  const found: Match[] = [];
  try {
    for await (const secret of vault.secrets.listPropertiesOfSecrets()) {
      const { name: own, enabled, tags: its = {} } = secret;
      const hasTags = wanted.every(([tag, value]) => Object.hasOwn(its, tag) && its[tag] === value);
      if (enabled !== false && hasTags && matches(own)) found.push({ name: own, ref: { key: own }, essential: true });
    }
  } catch (thrown) {
    throw azureFault(thrown, { action: 'list', type: 'secret', host: vault.host });
  }
  return found;
}

function matcherOf(name: Find['name'], warn: ProviderContext['warn']): ((name: string) => boolean) | undefined {
  try {
    return nameMatcher(name);
  } catch (thrown) {
    const fault = faultIn(thrown);
    if (fault === undefined) throw thrown;
    const { code, says } = fault;
    warn({ code, says: `${says}: it finds nothing`, hint: 'the operator finds nothing either, without a word' });
    return undefined;
  }
}
