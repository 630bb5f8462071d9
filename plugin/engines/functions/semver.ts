import type { Bytes } from '../../go/byte-string.ts';
import { parseVersion } from '../../go/semver.ts';
import { parseConstraint } from '../../go/semver-constraint.ts';
import { FunctionError } from '../value.ts';
import { type Family, fn } from './family.ts';
import { VersionValue } from './version-value.ts';

// Sprig's semver functions, as external-secrets vendors them: runtime/template/v2/sprig/semver.go.

/** Functions on versions. */
export const semver: Family = {
  semver: fn(['string'], '*semver.Version', (text) => new VersionValue(read(text), true)),

  semverCompare: fn(['string', 'string'], 'bool', (constraint, text) => {
    const holds = parseConstraint(constraint);
    if (holds === undefined) throw new FunctionError('improper constraint');
    return holds(read(text));
  }),
};

function read(text: Bytes) {
  const version = parseVersion(text);
  if (typeof version === 'string') throw new FunctionError(version);
  return version;
}
