import { attempt } from '../../errors/attempt.ts';
import { convertError } from '../../errors/convert.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { mapAll, throwAll } from '../../errors/map-all.ts';
import { decodeBase64 } from '../../go/base64.ts';
import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import type { Json } from '../../model/document.ts';
import { fieldPath } from '../../resources/field-path.ts';
import type { Draft, Entry } from '../draft.ts';
import type { EntryBook } from '../entry-book.ts';
import { goString } from '../go-string.ts';
import { templateText } from '../template-text.ts';
import type { Subject } from './subject.ts';
import { templatedMetadata } from './templated-metadata.ts';
import type { ValueWriter, Written } from './value-writer.ts';

/**
 * Rewrites a Secret. Values that are one placeholder each become items of `data`; where one is more than that, all of them
 * are templates.
 *
 * @throws EsrErrors with every placeholder that cannot be kept
 */
export function convertSecret(subject: Subject, book: EntryBook, writer: ValueWriter): Draft {
  const faults: EsrError[] = [];
  const values = attempt(() => valuesOf(subject, writer), faults) ?? new Map<string, Value>();
  const metadata = attempt(() => templatedMetadata(subject, writer), faults);
  attempt(() => refuseElsewhere(subject), faults);
  throwAll(faults);
  const { labels, annotations, plainLabels, plainAnnotations, isTemplated } = metadata ?? raise();
  const isPlain = !isTemplated && [...values.values()].every(({ kind }) => kind === 'reference');
  const type = subject.value['type'];
  const ownType = typeof type === 'string' && type !== 'Opaque' && type !== '' ? type : undefined;
  const data = isPlain ? new Map<string, string>() : templatesOf(values, writer);
  const hasTemplate = !isPlain || ownType !== undefined;
  return {
    name: subject.name,
    namespace: subject.namespace,
    labels: plainLabels,
    annotations: plainAnnotations,
    immutable: subject.value['immutable'] === true,
    ...(hasTemplate
      ? { template: { ...(ownType === undefined ? {} : { type: ownType }), labels, annotations, data, literals: [] } }
      : {}),
    entries: isPlain ? plainEntries(values) : book.entries(),
    sources: [],
  };
}

/** What a key of the Secret gets: a value of the store, a template, or bytes that stand in the manifest. */
type Value = Written | { readonly kind: 'bytes'; readonly bytes: Bytes };

/** `stringData` wins over `data`, as at the API server. */
function valuesOf(subject: Subject, writer: ValueWriter): ReadonlyMap<string, Value> {
  const items = (['data', 'stringData'] as const).flatMap((part) =>
    Object.entries((subject.value[part] ?? {}) as Record<string, Json>).map(([key, value]) => ({ part, key, value })),
  );
  const effective = [...new Map(items.map((item) => [item.key, item])).values()];
  return new Map(
    mapAll(effective, ({ part, key, value }) => {
      const field = fieldPath(part, key);
      if (typeof value !== 'string' && value !== null) {
        throw convertError('CONVERT_FIELD', { field, why: 'it is no text' }, subject.place(field));
      }
      return [key, itemValue({ text: value ?? '', isData: part === 'data', field }, subject, writer)] as const;
    }),
  );
}

interface Item {
  readonly text: string;
  /** The value is read as base64. */
  readonly isData: boolean;
  readonly field: string;
}

/** The plugin also looks for placeholders inside of base64, which kustomize's generators make; it encodes the outcome again. */
function itemValue({ text, isData, field }: Item, subject: Subject, writer: ValueWriter): Value {
  const decoded = decodeBase64(bytesOf(text));
  const inner = decoded === undefined ? [] : subject.pieces(textOf(decoded));
  const isEncoded = inner.some((piece) => typeof piece !== 'string');
  const pieces = isEncoded ? inner : subject.pieces(text);
  if (!isEncoded && pieces.every((piece) => typeof piece === 'string')) {
    if (isData && decoded === undefined) {
      throw convertError('CONVERT_FIELD', { field, why: 'it is no base64' }, subject.place(field));
    }
    return { kind: 'bytes', bytes: isData ? (decoded ?? raise()) : bytesOf(text) };
  }
  const written = writer.write(pieces, field, [
    ...(isEncoded ? ['base64encode'] : []),
    ...(isData ? ['base64decode'] : []),
  ]);
  if (written.kind === 'template' && written.isRaw) {
    const why = 'its value is an object, and a Secret holds texts';
    throw convertError(
      'CONVERT_PLACE',
      { where: field, why, hint: 'leave jsonParse or yamlParse out' },
      subject.place(field),
    );
  }
  return written;
}

function templatesOf(values: ReadonlyMap<string, Value>, writer: ValueWriter): ReadonlyMap<string, string> {
  return new Map([...values].map(([key, value]) => [key, templateOf(value, writer)]));
}

function templateOf(value: Value, writer: ValueWriter): string {
  if (value.kind === 'reference') return `{{ .${writer.nameOf(value.reference)} }}`;
  if (value.kind === 'template') return value.text;
  const text = textOf(value.bytes);
  const isText = bytesOf(text) === value.bytes;
  return isText
    ? templateText(text)
    : `{{ ${goString(Buffer.from(value.bytes, 'latin1').toString('base64'))} | b64dec }}`;
}

function plainEntries(values: ReadonlyMap<string, Value>): readonly Entry[] {
  return [...values].flatMap(([secretKey, value]) =>
    value.kind === 'reference' ? [{ ...value.reference, secretKey }] : [],
  );
}

const known = new Set(['apiVersion', 'kind', 'metadata', 'data', 'stringData', 'type', 'immutable', 'status']);

function refuseElsewhere(subject: Subject): void {
  const wrong = Object.keys(subject.value).filter(
    (field) => (!known.has(field) || field === 'type') && subject.holds(subject.value[field]),
  );
  throwAll(
    wrong.map((field) =>
      convertError(
        'CONVERT_PLACE',
        { where: field, why: 'only data, labels and annotations may be templates' },
        subject.place(field),
      ),
    ),
  );
}

function raise(): never {
  throw new Error('a value is missing that was there');
}
