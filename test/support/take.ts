import type { EsrError } from '../../plugin/errors/esr-error.ts';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import type { Inventory } from '../../plugin/model/inventory.ts';
import type { Origin } from '../../plugin/model/origin.ts';
import { showObject } from '../../plugin/model/place.ts';
import type { Warning } from '../../plugin/model/run.ts';
import { collect } from '../../plugin/pipeline/collect/collect.ts';
import type { MountedSecret } from '../../plugin/pipeline/collect/lookup.ts';
import { splitAll } from '../../plugin/pipeline/split/split-all.ts';
import { type ConfigParts, type TestRun, testRun } from './run.ts';

/** What is taken besides the input. */
export interface TakeOptions {
  readonly platform?: string;
  readonly mounted?: MountedSecret;
  readonly config?: ConfigParts;
  readonly purpose?: TestRun['purpose'];
  readonly application?: TestRun['application'];
}

/** What became of some manifests in split and collect. */
export interface Taken {
  /** Absent where anything was wrong. */
  readonly inventory?: Inventory;
  readonly errors: readonly EsrError[];
  readonly warnings: readonly Warning[];
}

/** Runs split and collect on manifests. */
export async function take(input: string | Buffer, options: TakeOptions = {}): Promise<Taken> {
  const { platform, mounted, ...parts } = options;
  const run = testRun(parts);
  const source = (name: string, text: string | Buffer, origin: Origin) => ({ name, bytes: Buffer.from(text), origin });
  const sources = [
    ...(platform === undefined ? [] : [source('platform.yaml', platform, 'platform')]),
    source('in.yaml', input, 'input'),
  ];
  try {
    const inventory = await collect(splitAll(sources), run, mounted);
    return { inventory, errors: [], warnings: run.warnings };
  } catch (thrown) {
    const errors = faultsOf(thrown);
    if (errors === undefined) throw thrown;
    return { errors, warnings: run.warnings };
  }
}

/** Writes an error or warning with its place on one line: `3:7 CODE Kind ns/name field: says (hint)`. */
export function line({ code, says, hint, place }: EsrError | Warning): string {
  const at = place?.line === undefined ? '' : `${place.line}:${place.column} `;
  const object = place?.object === undefined ? '' : ` ${showObject(place.object)}`;
  const field = place?.field === undefined ? '' : ` ${place.field}`;
  return `${at}${code}${object}${field}: ${says}${hint === undefined ? '' : ` (${hint})`}`;
}
