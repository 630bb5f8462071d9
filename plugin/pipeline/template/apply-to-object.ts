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
import type { Draft } from './draft.ts';
import { draftOf } from './draft-of.ts';
import type { DraftMap, DraftValue } from './object-draft.ts';
import { objectPath } from './object-path.ts';
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
 * ESO renders the items into a scratch Secret and its data once more into the object, so only target Data is of use to
 * them. ESO: `externalsecret_controller_manifest.go`, `runtime/template/v2/template.go`; core.md 4.6.
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
    const template = { text: bytesOf(entry.literal), name: entry.literal, field: `${field}.literal` };
    writeMap(draft, entry, await renderField(externalSecret, template, dot, context), at);
  }
  if (entry.configMap === undefined && entry.secret === undefined) return;
  const scratch: Draft = { data: new Map(), labels: new Map(), annotations: new Map() };
  const { literal: _, ...items } = entry;
  await applyTemplateFrom(externalSecret, index, dot, scratch, context, items);
  await mapAllAsync(scratch.data, async ([key, text]) => {
    const template = { text: bytesOf(text.reveal().toString('utf8')), name: key, field };
    writeValue(draft, entry, key, await renderField(externalSecret, template, dot, context), at);
  });
}

/** Writes what a literal rendered to: a YAML map. */
function writeMap(draft: ObjectDraft, entry: TemplateFromEntry, text: Bytes, at: Place): void {
  const strings = stringsIn(draft, entry.target);
  if (strings !== undefined) {
    for (const [key, value] of parseStringMap(text, at)) {
      const name = textOf(key);
      strings.set(name, decodedText(entry, name, value, at));
    }
    return;
  }
  const path = objectPath(entry.target, at);
  const value = yamlIn(text);
  if (value === undefined) throw templateError('TEMPLATE_NOT_YAML', {}, at);
  setAt(draft.root, path, (present) => {
    const merges = path.length > 1 && present instanceof Map && value instanceof Map;
    return merges ? new Map([...present, ...value]) : value;
  });
}

/** Writes one rendered item: under its key into a string map, over the whole of what stands at another path. */
function writeValue(draft: ObjectDraft, entry: TemplateFromEntry, key: string, text: Bytes, at: Place): void {
  const strings = stringsIn(draft, entry.target);
  if (strings !== undefined) strings.set(key, textOf(text));
  else setAt(draft.root, objectPath(entry.target, at), () => yamlIn(text) ?? textOf(text));
}

function stringsIn(draft: ObjectDraft, target: string): Map<string, DraftValue> | Map<string, string> | undefined {
  switch (target.toLowerCase()) {
    case 'labels':
      return draft.labels;
    case 'annotations':
      return draft.annotations;
    case 'data': {
      const data = draft.root.get('data');
      if (data instanceof Map) return data;
      const made: DraftMap = new Map();
      draft.root.set('data', made);
      return made;
    }
    default:
      return undefined;
  }
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
