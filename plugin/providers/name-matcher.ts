import { manifestError } from '../errors/manifest.ts';
import { bytesOf } from '../go/byte-string.ts';
import { GoRegexp } from '../go/regexp.ts';
import type { Find } from '../model/remote.ts';

/**
 * Makes the test that `find.name.regexp` is: RE2, unanchored; empty or absent matches every name.
 *
 * @remarks ESO: `runtime/find/find.go`.
 * @throws ManifestError `FIND_REGEXP` for an expression that RE2 does not know.
 */
export function nameMatcher(name: Find['name']): (name: string) => boolean {
  const regexp = name?.regexp ?? '';
  if (regexp === '') return () => true;
  const compiled = GoRegexp.compile(regexp);
  if (compiled === undefined) throw manifestError('FIND_REGEXP', { regexp });
  return (text) => compiled.test(bytesOf(text));
}
