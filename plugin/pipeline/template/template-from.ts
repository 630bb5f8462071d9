import { manifestError } from '../../errors/manifest.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { templateError } from '../../errors/template.ts';
import { type Bytes, bufferOf, bytesOf, textOf } from '../../go/byte-string.ts';
import type { ExternalSecret, TemplateFromEntry } from '../../model/external-secret.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { decodeValue } from '../decode-value.ts';
import { literalName } from '../literal-name.ts';
import type { Draft } from './draft.ts';
import { renderField, type TemplateText } from './render-field.ts';
import { parseStringMap } from './string-map.ts';
import type { TemplateContext } from './template-context.ts';
import { templateSource } from './template-source.ts';

/** One template that an entry leads to, and how its output is read. */
interface Part {
  readonly template: TemplateText;
  readonly scope: 'Values' | 'KeysAndValues';
}

/**
 * Runs one `templateFrom` entry into a draft: ConfigMap items, then Secret items, then the literal.
 *
 * @remarks ESO: `templating/parser.go`.
 *
 * @param index - Which entry of `spec.target.template.templateFrom`.
 * @param entry - That entry, or a part of it.
 */
export async function applyTemplateFrom(
  externalSecret: ExternalSecret,
  index: number,
  dot: ReadonlyMap<Bytes, Bytes>,
  draft: Draft,
  context: TemplateContext,
  entry: TemplateFromEntry | undefined = externalSecret.spec.target.template?.templateFrom?.[index],
): Promise<void> {
  const field = `spec.target.template.templateFrom[${index}]`;
  if (entry === undefined) return;
  const parts = partsOf(externalSecret, entry, index, context);
  // An entry without any template writes nothing, whatever its target.
  if (parts.length === 0) return;
  const write = writerFor(entry, draft);
  if (write === undefined) {
    throw templateError('TEMPLATE_TARGET', { target: entry.target }, externalSecret.place(`${field}.target`));
  }
  await mapAllAsync(parts, async (part) => {
    const { template, scope } = part();
    const text = await renderField(externalSecret, template, dot, context);
    const at = () => externalSecret.place(template.field);
    const values = scope === 'Values' ? new Map([[bytesOf(template.name), text]]) : parseStringMap(text, at);
    for (const [key, value] of values) {
      const name = textOf(key);
      const strategy = entry.valuesDecodingStrategy ?? 'None';
      const decoded = decodeValue(new Sensitive(bufferOf(value)), strategy);
      if (decoded === undefined) throw manifestError('DECODING', { key: name, strategy }, at());
      write(name, decoded);
    }
  });
}

function writerFor({ target }: TemplateFromEntry, draft: Draft): ((key: string, value: Sensitive) => void) | undefined {
  const asText = (map: Map<string, string>) => (key: string, value: Sensitive) => {
    map.set(key, value.reveal().toString('utf8'));
  };
  switch (target.toLowerCase()) {
    case 'data':
      return (key, value) => draft.data.set(key, value);
    case 'labels':
      return asText(draft.labels);
    case 'annotations':
      return asText(draft.annotations);
    default:
      // An explicit empty target passes admission and fails here, in ESO too.
      return undefined;
  }
}

/** The parts of an entry in ESO's order. Each is read when its turn comes, so that its fault is one among others. */
function partsOf(
  externalSecret: ExternalSecret,
  entry: TemplateFromEntry,
  index: number,
  context: TemplateContext,
): readonly (() => Part)[] {
  const field = `spec.target.template.templateFrom[${index}]`;
  const items = (kind: 'ConfigMap' | 'Secret', path: 'configMap' | 'secret') => {
    const { name = '', items = [] } = entry[path] ?? {};
    return items.map(({ key, templateAs }, item) => () => {
      const ref = { kind, name, key, field: `${field}.${path}.items[${item}]` };
      const template = templateSource(externalSecret, ref, context);
      // One of keys and values runs under no key: what it defines under that name does not take its place.
      return {
        template: templateAs === 'Values' ? template : { ...template, name: `${name}/${key}` },
        scope: templateAs,
      };
    });
  };
  const literal = entry.literal;
  const literalPart = (text: string) => (): Part => ({
    template: { text: bytesOf(text), name: literalName(index), field: `${field}.literal` },
    scope: 'KeysAndValues',
  });
  return [
    ...items('ConfigMap', 'configMap'),
    ...items('Secret', 'secret'),
    ...(literal === undefined ? [] : [literalPart(literal)]),
  ];
}
