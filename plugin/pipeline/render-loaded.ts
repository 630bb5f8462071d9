import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { join } from './emit/join.ts';
import type { Rendering, StreamResult } from './pipeline.ts';

/** How loaded sources are rendered. */
export interface LoadedRendering extends Rendering {
  /** Asked first where something in the input is ours; `undefined` when the work is to be done here. */
  readonly elsewhere?: (sources: readonly Source[]) => Promise<StreamResult | undefined>;
}

/**
 * Renders what is loaded.
 *
 * @remarks Where no text mentions the operator's groups nothing else is loaded, so that an ordinary application costs
 * little more than reading and writing it.
 */
export async function renderLoaded(
  sources: readonly Source[],
  rendering: LoadedRendering,
  run: Run,
): Promise<StreamResult> {
  const isAdded = sources.length > 1 && sources[0]?.format === 'resource-list';
  if (!isAdded && !sources.some(mayHoldOurs)) {
    const chunks = rendering.view.onlySecrets ? [] : join(sources.map(({ bytes }) => [bytes]));
    return { chunks, rendered: [] };
  }
  const elsewhere = await rendering.elsewhere?.(sources);
  if (elsewhere !== undefined) return elsewhere;
  const { renderSources } = await import('./pipeline.ts');
  return renderSources(sources, rendering, run);
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
