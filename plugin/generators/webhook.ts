import { generatorError } from '../errors/generator.ts';
import { throwAll } from '../errors/map-all.ts';
import { webhookError } from '../errors/webhook.ts';
import { bytesFromBuffer, bytesOf } from '../go/byte-string.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import type { StoreInfo } from '../providers/provider.ts';
import { storeCa } from '../providers/store-ca.ts';
import { chooseMembers } from '../providers/webhook/choose.ts';
import { send, timeoutOf } from '../providers/webhook/send.ts';
import { readSecrets, templateData } from '../providers/webhook/template-data.ts';
import { validateWebhook } from '../providers/webhook/validate-webhook.ts';
import type { WebhookFields } from '../providers/webhook/webhook-fields.ts';
import { webhookHttp } from '../providers/webhook/webhook-http.ts';
import { webhookRequest } from '../providers/webhook/webhook-request.ts';
import type { Generator } from './generator.ts';
import { warnOfNamespace } from './warn-of-namespace.ts';

// Webhook: the members of what any HTTP endpoint answers. ESO: generators/v1/webhook/webhook.go.

/** The JSON object that a webhook answers, or that a path finds in it. `remoteRef` is unknown to its templates. */
export const generator: Generator = {
  random: false,
  async generate(spec, generatorInfo, context) {
    const fields = spec as unknown as WebhookFields;
    const { name, namespace, place } = generatorInfo;
    for (const [field, selector] of selectorsOf(fields)) warnOfNamespace(selector, field, generatorInfo, context);
    const info: StoreInfo = { kind: 'SecretStore', name, namespace, usedFrom: namespace, place };
    throwAll(validateWebhook(spec, info).filter(({ code }) => code !== 'REFERENCE_NAMESPACE'));
    const [ca, secrets, http] = await Promise.all([
      storeCa(fields, info, context),
      readSecrets(fields, info, context),
      webhookHttp(fields, info, context),
    ]);
    const method = fields.method || 'GET';
    const request = await webhookRequest(fields, templateData({}, {}, secrets), { method }, { info, context });
    const { status, body } = await send(request, { context, http, ca, timeoutMs: timeoutOf(fields) });
    if (status === 404) throw generatorError('GENERATOR_MISSING', { what: 'what the webhook is asked for' });
    if (status === 304) throw webhookError('WEBHOOK_NOT_MODIFIED', {});
    context.conceal(body);
    const path = fields.result?.jsonPath ?? '';
    const chosen = chooseMembers({ path: bytesOf(path), body: bytesFromBuffer(body) }, path);
    if (chosen.kind === 'failed') throw chosen.error;
    return chosen.kind === 'values' ? chosen.values : new Map();
  },
};

function selectorsOf({
  secrets = [],
  caProvider,
  auth,
}: WebhookFields): readonly (readonly [string, SecretSelector])[] {
  const inSecrets = secrets.map(({ secretRef }, index) => [`secrets[${index}].secretRef`, secretRef] as const);
  const { usernameSecret, passwordSecret } = auth?.ntlm ?? {};
  const others = { caProvider, 'auth.ntlm.usernameSecret': usernameSecret, 'auth.ntlm.passwordSecret': passwordSecret };
  const given = Object.entries(others).flatMap(([field, selector]) =>
    selector === undefined ? [] : [[field, selector] as const],
  );
  return [...inSecrets, ...given];
}
