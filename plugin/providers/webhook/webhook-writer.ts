import { webhookError } from '../../errors/webhook.ts';
import { bytesOf } from '../../go/byte-string.ts';
import type { PushEntry, Writer } from '../provider.ts';
import { pushValue } from '../push-value.ts';
import { send } from './send.ts';
import { readData, type TemplateData, templateData } from './template-data.ts';
import type { Reading } from './webhook-reader.ts';
import { webhookRequest } from './webhook-request.ts';

/**
 * Sends values to a webhook. What is there before cannot be told.
 *
 * @remarks
 * ESO: `providers/v1/webhook/webhook.go`. The operator escapes no key in the URL of a deletion and leaves
 * the store's Secrets out of its templates, so that it goes elsewhere than the push: here both see the same.
 */
export function webhookWriter(reading: Reading): Writer {
  const { fields, info, context, secrets } = reading;
  const about = { info, context };
  return {
    async exists({ key }) {
      const data = readData({ key }, info.usedFrom, secrets);
      const request = await webhookRequest(fields, data, { method: fields.method || 'GET' }, about);
      const { status } = await send(request, reading);
      if (status === 304) throw webhookError('WEBHOOK_NOT_MODIFIED', {});
      return status !== 404;
    },
    async push(entry) {
      const value = pushValue(entry);
      const data = pushedData(entry, reading);
      // Without a body template the value itself is sent.
      const body = fields.body ? {} : { body: value };
      const request = await webhookRequest(fields, data, { method: fields.method || 'POST', ...body }, about);
      const { status } = await send(request, reading);
      if (status === 404 || status === 304) throw webhookError('WEBHOOK_NOT_TAKEN', { status });
    },
    async delete({ key }) {
      const data = templateData({ remoteKey: bytesOf(key) }, {}, secrets);
      const { body: _none, ...request } = await webhookRequest(
        { url: fields.url, ...(fields.headers === undefined ? {} : { headers: fields.headers }) },
        data,
        { method: 'DELETE' },
        about,
      );
      // What is gone already is fine.
      const { status } = await send(request, reading);
      if (status === 304) throw webhookError('WEBHOOK_NOT_TAKEN', { status });
    },
  };
}

/** The value stands under the name of the remote key, whatever else is called so. */
function pushedData(entry: PushEntry, { secrets }: Reading): TemplateData {
  const { ref, secretKey } = entry;
  const asked = {
    remoteKey: bytesOf(ref.key),
    ...(secretKey ? { secretKey: bytesOf(secretKey) } : {}),
    [ref.key]: pushValue(entry),
  };
  return templateData(asked, {}, secrets);
}
