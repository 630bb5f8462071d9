import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { compareVersions, formatVersion, isPrerelease, type Version } from '../../go/semver.ts';
import { FunctionError, type GoFunction, GoInt, GoObject, type Value } from '../value.ts';
import { bytesList } from '../values/bytes-list.ts';
import { fn } from './family.ts';

/** A `*semver.Version`, or the `semver.Version` that its methods give. */
export class VersionValue extends GoObject {
  readonly typeName: string;
  readonly kind: string;
  readonly version: Version;
  readonly isPointer: boolean;

  constructor(version: Version, isPointer: boolean) {
    super();
    this.version = version;
    this.isPointer = isPointer;
    this.typeName = isPointer ? '*semver.Version' : 'semver.Version';
    this.kind = isPointer ? 'ptr' : 'struct';
  }

  override print(): Bytes {
    return formatVersion(this.version) as Bytes;
  }

  override fields(): ReadonlyMap<string, Value> {
    const { major, minor, patch, prerelease, metadata, original } = this.version;
    return new Map<string, Value>([
      ['major', new GoInt('uint64', major)],
      ['minor', new GoInt('uint64', minor)],
      ['patch', new GoInt('uint64', patch)],
      ['pre', bytesOf(prerelease)],
      ['metadata', bytesOf(metadata)],
      ['original', bytesOf(original)],
    ]);
  }

  override copy(): VersionValue {
    const empty = { major: 0n, minor: 0n, patch: 0n, prerelease: '', metadata: '', original: '' };
    return new VersionValue(empty, this.isPointer);
  }

  override json(): Bytes {
    return `"${formatVersion(this.version)}"` as Bytes;
  }

  override method(name: string): GoFunction | undefined {
    const own = methods.get(name);
    if (own !== undefined) return own(this.version);
    // What Go declares on the pointer cannot be reached from a value.
    return this.isPointer ? pointerMethods.get(name)?.(this.version) : undefined;
  }

  override equals(other: GoObject): boolean {
    if (this === other) return true;
    if (this.isPointer || !(other instanceof VersionValue) || other.isPointer) return false;
    return other.version.original === this.version.original && formatVersion(other.version) === this.print();
  }
}

type Method = (version: Version) => GoFunction;

const text = (get: (version: Version) => string): Method => {
  return (version) => fn([], 'string', () => bytesOf(get(version)));
};
const number = (get: (version: Version) => bigint): Method => {
  return (version) => fn([], 'uint64', () => new GoInt('uint64', get(version)));
};
const changed = (change: (version: Version) => Partial<Version>): Method => {
  return (version) => fn([], 'semver.Version', () => withChange(version, change(version)));
};
const compared = (holds: (order: number) => boolean): Method => {
  return (version) => fn(['*semver.Version'], 'bool', (other) => holds(compareVersions(version, versionOf(other))));
};

const plain = { prerelease: '', metadata: '' };

const methods = new Map<string, Method>([
  ['IncMajor', changed(({ major }) => ({ ...plain, major: wrap(major + 1n), minor: 0n, patch: 0n }))],
  ['IncMinor', changed(({ minor }) => ({ ...plain, minor: wrap(minor + 1n), patch: 0n }))],
  // The patch after a prerelease is the release.
  ['IncPatch', changed(({ patch, prerelease }) => ({ ...plain, patch: prerelease === '' ? wrap(patch + 1n) : patch }))],
  ['Major', number(({ major }) => major)],
  ['MarshalJSON', (version) => fn([], '[]uint8', () => bytesList(`"${formatVersion(version)}"` as Bytes))],
  ['MarshalText', (version) => fn([], '[]uint8', () => bytesList(bytesOf(formatVersion(version))))],
  ['Metadata', text(({ metadata }) => metadata)],
  ['Minor', number(({ minor }) => minor)],
  ['Patch', number(({ patch }) => patch)],
  ['Prerelease', text(({ prerelease }) => prerelease)],
  [
    'SetMetadata',
    (version) =>
      fn(['string'], 'semver.Version', (metadata) => {
        checkParts(metadata, 'invalid metadata string');
        return withChange(version, { metadata });
      }),
  ],
  [
    'SetPrerelease',
    (version) =>
      fn(['string'], 'semver.Version', (prerelease) => {
        checkParts(prerelease, 'invalid prerelease string');
        if (!isPrerelease(prerelease)) throw new FunctionError('version segment starts with 0');
        return withChange(version, { prerelease });
      }),
  ],
  ['String', text(formatVersion)],
  ['Value', text(formatVersion)],
]);

const pointerMethods = new Map<string, Method>([
  [
    'Compare',
    (version) => fn(['*semver.Version'], 'int', (other) => BigInt(compareVersions(version, versionOf(other)))),
  ],
  [
    'Equal',
    (version) =>
      fn(['*semver.Version'], 'bool', (other) => other !== null && compareVersions(version, versionOf(other)) === 0),
  ],
  ['GreaterThan', compared((order) => order > 0)],
  ['GreaterThanEqual', compared((order) => order >= 0)],
  ['LessThan', compared((order) => order < 0)],
  ['LessThanEqual', compared((order) => order <= 0)],
  ['Original', text(({ original }) => original)],
]);

function versionOf(value: Value): Version {
  return (value as VersionValue).version;
}

function withChange(version: Version, change: Partial<Version>): VersionValue {
  const next = { ...version, ...change };
  const prefix = version.original.startsWith('v') ? 'v' : '';
  return new VersionValue({ ...next, original: prefix + formatVersion(next) }, false);
}

function checkParts(parts: string, fault: string): void {
  if (parts !== '' && !/^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*$/.test(parts)) throw new FunctionError(fault);
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
