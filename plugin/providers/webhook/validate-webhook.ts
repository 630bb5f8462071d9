import { connectionError } from '../../errors/connection.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { webhookError } from '../../errors/webhook.ts';
import { parseDuration } from '../../go/time-duration.ts';
import type { JsonObject } from '../../model/document.ts';
import type { StoreInfo } from '../provider.ts';
import { referenceFaults } from '../reference-faults.ts';
import type { WebhookFields } from './webhook-fields.ts';

/**
 * Checks `spec.provider.webhook` beyond its schema.
 *
 * @remarks The operator checks nothing here and fails when it reads; the faults are the same.
 */
export function validateWebhook(spec: JsonObject, info: StoreInfo): readonly EsrError[] {
  const { secrets = [], timeout, headers = {} } = spec as unknown as WebhookFields;
  return [
    ...referenceFaults(spec, info, ['auth', 'caProvider'], () => true),
    ...secrets.flatMap(({ secretRef }, index) => namespaceFaults(secretRef, `secrets[${index}].secretRef`, info)),
    ...(timeout === undefined || timeout === '' || parseDuration(timeout) !== undefined
      ? []
      : [webhookError('WEBHOOK_TIMEOUT', { timeout }, info.place('timeout'))]),
    ...Object.keys(headers)
      .filter((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      .map((name) => connectionError('HEADER_INVALID', { name }, info.place('headers'))),
  ];
}

/** The Secrets of a ClusterSecretStore do not follow the ExternalSecret. */
function namespaceFaults(
  { namespace }: { readonly namespace?: string },
  field: string,
  info: StoreInfo,
): readonly EsrError[] {
  if (info.kind === 'ClusterSecretStore') {
    return namespace ? [] : [connectionError('REFERENCE_NO_NAMESPACE', { field }, info.place(field))];
  }
  if (!namespace || namespace === info.namespace) return [];
  return [manifestError('REFERENCE_NAMESPACE', { field, namespace, own: info.namespace }, info.place(field))];
}
