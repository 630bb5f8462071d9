import { throwAll } from '../../errors/map-all.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import type { DataMap } from '../../model/data-map.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { RenderedSecret } from '../../model/secret.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { hashOfData, keepBooks } from '../bookkeeping.ts';
import { writtenNamespace } from '../written-namespace.ts';
import { checkSecret } from './check-secret.ts';
import { copiedMetadata } from './copied-metadata.ts';
import { dockerConfig } from './docker-config.ts';
import type { Draft } from './draft.ts';
import { renderField } from './render-field.ts';
import type { TemplateContext } from './template-context.ts';
import { applyTemplateFrom } from './template-from.ts';

/**
 * Makes the Secret that ESO would write, from the data map and the template.
 *
 * @remarks
 * ESO: `externalsecret_controller_template.go`, `ApplyTemplate`; core.md 4.1. A data key is taken from `template.data`
 * before a later `templateFrom`, an earlier one, and the fetched keys (copied when nothing else makes data, or under
 * `mergePolicy: Merge`). Templates see all fetched keys and none that other templates made.
 *
 * @throws EsrErrors with the faults of all templates, or else all that the API server would refuse.
 */
export async function buildSecret(
  externalSecret: ExternalSecret,
  data: DataMap,
  context: TemplateContext,
): Promise<RenderedSecret> {
  const { target } = externalSecret.spec;
  const draft: Draft = { data: new Map(firstData(externalSecret, data)), ...copiedMetadata(externalSecret) };
  if (target.template !== undefined) await applyTemplate(externalSecret, data, draft, context);
  const secret = finish(externalSecret, draft, context);
  throwAll(checkSecret(secret));
  return secret;
}

function firstData(externalSecret: ExternalSecret, data: DataMap): DataMap {
  const { template } = externalSecret.spec.target;
  const makesData = Object.keys(template?.data ?? {}).length > 0 || (template?.templateFrom ?? []).length > 0;
  return makesData && template?.mergePolicy !== 'Merge' ? new Map() : data;
}

async function applyTemplate(
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

function finish(externalSecret: ExternalSecret, draft: Draft, context: TemplateContext): RenderedSecret {
  const { target } = externalSecret.spec;
  const { name } = externalSecret.metadata;
  const namespace = writtenNamespace(externalSecret, context.run);
  const data = dockerConfig(externalSecret, draft.data, context.find) ?? draft.data;
  keepBooks(draft, externalSecret, () => hashOfData(data), context.run);
  return {
    form: 'secret',
    name: target.name ?? name,
    ...(namespace === undefined ? {} : { namespace }),
    type: target.template?.type || 'Opaque',
    labels: draft.labels,
    annotations: draft.annotations,
    finalizers: [...new Set(target.template?.metadata?.finalizers ?? [])],
    data,
    immutable: target.immutable === true,
    from: externalSecret,
  };
}
