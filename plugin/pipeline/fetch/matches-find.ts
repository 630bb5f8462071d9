import { RE2JS } from 're2js';
import { manifestError } from '../../errors/manifest.ts';
import type { Find } from '../../model/remote.ts';

/** Whether a key of the values file is what a find looks for: by the beginning of its path, and its name. Tags are not known offline. */
export function matchesFind(key: string, { path, name }: Find): boolean {
  if (path !== undefined && !key.startsWith(path)) return false;
  const regexp = name?.regexp ?? '';
  if (regexp === '') return true;
  try {
    return RE2JS.compile(regexp).matcher(key).find();
  } catch (thrown) {
    throw manifestError('FIND_REGEXP', { regexp }, undefined, { cause: thrown });
  }
}
