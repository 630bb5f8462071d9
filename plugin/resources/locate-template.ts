import type { EsrError } from '../errors/esr-error.ts';
import type { Resource } from '../model/resource.ts';
import { type TemplateHolder, templatePlace } from './template-place.ts';

/**
 * Moves a template's error to where the template stands in its manifest.
 *
 * @param error - Thrown by an engine.
 * @param owner - The object whose template it is, for the error.
 * @param field - Its field, such as `spec.target.template.data["x"]`.
 * @param holder - The object that holds the text, and its field there, when that is another one (a ConfigMap).
 */
export function locateTemplate(
  error: EsrError,
  owner: Resource<unknown>,
  field: string,
  holder?: TemplateHolder,
): EsrError {
  return error.at(templatePlace(error.place, owner, field, holder));
}
