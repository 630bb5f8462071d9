import { type Bytes, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { escapeUrl } from '../../go/url-escape.ts';
import { keyReference } from '../key-reference.ts';
import type { KeyReference, ProviderContext, StoreInfo, TemplateInput } from '../provider.ts';
import type { WebhookFields } from './webhook-fields.ts';

/** What the templates of one request see: in the URL what is asked for is escaped, elsewhere it is plain. */
export interface TemplateData {
  readonly escaped: ReadonlyMap<string, TemplateInput>;
  readonly plain: ReadonlyMap<string, TemplateInput>;
}

/** The values of the Secrets that a store names, by name and key. */
export type StoreSecrets = readonly (readonly [name: string, values: ReadonlyMap<string, Bytes>])[];

/** The owner of a Secret agrees with this label that a webhook is told its values. */
export const webhookLabel = ['external-secrets.io/type', 'webhook'] as const satisfies KeyReference['label'];

/** Reads the Secrets whose values the templates may use. Each has to carry the label. */
export async function readSecrets(
  { secrets = [] }: Pick<WebhookFields, 'secrets'>,
  info: StoreInfo,
  context: Pick<ProviderContext, 'secretData'>,
): Promise<StoreSecrets> {
  const reads = secrets.map(async ({ name, secretRef }, index) => {
    const { key: _all, ...reference } = keyReference(secretRef, info, info.place(`secrets[${index}].secretRef`));
    const values = await context.secretData({ ...reference, label: webhookLabel });
    return [name, new Map([...values].map(([key, value]) => [key, bytesFromBuffer(value.reveal())]))] as const;
  });
  return await Promise.all(reads);
}

/**
 * Puts together what templates see.
 *
 * @remarks ESO: `providers/v1/webhook/pkg/webhook/webhook.go`, `GetTemplateData`.
 * @param asked - The members of `remoteRef`.
 * @param raw - Further members of it that are escaped nowhere.
 */
export function templateData(
  asked: Readonly<Record<string, Bytes>>,
  raw: Readonly<Record<string, Bytes>>,
  secrets: StoreSecrets,
): TemplateData {
  const plain = new Map(Object.entries(asked));
  const escaped = new Map([...plain].map(([name, value]) => [name, escapeUrl(value, 'query')]));
  const withSecrets = (remoteRef: ReadonlyMap<string, Bytes>): ReadonlyMap<string, TemplateInput> => {
    const data = new Map([['remoteRef', new Map([...remoteRef, ...Object.entries(raw)])]]);
    // A Secret of that name adds to what is asked for.
    for (const [name, values] of secrets) data.set(name, new Map([...(data.get(name) ?? []), ...values]));
    return data;
  };
  return { escaped: withSecrets(escaped), plain: withSecrets(plain) };
}

/** What a read asks for. */
export function readData(
  { key, version = '', property = '' }: { readonly key: string; readonly version?: string; readonly property?: string },
  namespace: string,
  secrets: StoreSecrets,
): TemplateData {
  const asked = { key: bytesOf(key), version: bytesOf(version), property: bytesOf(property) };
  return templateData(asked, { namespace: bytesOf(namespace) }, secrets);
}
