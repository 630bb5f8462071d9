import type { ImageEdit } from '../../pipeline/load/edit-kustomization.ts';

/**
 * Reads an image as `kustomize edit set image` does: `name=new:tag`, `name=new@digest`, `name:tag`, `name@digest`, `name=new`.
 *
 * @returns `undefined` for what is none of these.
 */
export function parseImage(text: string): ImageEdit | undefined {
  const equals = text.indexOf('=');
  const target = equals < 0 ? text : text.slice(equals + 1);
  const digest = /^(.*)@([a-zA-Z0-9:._-]+)$/.exec(target);
  const tag = digest === null ? /^(.*):([a-zA-Z0-9._-]+)$/.exec(target) : null;
  const image = digest?.[1] ?? tag?.[1] ?? target;
  // A tag before a digest says nothing any more.
  const newName = digest === null ? image : image.replace(/:[a-zA-Z0-9._-]+$/, '');
  const name = equals < 0 ? newName : text.slice(0, equals);
  if (name === '' || newName === '' || (equals < 0 && digest === null && tag === null)) return undefined;
  return {
    name,
    ...(equals < 0 ? {} : { newName }),
    ...(tag === null ? {} : { newTag: tag[2] ?? '' }),
    ...(digest === null ? {} : { digest: digest[2] ?? '' }),
  };
}
