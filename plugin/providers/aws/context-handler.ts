import type { ProviderContext } from '../provider.ts';

/** The parts of an SDK request that we send. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What the SDK takes as its way to send a request. */
export interface SdkHandler {
  handle(request: SdkRequest): Promise<{
    readonly response: {
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    };
  }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Readonly<Record<string, never>>;
  destroy(): void;
}

/**
 * Lets an SDK client send through the run's own HTTP: its connections, proxies, address rules and deadlines.
 *
 * @remarks A fault of the connection is a StoreError from here on, before the SDK can put it in its own words.
 */
export function contextHandler(context: ProviderContext): SdkHandler {
  return {
    async handle({ method, headers, body, ...request }) {
      const answer = await context.http(urlOf(request), {
        method,
        headers,
        ...(body === undefined || body.length === 0 ? {} : { body: plain(body) }),
      });
      return { response: { statusCode: answer.status, headers: answer.headers, body: answer.body } };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

/** The SDK's bytes warn on the console when somebody looks at them as text, as copying them does. */
function plain(body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' ? body : new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

function urlOf({
  protocol,
  hostname,
  port,
  path,
  query = {},
}: Omit<SdkRequest, 'method' | 'headers' | 'body'>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? encode(name) : `${encode(name)}=${encode(one ?? '')}`)),
  );
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}

/** As signed: `encodeURIComponent` leaves five characters that AWS wants encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
