import { RE2JS } from 're2js';
import { manifestError } from '../errors/manifest.ts';
import type { Find } from '../model/remote.ts';

/**
 * Makes the test that `find.name.regexp` is: RE2, unanchored; empty or absent matches every name.
 *
 * @remarks ESO: `runtime/find/find.go`; providers.md 1.5.
 * @throws ManifestError `FIND_REGEXP` for an expression that RE2 does not know.
 */
export function nameMatcher(name: Find['name']): (name: string) => boolean {
  const regexp = name?.regexp ?? '';
  if (regexp === '') return () => true;
  const compiled = compile(regexp);
  return (text) => compiled.matcher(text).find();
}

function compile(regexp: string): RE2JS {
  try {
    return RE2JS.compile(regexp);
  } catch (thrown) {
    throw manifestError('FIND_REGEXP', { regexp }, undefined, { cause: thrown });
  }
}
