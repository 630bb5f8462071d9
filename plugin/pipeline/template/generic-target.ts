import { throwAll } from '../../errors/map-all.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import type { DataMap } from '../../model/data-map.ts';
import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { RenderedObject } from '../../model/secret.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { keepBooks } from '../bookkeeping.ts';
import { goText } from '../go-text.ts';
import { objectHash } from '../object-hash.ts';
import { writtenNamespace } from '../written-namespace.ts';
import { applyToObject, type ObjectDraft } from './apply-to-object.ts';
import { checkMetadata } from './check-metadata.ts';
import { checkObject } from './check-object.ts';
import { copiedMetadata } from './copied-metadata.ts';
import { keptFields } from './kept-fields.ts';
import type { DraftMap, DraftValue } from './object-draft.ts';
import { plainOf } from './plain-of.ts';
import { renderField } from './render-field.ts';
import type { TemplateContext } from './template-context.ts';

/**
 * Makes the object that `target.manifest` asks for.
 *
 * @remarks
 * ESO: `externalsecret_controller_manifest.go`. Labels and annotations are never templated, finalizers,
 * type, immutable and mergePolicy are ignored; without a template every kind but ConfigMap gets its values under
 * `spec.data`, a Secret too, where the API server drops them.
 *
 * @throws EsrErrors with the faults of all templates, or else all that the API server would refuse.
 */
export async function buildObject(
  externalSecret: ExternalSecret,
  data: DataMap,
  context: TemplateContext,
): Promise<RenderedObject> {
  const { target } = externalSecret.spec;
  const { manifest, template } = target;
  if (manifest === undefined) throw new Error('an object has a manifest');
  const metadata = copiedMetadata(externalSecret);
  const root: DraftMap = new Map([[hasData(manifest.kind) ? 'data' : 'spec', new Map()]]);
  const values = new Map([...data].map(([key, value]) => [key, value.reveal().toString('utf8')]));
  if (template !== undefined) await applyTemplate(externalSecret, data, { root, ...metadata }, context);
  else if (manifest.kind === 'ConfigMap') root.set('data', new Map(values));
  else root.set('spec', new Map([['data', new Map(values)]]));
  keepBooks(
    metadata,
    externalSecret,
    () => objectHash(goText(plainOf(root.get('spec') ?? root.get('data') ?? new Map()))),
    context.run,
  );
  const faults = [
    ...checkMetadata({ ...metadata, finalizers: [], place: (part) => externalSecret.place(`metadata.${part}`) }),
  ];
  faults.push(...checkObject(externalSecret, root));
  throwAll(faults);
  return { form: 'object', value: objectOf(externalSecret, metadata, root, context), from: externalSecret };
}

function hasData(kind: string): boolean {
  return kind === 'ConfigMap' || kind === 'Secret';
}

async function applyTemplate(
  externalSecret: ExternalSecret,
  data: DataMap,
  draft: ObjectDraft,
  context: TemplateContext,
): Promise<void> {
  const dot = new Map([...data].map(([key, value]) => [bytesOf(key), bytesFromBuffer(value.reveal())]));
  const { templateFrom = [], data: texts = {} } = externalSecret.spec.target.template ?? {};
  const steps = [
    ...templateFrom.map((_, index) => () => applyToObject(externalSecret, index, dot, draft, context)),
    ...Object.entries(texts).map(([key, text]) => async () => {
      const field = fieldPath('spec.target.template.data', key);
      const out = await renderField(externalSecret, { text: bytesOf(text), name: key, field }, dot, context);
      mapIn(draft.root, 'data').set(key, textOf(out));
    }),
  ];
  await mapAllAsync(steps, (step) => step());
}

function mapIn(root: DraftMap, key: string): DraftMap {
  const present = root.get(key);
  if (present instanceof Map) return present;
  const made: DraftMap = new Map();
  root.set(key, made);
  return made;
}

function objectOf(
  externalSecret: ExternalSecret,
  { labels, annotations }: Pick<ObjectDraft, 'labels' | 'annotations'>,
  root: DraftMap,
  context: TemplateContext,
): JsonObject {
  const { target } = externalSecret.spec;
  const { apiVersion = '', kind = '' } = target.manifest ?? {};
  const namespace = writtenNamespace(externalSecret, context.run);
  const head: [string, DraftValue][] = [
    ['apiVersion', apiVersion],
    ['kind', kind],
    [
      'metadata',
      new Map<string, DraftValue>([
        ['name', target.name ?? externalSecret.metadata.name],
        ...(namespace === undefined ? [] : [['namespace', namespace] as const]),
        ...(labels.size === 0 ? [] : [['labels', new Map(labels)] as const]),
        ...(annotations.size === 0 ? [] : [['annotations', new Map(annotations)] as const]),
      ]),
    ],
    ...(kind === 'Secret' ? [['type', 'Opaque'] as [string, DraftValue]] : []),
  ];
  const { root: body, lost } = keptFields(root, apiVersion, kind);
  if (lost.length > 0) {
    context.run.warn({
      code: 'TEMPLATE_LOST',
      says: `a ${kind} has no ${lost.join(', ')}: what was to stand there is left out, as the API server leaves it out`,
      hint: 'name a field that the kind has as the target of a templateFrom literal',
      place: externalSecret.place('spec.target'),
    });
  }
  return plainOf(new Map([...head, ...body])) as JsonObject;
}
