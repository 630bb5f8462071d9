import type { ExternalSecret } from '../model/external-secret.ts';
import { fieldPath } from '../resources/field-path.ts';
import { literalName } from './literal-name.ts';
import { sourceField } from './source-field.ts';

/** A template that stands in an ExternalSecret itself. */
export interface OwnTemplate {
  readonly text: string;
  /** The key that it makes. */
  readonly name: string;
  readonly field: string;
  readonly use: 'data' | 'labels' | 'annotations' | 'literal' | 'transform';
  /** What its errors begin with. */
  readonly about?: string;
}

/** Every template that an ExternalSecret holds. One of `rewrite.transform` is always a Go template. */
export function templateTexts({ spec }: Pick<ExternalSecret, 'spec'>): readonly OwnTemplate[] {
  const { template } = spec.target;
  const inMap = (texts: Readonly<Record<string, string>> | undefined, path: string, use: OwnTemplate['use']) =>
    Object.entries(texts ?? {}).map(([key, text]): OwnTemplate => {
      return { text, name: key, field: fieldPath(`spec.target.template.${path}`, key), use };
    });
  const literals = (template?.templateFrom ?? []).flatMap(({ literal }, index): readonly OwnTemplate[] => {
    const field = `spec.target.template.templateFrom[${index}].literal`;
    return literal === undefined ? [] : [{ text: literal, name: literalName(index), field, use: 'literal' }];
  });
  const transforms = (spec.dataFrom ?? []).flatMap((entry, index) =>
    (entry.rewrite ?? []).flatMap(({ transform }, operation): readonly OwnTemplate[] => {
      if (transform === undefined) return [];
      const field = `spec.dataFrom[${index}].rewrite[${operation}].transform.template`;
      const about = `rewrite of ${sourceField(entry, index)}`;
      return [{ text: transform.template, name: 'transform', field, use: 'transform', about }];
    }),
  );
  // Labels and annotations of a generic target are never templates.
  const { labels, annotations } = spec.target.manifest === undefined ? (template?.metadata ?? {}) : {};
  return [
    ...inMap(template?.data, 'data', 'data'),
    ...inMap(labels, 'metadata.labels', 'labels'),
    ...inMap(annotations, 'metadata.annotations', 'annotations'),
    ...literals,
    ...transforms,
  ];
}
