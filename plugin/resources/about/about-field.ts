import { externalSecretTexts } from './external-secret-texts.ts';
import { generatorTexts } from './generator-texts.ts';
import { laterProviders } from './later-providers.ts';
import { parts } from './parts.ts';
import { providers } from './providers.ts';
import { pushes } from './pushes.ts';
import { stores } from './stores.ts';
import type { Texts } from './texts.ts';

/** Where a table of texts applies: what stands before its paths. The first that has a text for the rest wins. */
const tables: readonly (readonly [before: RegExp, texts: Texts])[] = [
  [/^.*\.(?:remoteRef|extract)\./, parts.remoteRef],
  [/^.*\.dataFrom\[\]\.rewrite\[\]\./, parts.rewrite],
  [/^.*?\.template\./, parts.template],
  [/^.*\.generatorRef\./, parts.generatorRef],
  [/^.*\.sourceRef\./, parts.sourceRef],
  [/^.*\.retrySettings\./, parts.retry],
  [
    /^.*(?:\.provider\.aws|ECRAuthorizationToken\.spec|STSSessionToken\.spec|ecrAuthorizationTokenSpec|stsSessionTokenSpec)\.auth\./,
    parts.awsAuth,
  ],
  [/^.*\.auth\.(?=ntlm)/, parts.ntlm],
  [/^.*\.(?:secretStoreRefs\[\]|dataTo\[\]\.storeRef)\./, pushes.pushStore],
  [/^ExternalSecret\.spec\.|^.*\.externalSecretSpec\./, externalSecretTexts],
  [/^PushSecret\.spec\.|^.*\.pushSecretSpec\./, pushes.pushSecret],
  [/^ClusterExternalSecret\.spec\./, pushes.clusterExternalSecret],
  [/^ClusterPushSecret\.spec\./, pushes.clusterPushSecret],
  [/^(?:Cluster)?SecretStore\.spec\.provider\.(?=[^.]+$)/, stores.provider],
  [/^.*SecretStore\.spec\.provider\.aws\./, providers.aws],
  [/^.*SecretStore\.spec\.provider\.azurekv\./, providers.azurekv],
  [/^.*SecretStore\.spec\.provider\.bitwardensecretsmanager\./, laterProviders.bitwarden],
  [/^.*SecretStore\.spec\.provider\.doppler\./, laterProviders.doppler],
  [/^.*SecretStore\.spec\.provider\.fake\./, providers.fake],
  [/^.*SecretStore\.spec\.provider\.gcpsm\.|^.*(?:GCRAccessToken\.spec|gcrAccessTokenSpec)\./, providers.gcpsm],
  [/^.*SecretStore\.spec\.provider\.gitlab\./, laterProviders.gitlab],
  [/^.*SecretStore\.spec\.provider\.infisical\./, laterProviders.infisical],
  [/^.*SecretStore\.spec\.provider\.kubernetes\./, providers.kubernetes],
  [/^.*SecretStore\.spec\.provider\.onepassword\./, laterProviders.onepassword],
  [/^.*SecretStore\.spec\.provider\.onepasswordSDK\./, laterProviders.onepasswordSdk],
  [
    /^.*SecretStore\.spec\.provider\.(?:vault|openBao)\.|^.*(?:VaultDynamicSecret\.spec|vaultDynamicSecretSpec)\.provider\./,
    providers.vault,
  ],
  [/^.*SecretStore\.spec\.provider\.webhook\.|^.*(?:Webhook\.spec|webhookSpec)\./, providers.webhook],
  [/^(?:Cluster)?SecretStore\.spec\./, stores.store],
];

/**
 * What a field is for; references to Secrets and the like bring their own words (`sharedTypes`).
 *
 * @param path - Kind and field: `ExternalSecret.spec.data[].remoteRef.key`.
 */
export function aboutField(path: string): string | undefined {
  const generator = generatorAbout(path);
  if (generator !== undefined) return generator;
  for (const [before, texts] of tables) {
    const [prefix] = before.exec(path) ?? [];
    const text = prefix === undefined ? undefined : textIn(texts, path.slice(prefix.length));
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A generator of its own, or inside a ClusterGenerator. */
function generatorAbout(path: string): string | undefined {
  const [, kind = '', own = ''] = /^(\w+)\.spec\.(.*)$/.exec(path) ?? [];
  const text = Object.hasOwn(generatorTexts, kind) ? textIn(generatorTexts[kind], own) : undefined;
  if (text !== undefined || kind !== 'ClusterGenerator') return text;
  const [, member = '', inner] = /^generator\.(\w+?)Spec(?:\.(.*))?$/.exec(own) ?? [];
  const inside = Object.keys(generatorTexts).find((name) => name.toLowerCase() === member.toLowerCase());
  if (inside === undefined) return undefined;
  return inner === undefined ? `Settings of a ${inside} generator.` : textIn(generatorTexts[inside], inner);
}

function textIn(texts: Texts | undefined, path: string): string | undefined {
  return texts !== undefined && Object.hasOwn(texts, path) ? texts[path] : undefined;
}
