import { faultsOf } from '../errors/esr-error.ts';
import { mapAllAsync } from '../errors/map-all-async.ts';
import { bytesOf } from '../go/byte-string.ts';
import type { ExternalSecret } from '../model/external-secret.ts';
import type { Run } from '../model/run.ts';
import { fieldPath } from '../resources/field-path.ts';
import { locateTemplate } from '../resources/locate-template.ts';
import { engineFor } from './engine-for.ts';
import { lazyEngine } from './lazy-engine.ts';

/** A template that stands in an ExternalSecret itself. */
interface Text {
  readonly text: string;
  readonly name: string;
  readonly field: string;
  /** `rewrite.transform` is always a Go template. */
  readonly isTransform?: boolean;
}

/**
 * Parses every template of an ExternalSecret without running any.
 *
 * @throws EsrErrors with the faults of all of them, where they stand.
 */
export async function checkTemplates(externalSecret: ExternalSecret, run: Run): Promise<void> {
  const own = engineFor(externalSecret, run);
  await mapAllAsync(textsOf(externalSecret), async ({ text, name, field, isTransform }) => {
    try {
      await (isTransform === true ? lazyEngine('gotemplate') : own).compile(bytesOf(text), name);
    } catch (thrown) {
      const fault = faultsOf(thrown)?.[0];
      throw fault === undefined ? thrown : locateTemplate(fault, externalSecret, field);
    }
  });
}

function textsOf({ spec }: ExternalSecret): readonly Text[] {
  const { template } = spec.target;
  const inMap = (texts: Readonly<Record<string, string>> | undefined, path: string) =>
    Object.entries(texts ?? {}).map(([key, text]) => {
      return { text, name: key, field: fieldPath(`spec.target.template.${path}`, key) };
    });
  const literals = (template?.templateFrom ?? []).flatMap(({ literal }, index) => {
    const field = `spec.target.template.templateFrom[${index}].literal`;
    return literal === undefined ? [] : [{ text: literal, name: literal, field }];
  });
  const transforms = (spec.dataFrom ?? []).flatMap(({ rewrite = [] }, entry) =>
    rewrite.flatMap(({ transform }, operation) => {
      const field = `spec.dataFrom[${entry}].rewrite[${operation}].transform.template`;
      return transform === undefined ? [] : [{ text: transform.template, name: 'transform', field, isTransform: true }];
    }),
  );
  // Labels and annotations of a generic target are never templates (core.md 4.6).
  const { labels, annotations } = spec.target.manifest === undefined ? (template?.metadata ?? {}) : {};
  return [
    ...inMap(template?.data, 'data'),
    ...inMap(labels, 'metadata.labels'),
    ...inMap(annotations, 'metadata.annotations'),
    ...literals,
    ...transforms,
  ];
}
