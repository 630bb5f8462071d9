import { storeError } from '../../errors/store.ts';
import { textOf } from '../../go/byte-string.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Client, Provider, ProviderContext, StoreInfo } from '../provider.ts';
import { storeCa } from '../store-ca.ts';
import { storeIdentity } from '../store-identity.ts';
import { chooseMembers, chooseValue } from './choose.ts';
import { unframeAnswer } from './framed-answer.ts';
import { mayReadAll } from './may-read-all.ts';
import { timeoutOf } from './send.ts';
import { readData, readSecrets } from './template-data.ts';
import { validateWebhook } from './validate-webhook.ts';
import type { WebhookFields } from './webhook-fields.ts';
import { webhookHttp } from './webhook-http.ts';
import { type Reading, webhookReader } from './webhook-reader.ts';
import { webhookWriter } from './webhook-writer.ts';

/** Any HTTP endpoint, asked by templates. ESO: `providers/v1/webhook`. */
export const provider: Provider = {
  capabilities: 'ReadWrite',
  validate: validateWebhook,
  open(spec, info) {
    const fields = spec as unknown as WebhookFields;
    const written = fields.result?.jsonPath ?? '';
    return {
      identity: identityOf(spec, fields, info),
      // What is asked for depends on the templates, which may use all of it.
      ref: ({ key, version, property }) => ({
        key,
        ...(version ? { version } : {}),
        ...(property ? { part: property } : {}),
      }),
      select: (value) => chooseValue(unframeAnswer(value, written !== ''), written),
      extract: (value) => chooseMembers(unframeAnswer(value, written !== ''), written),
      connect: async (context) => await connect(fields, info, context),
    };
  },
};

async function connect(fields: WebhookFields, info: StoreInfo, context: ProviderContext): Promise<Client> {
  const [ca, secrets, http] = await Promise.all([
    storeCa(fields, info, context),
    readSecrets(fields, info, context),
    webhookHttp(fields, info, context),
  ]);
  const reading: Reading = { fields, info, secrets, context, http, ca, timeoutMs: timeoutOf(fields) };
  return {
    batch: 1, // one request asks for one key
    read: webhookReader(reading),
    check: async () => await check(reading),
    writer: webhookWriter(reading),
  };
}

/** As the operator, which only connects: without a key there is nothing to ask for. Any answer will do. */
async function check({ fields, info, secrets, context, ca }: Reading): Promise<void> {
  const url = textOf(await context.render(fields.url, readData({ key: 'key' }, info.usedFrom, secrets).escaped));
  if (!URL.canParse(url)) throw storeError('STORE_ADDRESS', {}, info.place('url'));
  await context.http(`${new URL(url).origin}/`, { method: 'HEAD', ...(ca === undefined ? {} : { ca }) });
}

/** Stores whose templates may see the ExternalSecret's namespace are one for each namespace. */
function identityOf(spec: JsonObject, { url, headers, body, result }: WebhookFields, info: StoreInfo): string {
  const templates = [url, ...Object.values(headers ?? {}), body ?? '', result?.jsonPath ?? ''].join('\n');
  return JSON.stringify([
    storeIdentity(spec, info, ['auth', 'caProvider']),
    info.kind,
    info.namespace,
    mayReadAll(templates) ? info.usedFrom : '',
  ]);
}
