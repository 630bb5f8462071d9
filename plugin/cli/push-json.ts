import type { PushResult } from '../pipeline/push-sources.ts';
import { type PushShow, pushRows } from './push-rows.ts';

/** What a push did or would do, for programs. */
export function pushJson(result: PushResult, show: PushShow): string {
  return `${JSON.stringify({ applied: show.apply, entries: pushRows(result, show) }, null, 2)}\n`;
}
