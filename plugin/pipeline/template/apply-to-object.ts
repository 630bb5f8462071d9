import { manifestError } from '../../errors/manifest.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { templateError } from '../../errors/template.ts';
import { type Bytes, bufferOf, bytesOf, textOf } from '../../go/byte-string.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { ExternalSecret, TemplateFromEntry } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { decodeValue } from '../decode-value.ts';
import { literalName } from '../literal-name.ts';
import type { Draft } from './draft.ts';
import { draftOf } from './draft-of.ts';
import type { DraftMap, DraftValue } from './object-draft.ts';
import { objectPath, type PathStep } from './object-path.ts';
import { renderField } from './render-field.ts';
import { setAt } from './set-at.ts';
import { parseStringMap } from './string-map.ts';
import type { TemplateContext } from './template-context.ts';
import { applyTemplateFrom } from './template-from.ts';

/** An object while it is built. */
export interface ObjectDraft {
  readonly root: DraftMap;
  readonly labels: Map<string, string>;
  readonly annotations: Map<string, string>;
}

/**
 * Runs one `templateFrom` entry into an object: the literal first, then ConfigMap and Secret items.
 *
 * @remarks
 * ESO renders the items into a scratch Secret and its data once more into the object, so that with another target than
 * Data they come to nothing. ESO: `externalsecret_controller_manifest.go`, `runtime/template/v2/template.go`.
 */
export async function applyToObject(
  externalSecret: ExternalSecret,
  index: number,
  dot: ReadonlyMap<Bytes, Bytes>,
  draft: ObjectDraft,
  context: TemplateContext,
): Promise<void> {
  const field = `spec.target.template.templateFrom[${index}]`;
  const entry = externalSecret.spec.target.template?.templateFrom?.[index];
  if (entry === undefined) return;
  const at = externalSecret.place(`${field}.literal`);
  if (entry.literal !== undefined) {
    const template = { text: bytesOf(entry.literal), name: literalName(index), field: `${field}.literal` };
    writeLiteral(draft, entry, await renderField(externalSecret, template, dot, context), at);
  }
  if (entry.configMap === undefined && entry.secret === undefined) return;
  const scratch: Draft = { data: new Map(), labels: new Map(), annotations: new Map() };
  const { literal: _, ...items } = entry;
  const isLost = !/^(?:data(?:[.[].*)?)?$/is.test(entry.target);
  await applyTemplateFrom(externalSecret, index, dot, scratch, context, isLost ? { ...items, target: 'Data' } : items);
  if (isLost) {
    warnLost(externalSecret.place(`${field}.target`), entry.target, context);
    return;
  }
  await mapAllAsync(scratch.data, async ([key, text]) => {
    const template = { text: bytesOf(text.reveal().toString('utf8')), name: key, field };
    dataOf(draft).set(key, textOf(await renderField(externalSecret, template, dot, context)));
  });
}

function warnLost(place: Place, target: string, { run }: TemplateContext): void {
  run.warn({
    code: 'TEMPLATE_LOST',
    says: `what a ConfigMap or Secret holds for target "${target}" goes nowhere, as in the operator`,
    hint: 'write it as a literal, or leave out the target',
    place,
  });
}

/** Writes what a literal rendered to: a map of strings under a well-known target, any YAML at a path. */
function writeLiteral(draft: ObjectDraft, entry: TemplateFromEntry, text: Bytes, at: Place): void {
  const target = entry.target === '' ? 'Data' : entry.target;
  const strings = stringsIn(draft, target);
  if (strings !== undefined) {
    for (const [key, value] of parseStringMap(text, () => at)) {
      const name = textOf(key);
      strings.set(name, decodedText(entry, name, value, at));
    }
    return;
  }
  const path = objectPath(target, at);
  const value = yamlIn(text);
  if (value === undefined) throw templateError('TEMPLATE_NOT_YAML', {}, at);
  const metadata = metadataAt(draft, path);
  if (metadata !== undefined) writeTexts(metadata, value, at);
  else if (owned.has(String(path[0]))) throw templateError('TEMPLATE_PATH_OWN', { path: target }, at);
  else if (!setAt(draft.root, path, (present) => merged(path, present, value))) {
    throw templateError('TEMPLATE_PATH_BLOCKED', { path: target }, at);
  }
}

// What an object is called and where it stands is said by spec.target, and judged there.
const owned = new Set(['apiVersion', 'kind', 'metadata']);

function metadataAt(
  draft: ObjectDraft,
  [first, second, ...rest]: readonly PathStep[],
): Map<string, string> | undefined {
  if (first !== 'metadata' || rest.length > 0) return undefined;
  if (second === 'labels') return draft.labels;
  return second === 'annotations' ? draft.annotations : undefined;
}

function writeTexts(texts: Map<string, string>, value: DraftValue, at: Place): void {
  if (!(value instanceof Map)) throw templateError('TEMPLATE_NOT_MAP', {}, at);
  for (const [key, text] of value) {
    if (typeof text !== 'string') throw templateError('TEMPLATE_NOT_MAP', {}, at);
    texts.set(key, text);
  }
}

/** Two maps become one, one level deep, but where the path is a single name. */
function merged(path: readonly PathStep[], present: DraftValue | undefined, value: DraftValue): DraftValue {
  const merges = path.length > 1 && present instanceof Map && value instanceof Map;
  return merges ? new Map([...present, ...value]) : value;
}

function stringsIn(draft: ObjectDraft, target: string): Map<string, DraftValue> | Map<string, string> | undefined {
  switch (target.toLowerCase()) {
    case 'labels':
      return draft.labels;
    case 'annotations':
      return draft.annotations;
    case 'data':
      return dataOf(draft);
    default:
      return undefined;
  }
}

function dataOf(draft: ObjectDraft): DraftMap {
  const data = draft.root.get('data');
  if (data instanceof Map) return data;
  const made: DraftMap = new Map();
  draft.root.set('data', made);
  return made;
}

function decodedText({ valuesDecodingStrategy }: TemplateFromEntry, key: string, value: Bytes, at: Place): string {
  const strategy = valuesDecodingStrategy ?? 'None';
  const decoded = decodeValue(new Sensitive(bufferOf(value)), strategy);
  if (decoded === undefined) throw manifestError('DECODING', { key, strategy }, at);
  return decoded.reveal().toString('utf8');
}

function yamlIn(text: Bytes): DraftValue | undefined {
  try {
    return draftOf(readYaml(text).value);
  } catch (thrown) {
    if (!(thrown instanceof YamlSyntaxError)) throw thrown;
    return undefined;
  }
}
