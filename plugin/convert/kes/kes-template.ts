import { convertError } from '../../errors/convert.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import type { ManifestError } from '../../errors/manifest.ts';
import { decodeBase64 } from '../../go/base64.ts';
import { bytesOf, textOf } from '../../go/byte-string.ts';
import type { Json, JsonObject } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import { fieldPath } from '../../resources/field-path.ts';
import type { DraftTemplate } from '../draft.ts';
import { templateText } from '../template-text.ts';
import { lodash } from './lodash.ts';

/** Where a template stands, and who is told about it. */
export interface KesContext {
  readonly place: (field: string) => Place;
  readonly check: (remark: ManifestError) => void;
  readonly fault: (fault: EsrError) => void;
}

/**
 * Rewrites `spec.template`, which is merged into the Secret after lodash has rendered it.
 *
 * @param parent - Its path.
 */
export function kesTemplate(template: JsonObject, parent: string, context: KesContext): DraftTemplate {
  const metadata = objectOf(template['metadata']);
  const data = new Map([
    ...texts(objectOf(template['data']), `${parent}.data`, context, decoded),
    ...texts(objectOf(template['stringData']), `${parent}.stringData`, context),
  ]);
  for (const field of Object.keys(template)) {
    if (!known.has(field)) dropped(`${parent}.${field}`, context);
  }
  const type = template['type'];
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(data.size > 0 ? { merges: true } : {}),
    labels: texts(objectOf(metadata['labels']), `${parent}.metadata.labels`, context),
    annotations: texts(objectOf(metadata['annotations']), `${parent}.metadata.annotations`, context),
    data,
    literals: [],
  };
}

const known = new Set(['apiVersion', 'kind', 'metadata', 'type', 'data', 'stringData', 'immutable']);

function dropped(field: string, { place, check }: KesContext): void {
  const hint = 'the ExternalSecret has no such field; see whether it is needed';
  check(convertError('CONVERT_CHECK', { what: `${field} is left out`, hint }, place(field)));
}

function texts(
  fields: JsonObject,
  parent: string,
  context: KesContext,
  finish: (text: string) => string | undefined = (text) => text,
): ReadonlyMap<string, string> {
  const { place, check, fault } = context;
  const written = new Map<string, string>();
  for (const [key, value] of Object.entries(fields)) {
    const field = fieldPath(parent, key);
    const made = lodash(String(value ?? ''));
    if (made.kind === 'none') {
      const why = `${made.part} is more JavaScript than a Go template can say`;
      fault(convertError('CONVERT_FIELD', { field, why, hint: 'write it by hand: docs/templates.md' }, place(field)));
      continue;
    }
    if (made.isLax) {
      const what = `${field} becomes "index", which prints <no value> for a member that is absent`;
      check(convertError('CONVERT_CHECK', { what, hint: 'try it with esr template' }, place(field)));
    }
    const finished = finish(made.text);
    if (finished === undefined) {
      const why = 'it is base64 that is put together from parts';
      fault(convertError('CONVERT_FIELD', { field, why, hint: 'write it under stringData, unencoded' }, place(field)));
    } else {
      written.set(key, finished);
    }
  }
  return written;
}

/** `data` holds base64; templates of the operator give the value itself. */
function decoded(text: string): string | undefined {
  const [, whole] = /^\{\{ (.*) \}\}\n?$/.exec(text) ?? [];
  if (whole !== undefined && !whole.includes('{{')) {
    return whole.endsWith(' | b64enc') ? `{{ ${whole.slice(0, -' | b64enc'.length)} }}` : `{{ ${whole} | b64dec }}`;
  }
  const bytes = text.includes('{{') ? undefined : decodeBase64(bytesOf(text));
  return bytes === undefined ? undefined : templateText(textOf(bytes));
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
