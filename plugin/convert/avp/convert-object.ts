import { attempt } from '../../errors/attempt.ts';
import { convertError } from '../../errors/convert.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import { fieldPath } from '../../resources/field-path.ts';
import type { Draft, Literal } from '../draft.ts';
import type { EntryBook } from '../entry-book.ts';
import { literalOf } from './literal-of.ts';
import { asJson } from './modifier.ts';
import type { Subject } from './subject.ts';
import { templatedMetadata } from './templated-metadata.ts';
import type { ValueWriter } from './value-writer.ts';

/**
 * Rewrites an object that is no Secret: an ExternalSecret makes it whole (`spec.target.manifest`).
 *
 * @remarks A field at the top becomes a literal that is read as YAML; `data` of a ConfigMap becomes templates of its own.
 *
 * @throws EsrErrors with every placeholder that cannot be kept
 */
export function convertObject(subject: Subject, book: EntryBook, writer: ValueWriter): Draft {
  const faults: EsrError[] = [];
  const isConfigMap = subject.kind === 'ConfigMap' && subject.apiVersion === 'v1';
  const metadata = attempt(() => templatedMetadata(subject, writer), faults);
  const fields = Object.keys(subject.value).filter((field) => !bookkeeping.has(field));
  if (!isConfigMap && !fields.includes('spec')) {
    const why = `the operator makes only a ConfigMap or an object with a spec, and a ${subject.kind} has none`;
    faults.push(convertError('CONVERT_PLACE', { where: `a ${subject.kind}`, why }, subject.place('')));
  }
  const data = isConfigMap ? attempt(() => dataOf(subject, writer), faults) : undefined;
  const own = fields.filter((field) => !(isConfigMap && field === 'data'));
  const literals = own.flatMap((field) => attempt(() => literalOf(subject, field, writer), faults) ?? []);
  throwAll(faults);
  if (metadata?.isTemplated === true) literals.push(...metadataLiterals(subject, writer));
  subject.check(convertError('CONVERT_GENERIC', { kind: subject.kind }, subject.place('')));
  const { plainLabels = new Map(), plainAnnotations = new Map() } = metadata ?? {};
  return {
    name: subject.name,
    namespace: subject.namespace,
    labels: plainLabels,
    annotations: plainAnnotations,
    immutable: false,
    manifest: { apiVersion: subject.apiVersion, kind: subject.kind },
    template: { labels: plainLabels, annotations: plainAnnotations, data: data ?? new Map(), literals },
    entries: book.entries(),
    sources: [],
  };
}

const bookkeeping = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function dataOf(subject: Subject, writer: ValueWriter): ReadonlyMap<string, string> {
  const data = (subject.value['data'] ?? {}) as Readonly<Record<string, unknown>>;
  return new Map(
    Object.entries(data).map(([key, value]) => {
      const field = fieldPath('data', key);
      const text = typeof value === 'string' ? value : String(value);
      const written = writer.write(subject.pieces(text), field);
      if (written.kind === 'reference') return [key, `{{ .${writer.nameOf(written.reference)} }}`];
      if (!written.isRaw) return [key, written.text];
      throw convertError(
        'CONVERT_PLACE',
        { where: field, why: 'its value is an object, and a ConfigMap holds texts' },
        subject.place(field),
      );
    }),
  );
}

/** Labels and annotations of such objects are no templates; a literal of them is. */
function metadataLiterals(subject: Subject, writer: ValueWriter): readonly Literal[] {
  return (['labels', 'annotations'] as const).flatMap((part) => {
    const templated = [...subject[part]].filter(([, text]) => subject.holds(text));
    if (templated.length === 0) return [];
    const lines = templated.map(([key, text]) => {
      const written = writer.write(subject.pieces(text), fieldPath(`metadata.${part}`, key), [asJson]);
      return `${JSON.stringify(key)}: ${written.kind === 'template' ? written.text : ''}\n`;
    });
    return [{ target: part === 'labels' ? 'Labels' : 'Annotations', text: lines.join('') }];
  });
}
