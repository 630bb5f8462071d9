import { comparePrereleases, compareVersions, parseVersion, type Version } from './semver.ts';

// Constraints of Masterminds/semver v3.4.0, `constraints.go`: `>=1.2 <2 || ~3.1`, `1.2 - 1.4`, `^0.3`, `1.x`.

/** A constraint that can be checked. */
export type Constraint = (version: Version) => boolean;

/** One comparison. What of its version is left open is 0 there. */
interface Comparison {
  readonly operator: string;
  readonly version: Version;
  readonly anyMajor: boolean;
  readonly anyMinor: boolean;
  readonly anyPatch: boolean;
}

const versionForm = String.raw`v?([0-9|xX*]+)(\.[0-9|xX*]+)?(\.[0-9|xX*]+)?(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?`;
const comparisonForm = new RegExp(String.raw`(!=|>=|=>|<=|=<|~>|=|>|<|~|\^)?[\t\n\f\r ]*${versionForm}`, 'y');
const rangeForm = new RegExp(
  String.raw`[\t\n\f\r ]*(${versionForm.replaceAll(/\((?!\?)/g, '(?:')})[\t\n\f\r ]+-[\t\n\f\r ]+(${versionForm.replaceAll(/\((?!\?)/g, '(?:')})[\t\n\f\r ]*`,
  'g',
);
const separatorForm = /[\t\n\f\r ]*,[\t\n\f\r ]*|[\t\n\f\r ]+/y;

/** Longer than any constraint somebody writes; it bounds the time that reading one takes. */
const longest = 4096;

/** Reads a constraint; `undefined` when it is none. */
export function parseConstraint(text: string): Constraint | undefined {
  if (text.length > longest) return undefined;
  const plain = text.replaceAll(rangeForm, (_, from: string, to: string) => `>= ${from}, <= ${to} `);
  const choices = plain.split('||').map(parseAll);
  if (!choices.every((choice) => choice !== undefined)) return undefined;
  return (version) => choices.some((choice) => holds(choice, version));
}

function holds(comparisons: readonly Comparison[], version: Version): boolean {
  // Prereleases are meant only where one of the versions compared with is one.
  const prereleases = comparisons.some((each) => each.version.prerelease !== '');
  if (version.prerelease !== '' && !prereleases) return false;
  return comparisons.every((comparison) => check(comparison, version));
}

/** Reads comparisons that must all hold; between them stand spaces or a comma. */
function parseAll(text: string): readonly Comparison[] | undefined {
  const comparisons: Comparison[] = [];
  let at = text.search(/[^\t\n\f\r ]|$/);
  while (at < text.length || comparisons.length === 0) {
    comparisonForm.lastIndex = at;
    const found = comparisonForm.exec(text);
    const comparison = found === null ? undefined : parseOne(found);
    if (comparison === undefined) return undefined;
    comparisons.push(comparison);
    separatorForm.lastIndex = comparisonForm.lastIndex;
    const separator = separatorForm.exec(text)?.[0];
    at = separator === undefined ? comparisonForm.lastIndex : separatorForm.lastIndex;
    if (at === text.length) return separator?.includes(',') ? undefined : comparisons;
    if (separator === undefined) return undefined;
  }
  return comparisons;
}

function parseOne([, operator = '', major = '', minor = '', patch = '', prerelease = '']: RegExpExecArray):
  | Comparison
  | undefined {
  const anyMajor = isOpen(major);
  const anyMinor = !anyMajor && isOpen(minor);
  const anyPatch = !anyMajor && !anyMinor && isOpen(patch);
  const isExact = !anyMajor && !anyMinor && !anyPatch;
  const numbers = [anyMajor ? '0' : major, anyMajor || anyMinor ? '.0' : minor, isExact ? patch : '.0'].join('');
  const version = parseVersion(numbers + prerelease);
  if (typeof version === 'string') return undefined;
  return { operator, version, anyMajor, anyMinor, anyPatch };
}

function isOpen(part: string): boolean {
  return /^\.?[xX*]?$/.test(part);
}

function check(comparison: Comparison, version: Version): boolean {
  const { version: bound, anyMajor, anyMinor, anyPatch } = comparison;
  const order = compareVersions(version, bound);
  const open = anyMajor || anyMinor || anyPatch;
  switch (comparison.operator) {
    case '':
    case '=':
      return open ? isNear(comparison, version) : order === 0;
    case '!=':
      return open ? differs(comparison, version) : order !== 0;
    case '>':
      if (!open || version.major !== bound.major) return open ? version.major > bound.major : order > 0;
      // 11.1 is not above 11, and 11.1.5 not above 11.1.
      return anyMinor ? false : anyPatch ? version.minor > bound.minor : order > 0;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      if (!open) return order <= 0;
      if (version.major > bound.major) return false;
      return version.major !== bound.major || version.minor <= bound.minor || anyMinor;
    case '^':
      return isCompatible(comparison, version);
    default:
      return isNear(comparison, version);
  }
}

/** `~`: the last part that is given may grow. */
function isNear({ version: bound, anyMinor, anyPatch }: Comparison, version: Version): boolean {
  if (compareVersions(version, bound) < 0) return false;
  const zero = bound.major === 0n && bound.minor === 0n && bound.patch === 0n;
  if (zero && !anyMinor && !anyPatch) return true;
  return version.major === bound.major && (version.minor === bound.minor || anyMinor);
}

/** `^`: the first part that is not zero must stay. */
function isCompatible({ version: bound, anyMinor, anyPatch }: Comparison, version: Version): boolean {
  if (compareVersions(version, bound) < 0) return false;
  if (bound.major > 0n || anyMinor) return version.major === bound.major;
  if (version.major > 0n) return false;
  if (bound.minor > 0n || anyPatch) return version.minor === bound.minor;
  return version.minor === 0n && version.patch === bound.patch;
}

/** `!=` with a version that is partly open. */
function differs({ version: bound, anyMinor, anyPatch }: Comparison, version: Version): boolean {
  if (bound.major !== version.major) return true;
  if (anyMinor) return false;
  if (bound.minor !== version.minor) return true;
  if (!anyPatch) return bound.patch !== version.patch;
  return comparePrereleases(version.prerelease, bound.prerelease) !== 0;
}
