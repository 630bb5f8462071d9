import type { Run } from '../model/run.ts';
import { type LoadRequest, load } from './load/load.ts';
import type { StreamResult } from './pipeline.ts';
import { type LoadedRendering, renderLoaded } from './render-loaded.ts';

/** What is rendered, and how. */
export interface StreamRequest extends LoadRequest, LoadedRendering {}

/** Loads manifests and renders them. */
export async function renderStream(request: StreamRequest, run: Run): Promise<StreamResult> {
  return renderLoaded(await load(request, run), request, run);
}
