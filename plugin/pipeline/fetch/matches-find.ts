import { manifestError } from '../../errors/manifest.ts';
import { bytesOf } from '../../go/byte-string.ts';
import { GoRegexp } from '../../go/regexp.ts';
import type { Find } from '../../model/remote.ts';

/** Whether a key of the values file is what a find looks for: by the beginning of its path, and its name. Tags are not known offline. */
export function matchesFind(key: string, { path, name }: Find): boolean {
  if (path !== undefined && !key.startsWith(path)) return false;
  const regexp = name?.regexp ?? '';
  if (regexp === '') return true;
  const compiled = GoRegexp.compile(regexp);
  if (compiled === undefined) throw manifestError('FIND_REGEXP', { regexp });
  return compiled.test(bytesOf(key));
}
