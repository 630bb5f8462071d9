import { documentError } from '../../errors/document.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { isTrusted } from '../../model/config.ts';
import type { JsonObject } from '../../model/document.ts';
import { showObject } from '../../model/place.ts';
import { objectName, type Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';

/** Finds documents that are there twice in one place. Which one counted would depend on who applies them. */
export function duplicates(resources: readonly Resource<unknown>[]): readonly EsrError[] {
  const first = new Map<string, Resource<unknown>>();
  return resources.flatMap((resource) => {
    // A server would give each a name of its own.
    if (!hasName(resource)) return [];
    const key = `${isTrusted(resource.origin)} ${showObject(objectName(resource))}`;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, resource);
      return [];
    }
    const { file, line } = before.place();
    return [documentError('DOCUMENT_TWICE', { first: `${file}:${line}` }, resource.place('metadata.name'))];
  });
}

function hasName({ raw }: Resource<unknown>): boolean {
  const { name } = Object(raw['metadata']) as JsonObject;
  return typeof name === 'string' && name !== '';
}

/** Tells of documents of the input that a trusted one of the same name replaces. */
export function warnShadowed(resources: readonly Resource<unknown>[], run: Pick<Run, 'warn'>): void {
  const trusted = new Map(
    resources
      .filter(({ origin }) => isTrusted(origin))
      .map((resource) => [showObject(objectName(resource)), resource] as const),
  );
  for (const resource of resources) {
    const name = showObject(objectName(resource));
    const winner = isTrusted(resource.origin) ? undefined : trusted.get(name);
    if (winner === undefined) continue;
    run.warn({
      code: 'DOCUMENT_SHADOWED',
      says: `the ${name} of the platform configuration (${winner.place().file}) is used in its place`,
      place: resource.place(),
    });
  }
}
