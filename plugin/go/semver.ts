/** A version by semver.org, read as leniently as Masterminds' semver v3.4 reads it. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Without its hyphen; empty when there is none. */
  readonly prerelease: string;
  /** Without its plus sign. */
  readonly metadata: string;
  /** As it was written. */
  readonly original: string;
}

const most = (1n << 64n) - 1n;
const form =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/**
 * Reads a version: `v` in front, leading zeros and missing parts are allowed.
 *
 * @remarks Masterminds/semver v3.4.0, `version.go`.
 * @returns The version, or what is wrong with the text, without the text.
 */
export function parseVersion(text: string): Version | string {
  const found = form.exec(text);
  if (found === null) return 'invalid semantic version';
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = found;
  const numbers = { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch) };
  if (Object.values(numbers).some((number) => number > most)) return 'a version segment is out of range';
  if (!isPrerelease(prerelease)) return 'a version segment starts with 0';
  return { ...numbers, prerelease, metadata, original: text };
}

/** Tells whether no number in a prerelease has a leading zero. */
export function isPrerelease(text: string): boolean {
  return !text.split('.').some((part) => /^0[0-9]+$/.test(part));
}

/** Writes a version in full. */
export function formatVersion({ major, minor, patch, prerelease, metadata }: Version): string {
  const suffix = (sign: string, text: string) => (text === '' ? '' : sign + text);
  return `${major}.${minor}.${patch}${suffix('-', prerelease)}${suffix('+', metadata)}`;
}

/** -1, 0 or 1. Metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compare(a.major, b.major) ||
    compare(a.minor, b.minor) ||
    compare(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** -1, 0 or 1. None is after any. */
export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const order = compareParts(left[i], right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers come before words, and what ends first comes first. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const numbers = [a, b].map(numberOf);
  const [left, right] = numbers;
  if (left !== undefined && right !== undefined) return left > right ? 1 : -1;
  if (left !== undefined || right !== undefined) return left !== undefined ? -1 : 1;
  return a > b ? 1 : -1;
}

function numberOf(part: string): bigint | undefined {
  if (!/^[0-9]+$/.test(part)) return undefined;
  const number = BigInt(part);
  return number > most ? undefined : number;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
