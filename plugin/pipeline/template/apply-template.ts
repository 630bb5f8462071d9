import { mapAllAsync } from '../../errors/map-all-async.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import type { DataMap } from '../../model/data-map.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { fieldPath } from '../../resources/field-path.ts';
import type { Draft } from './draft.ts';
import { renderField } from './render-field.ts';
import type { TemplateContext } from './template-context.ts';
import { applyTemplateFrom } from './template-from.ts';

/**
 * Runs the template of an ExternalSecret into a draft: `templateFrom`, then `data`, labels and annotations.
 *
 * @remarks Templates see all fetched keys and none that other templates made.
 * @param data - What templates see.
 * @param draft - What they write to; what it holds already stays where no template writes.
 * @throws EsrErrors with the faults of all templates.
 */
export async function applyTemplate(
  externalSecret: ExternalSecret,
  data: DataMap,
  draft: Draft,
  context: TemplateContext,
): Promise<void> {
  const dot = dotOf(data);
  const { templateFrom = [], data: texts = {}, metadata = {} } = externalSecret.spec.target.template ?? {};
  const render = (texts: Readonly<Record<string, string>>, path: string, write: (key: string, out: Bytes) => void) =>
    Object.entries(texts).map(([key, text]) => async () => {
      const field = fieldPath(`spec.target.template.${path}`, key);
      write(key, await renderField(externalSecret, { text: bytesOf(text), name: key, field }, dot, context));
    });
  // The order is ESO's: what stands later wins.
  await mapAllAsync(
    [
      ...templateFrom.map((_, index) => () => applyTemplateFrom(externalSecret, index, dot, draft, context)),
      ...render(texts, 'data', (key, out) => draft.data.set(key, new Sensitive(bufferOf(out)))),
      ...render(metadata.labels ?? {}, 'metadata.labels', (key, out) => draft.labels.set(key, textOf(out))),
      ...render(metadata.annotations ?? {}, 'metadata.annotations', (key, out) =>
        draft.annotations.set(key, textOf(out)),
      ),
    ],
    (step) => step(),
  );
}

/** The root dot of an ExternalSecret's templates: every fetched key, whatever the merge policy. */
function dotOf(data: DataMap): ReadonlyMap<Bytes, Bytes> {
  return new Map([...data].map(([key, value]) => [bytesOf(key), bytesFromBuffer(value.reveal())]));
}
