import type { Resource } from '../../model/resource.ts';

/** File and line of an object, for errors that name a second one. */
export function standsAt(resource: Resource<unknown>): string {
  const { file, line } = resource.place();
  return line === undefined ? file : `${file}:${line}`;
}
