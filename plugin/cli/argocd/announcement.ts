import type { FolderKind } from '../../pipeline/load/folder-kind.ts';
import { parameters } from './parameters.ts';

/** What Argo CD shows as a form: the parameters that do something for a folder, as `parameters.dynamic` prints them. */
export function announcement(found: FolderKind): readonly Readonly<Record<string, unknown>>[] {
  const kinds = new Set([found.kind, ...(found.kind === 'kustomize' && found.hasChart ? (['helm'] as const) : [])]);
  return parameters
    .filter((parameter) => parameter.kinds.some((kind) => kinds.has(kind)))
    .map(({ name, title, tooltip, collection, itemType = 'string' }) => ({
      name,
      title,
      tooltip,
      itemType,
      collectionType: collection,
      ...(itemType === 'boolean' ? { string: 'false' } : {}),
    }));
}
