import { webhookError } from '../../errors/webhook.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { answersEach } from '../answers-each.ts';
import type { Answer, Client, HttpAnswer, RemoteRef, StoreInfo } from '../provider.ts';
import { frameAnswer } from './framed-answer.ts';
import { type Sending, send } from './send.ts';
import { readData, type StoreSecrets } from './template-data.ts';
import type { WebhookFields } from './webhook-fields.ts';
import { type WebhookRequest, webhookRequest } from './webhook-request.ts';

/** What reads are made with. */
export interface Reading extends Sending {
  readonly fields: WebhookFields;
  readonly info: StoreInfo;
  readonly secrets: StoreSecrets;
}

/** Reads values. Entries whose templates come to the same request share one answer. */
export function webhookReader(reading: Reading): Client['read'] {
  const answers = new Map<string, Promise<HttpAnswer>>();
  const ask = (request: WebhookRequest): Promise<HttpAnswer> => {
    const { url, method, headers, body } = request;
    const id = JSON.stringify([method, url, headers, body === undefined ? '' : Buffer.from(body).toString('latin1')]);
    let answer = answers.get(id);
    if (answer === undefined) {
      answer = send(request, reading);
      answers.set(id, answer);
    }
    return answer;
  };
  return answersEach(async (ref) => await readOne(ref, ask, reading));
}

async function readOne(
  ref: RemoteRef,
  ask: (request: WebhookRequest) => Promise<HttpAnswer>,
  { fields, info, secrets, context }: Reading,
): Promise<Answer> {
  const { key, version, part: property } = ref;
  const asked = { key, ...(version ? { version } : {}), ...(property ? { property } : {}) };
  const data = readData(asked, info.usedFrom, secrets);
  const request = await webhookRequest(fields, data, { method: fields.method || 'GET' }, { info, context });
  const { status, body } = await ask(request);
  if (status === 404) return { kind: 'missing' };
  if (status === 304) return { kind: 'failed', error: webhookError('WEBHOOK_NOT_MODIFIED', {}) };
  const template = fields.result?.jsonPath;
  if (!template) return { kind: 'value', value: new Sensitive(body) };
  context.conceal(body);
  return { kind: 'value', value: frameAnswer({ path: await context.render(template, data.plain), body }) };
}
