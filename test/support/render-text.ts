import { type EsrError, faultsOf } from '../../plugin/errors/esr-error.ts';
import type { Inventory } from '../../plugin/model/inventory.ts';
import type { Rendered } from '../../plugin/model/secret.ts';
import type { Source } from '../../plugin/model/source.ts';
import { collect } from '../../plugin/pipeline/collect/collect.ts';
import { emit } from '../../plugin/pipeline/emit/emit.ts';
import type { View } from '../../plugin/pipeline/emit/view.ts';
import { fetchAll } from '../../plugin/pipeline/fetch/fetch.ts';
import { plan } from '../../plugin/pipeline/plan/plan.ts';
import { renderSecrets } from '../../plugin/pipeline/render-secrets.ts';
import { splitAll } from '../../plugin/pipeline/split/split-all.ts';
import type { TestRun } from './run.ts';

/** What a run over a text came to: output, or problems and no output. */
export interface RenderedText {
  readonly out: string;
  readonly errors: readonly EsrError[];
  readonly rendered: readonly Rendered[];
  readonly inventory?: Inventory;
}

const realView: View = { values: 'real', fingerprintKey: Buffer.alloc(32), onlySecrets: false, mask: (text) => text };

/**
 * Runs every stage but load over texts, in process.
 *
 * @param input - The rendered manifests; several are several files.
 * @param platform - Documents of the platform configuration.
 */
export async function renderText(
  input: string | Buffer | readonly (string | Buffer)[],
  run: TestRun,
  { view = realView, platform }: { readonly view?: View; readonly platform?: string } = {},
): Promise<RenderedText> {
  const texts = Array.isArray(input) ? (input as readonly (string | Buffer)[]) : [input as string | Buffer];
  const trusted = platform === undefined ? [] : [source('platform.yaml', platform, 'platform')];
  const sources = texts.map((text, index) =>
    source(texts.length === 1 ? 'app.yaml' : `app${index}.yaml`, text, 'input'),
  );
  try {
    const inventory = await collect(splitAll([...trusted, ...sources]), run);
    const planned = await plan(inventory, run);
    const fetched = await fetchAll(planned, run);
    const rendered = await renderSecrets({ inventory, fetched, leftAlone: planned.leftAlone, run });
    const chunks = await emit({ sources, inventory, rendered, view, run });
    const out = Buffer.concat(chunks).toString('utf8');
    return { out, errors: [], rendered, inventory };
  } catch (thrown) {
    const errors = faultsOf(thrown);
    if (errors === undefined) throw thrown;
    return { out: '', errors, rendered: [] };
  }
}

function source(name: string, text: string | Buffer, origin: Source['origin']): Source {
  return { name, bytes: typeof text === 'string' ? Buffer.from(text) : text, origin };
}
