import { templateError } from '../../errors/template.ts';
import type { Place } from '../../model/place.ts';

/** One step of a path: a member's name, or an item's index. */
export type PathStep = string | number;

const mostItems = 10_000;

/**
 * Reads the path of a generic target: `spec.rules[0].from`.
 *
 * @remarks ESO: `runtime/template/v2/template.go`, `parsePath`.
 *
 * @throws TemplateError `TEMPLATE_PATH`
 */
export function objectPath(path: string, at: Place): readonly PathStep[] {
  return path.split('.').flatMap((segment) => {
    const match = /^([^[\]]*)((?:\[\d+\])*)$/.exec(segment);
    const name = match?.[1] ?? '';
    const indexes = [...(match?.[2] ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
    if (match === null || (name === '' && segment === '')) throw templateError('TEMPLATE_PATH', { path }, at);
    if (name === '' || indexes.some((index) => index > mostItems)) throw templateError('TEMPLATE_PATH', { path }, at);
    return [name, ...indexes];
  });
}
