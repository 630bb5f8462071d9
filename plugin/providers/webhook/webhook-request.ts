import { connectionError } from '../../errors/connection.ts';
import { type Bytes, bufferOf, textOf } from '../../go/byte-string.ts';
import type { HttpRequest, ProviderContext, StoreInfo } from '../provider.ts';
import type { TemplateData } from './template-data.ts';
import type { WebhookFields } from './webhook-fields.ts';

/** A request with all its templates run. */
export interface WebhookRequest extends Pick<HttpRequest, 'body'> {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request is made of besides the store's document. */
export interface RequestParts {
  readonly method: string;
  /** In place of a body template. */
  readonly body?: Bytes;
}

/**
 * Runs the templates of a store for one request.
 *
 * @throws TemplateError, or ManifestError `HEADER_INVALID` for a header that HTTP does not allow.
 */
export async function webhookRequest(
  { url, headers = {}, body = '' }: Pick<WebhookFields, 'url' | 'headers' | 'body'>,
  { escaped, plain }: TemplateData,
  parts: RequestParts,
  { info, context }: { readonly info: StoreInfo; readonly context: Pick<ProviderContext, 'render'> },
): Promise<WebhookRequest> {
  const rendered = new Map<string, string>();
  for (const [name, template] of Object.entries(headers)) {
    // Go's client takes the host from the URL alone.
    if (name.toLowerCase() === 'host') continue;
    const value = await context.render(template, plain);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw connectionError('HEADER_INVALID', { name }, info.place('headers'));
    }
    rendered.set(name, value);
  }
  const sent = parts.body ?? (body === '' ? ('' as Bytes) : await context.render(body, plain));
  return {
    url: textOf(await context.render(url, escaped)),
    method: parts.method,
    headers: Object.fromEntries(rendered),
    ...(sent === '' ? {} : { body: bufferOf(sent) }),
  };
}
