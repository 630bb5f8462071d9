import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { join } from './emit/join.ts';
import type { Rendering, StreamResult } from './pipeline.ts';
import { mentions } from './split/mentions.ts';

/** How loaded sources are rendered. */
export interface LoadedRendering extends Rendering {
  /** Asked first where something in the input is ours; `undefined` when the work is to be done here. */
  readonly elsewhere?: (sources: readonly Source[]) => Promise<StreamResult | undefined>;
  /** Called before the stages load, where they are to work here. */
  readonly begin?: () => Promise<void>;
}

/**
 * Renders what is loaded.
 *
 * @remarks Where no document may be ours nothing else is loaded, so that an ordinary application costs
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
  await rendering.begin?.();
  const { renderSources } = await import('./pipeline.ts');
  return renderSources(sources, rendering, run);
}

/** Whether any document of a text may be ours. */
function mayHoldOurs({ bytes }: Source): boolean {
  const text = bytes.toString('latin1');
  return mentions(text).some((pattern) => text.search(pattern) >= 0);
}
