import type { RemoteRef } from '../../model/remote.ts';
import type { AccessOf } from '../access.ts';
import { countCalls } from '../count-calls.ts';
import { mayReadAll } from './may-read-all.ts';
import type { WebhookFields } from './webhook-fields.ts';

/**
 * What reading from a webhook takes: one request for what the templates tell apart.
 *
 * @remarks Templates are not run for it: what they do with a key may make one request of two.
 */
export const access: AccessOf = (spec, { reads }) => {
  const fields = spec as unknown as WebhookFields;
  const texts = [fields.url, ...Object.values(fields.headers ?? {}), fields.body ?? ''].join('\n');
  const requests = new Set(reads.map((ref) => JSON.stringify(partsOf(ref, texts))));
  return {
    calls: countCalls([
      {
        name: `${fields.method || 'GET'} ${hostOf(fields.url)}`,
        count: requests.size,
        // NTLM signs a connection in with requests of its own.
        ...(fields.auth?.ntlm === undefined ? {} : { atLeast: true }),
      },
    ]),
    rights: [],
  };
};

/** What of a reference a request may depend on. */
function partsOf({ key, version, part }: RemoteRef, templates: string): readonly unknown[] {
  const isRead = (name: string) => mayReadAll(templates) || new RegExp(`remoteRef\\.${name}\\b`).test(templates);
  return [isRead('key') && key, isRead('version') && version, isRead('property') && part];
}

function hostOf(url: string): string {
  const [, host] = /^https?:\/\/([^/{?#]+)(?=[/?#]|$)/i.exec(url) ?? [];
  return host ?? 'the webhook';
}
