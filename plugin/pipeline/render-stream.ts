import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { join } from './emit/join.ts';
import { type LoadRequest, load } from './load/load.ts';
import type { Rendering, StreamResult } from './pipeline.ts';

/** What is rendered, and how. */
export interface StreamRequest extends LoadRequest, Rendering {}

/**
 * Loads manifests and renders them.
 *
 * @remarks Where no text mentions the operator's groups nothing else is loaded, so that an ordinary application costs
 * little more than reading and writing it.
 */
export async function renderStream(request: StreamRequest, run: Run): Promise<StreamResult> {
  const sources = await load(request, run);
  if (!sources.some(mayHoldOurs)) {
    const chunks = request.view.onlySecrets ? [] : join(sources.map(({ bytes }) => [bytes]));
    return { chunks, rendered: [] };
  }
  const { renderSources } = await import('./pipeline.ts');
  return renderSources(sources, request, run);
}

/** Whether a text names one of our groups, or holds escapes that could hide a name. */
function mayHoldOurs({ bytes }: Source): boolean {
  return (
    bytes.includes('external-secrets.io') ||
    bytes.includes('kubernetes-client.io') ||
    // A quoted apiVersion with escapes is only known by parsing; `split/relevant.ts` looks at each.
    /apiVersion["']?[ \t]*:[ \t]*"[^"\n]*\\/.test(bytes.toString('latin1'))
  );
}
