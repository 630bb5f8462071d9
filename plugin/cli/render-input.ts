import type { Run } from '../model/run.ts';
import type { View } from '../pipeline/emit/view.ts';
import type { StreamResult } from '../pipeline/pipeline.ts';
import { renderStream } from '../pipeline/render-stream.ts';
import { daemonOf } from './daemon.ts';
import type { Invocation } from './invocation.ts';
import { keepYoungSpaceSmall } from './keep-young-space-small.ts';
import { loadRequest } from './load-request.ts';
import { openRun } from './open-run.ts';
import { progressLine } from './progress-line.ts';

/** Renders what a command was given; a person sees how far it is. */
export async function renderInput(invocation: Invocation, purpose: Run['purpose'], view: View): Promise<StreamResult> {
  const { terminal } = invocation;
  const line = progressLine(terminal);
  const run = await openRun(invocation, purpose);
  const request = { ...(await loadRequest(invocation)), view, progress: line.show };
  const warn: Run['warn'] = (warning) => {
    line.clear();
    run.warn(warning);
  };
  try {
    const here = { ...run, warn };
    // Other purposes have other rights, and made-up values need no daemon.
    const elsewhere = purpose === 'generate' && request.offline === undefined ? daemonOf(terminal, here) : {};
    return await renderStream({ ...request, ...elsewhere, begin: keepYoungSpaceSmall }, here);
  } finally {
    line.clear();
  }
}
