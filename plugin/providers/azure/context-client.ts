import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { ProviderContext } from '../provider.ts';

/** Lets an SDK client send through the run's own HTTP: its connections, proxies, address rules and deadlines. */
export function contextClient(context: ProviderContext): HttpClient {
  return { sendRequest: (request) => send(request, context) };
}

async function send(request: PipelineRequest, context: ProviderContext): Promise<PipelineResponse> {
  const { url, method, headers, body, timeout } = request;
  // Our own HTTP does not unpack.
  headers.delete('accept-encoding');
  const answer = await context.http(url, {
    method,
    headers: headers.toJSON(),
    ...(typeof body === 'string' || body instanceof Uint8Array ? { body } : {}),
    ...(timeout > 0 ? { timeoutMs: timeout } : {}),
  });
  return {
    request,
    status: answer.status,
    headers: createHttpHeaders(answer.headers),
    bodyAsText: answer.body.toString('utf8'),
  };
}
