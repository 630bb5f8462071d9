import { convertError } from '../../errors/convert.ts';
import { mapAll } from '../../errors/map-all.ts';
import { fieldPath } from '../../resources/field-path.ts';
import { templateText } from '../template-text.ts';
import type { Subject } from './subject.ts';
import type { ValueWriter } from './value-writer.ts';

/** Labels and annotations of an object: as templates for what is made, and without placeholders for the ExternalSecret. */
export interface TemplatedMetadata {
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly plainLabels: ReadonlyMap<string, string>;
  readonly plainAnnotations: ReadonlyMap<string, string>;
  /** Whether one of them holds a placeholder. */
  readonly isTemplated: boolean;
}

/**
 * Writes labels and annotations.
 *
 * @throws ManifestError `CONVERT_PLACE` for a placeholder in the object's name or namespace
 */
export function templatedMetadata(subject: Subject, writer: ValueWriter): TemplatedMetadata {
  mapAll(['name', 'namespace'] as const, (field) => {
    if (!subject.holds(subject[field])) return;
    const where = `metadata.${field}`;
    throw convertError(
      'CONVERT_PLACE',
      { where, why: 'the name must be known before values are read' },
      subject.place(where),
    );
  });
  const write = (part: 'labels' | 'annotations') =>
    new Map(
      mapAll(subject[part], ([key, text]) => {
        if (!subject.holds(text)) return [key, templateText(text)] as const;
        const written = writer.write(subject.pieces(text), fieldPath(`metadata.${part}`, key));
        return [
          key,
          written.kind === 'template' ? written.text : `{{ .${writer.nameOf(written.reference)} }}`,
        ] as const;
      }),
    );
  const plain = (part: ReadonlyMap<string, string>) => new Map([...part].filter(([, text]) => !subject.holds(text)));
  const plainLabels = plain(subject.labels);
  const plainAnnotations = plain(subject.annotations);
  return {
    labels: write('labels'),
    annotations: write('annotations'),
    plainLabels,
    plainAnnotations,
    isTemplated: plainLabels.size < subject.labels.size || plainAnnotations.size < subject.annotations.size,
  };
}
