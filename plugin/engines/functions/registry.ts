import type { GoFunction } from '../value.ts';
import { builtins } from './builtins.ts';
import { defaults } from './defaults.ts';
import { encoding } from './encoding.ts';
import type { Family } from './family.ts';
import { flow } from './flow.ts';
import { hashes } from './hashes.ts';
import { json } from './json.ts';
import { lists } from './lists.ts';
import { maps } from './maps.ts';
import { math } from './math.ts';
import { paths } from './paths.ts';
import { strings } from './strings.ts';
import { types } from './types.ts';
import { urls } from './urls.ts';

// Families that every template may need come with the engine, one line each. A family that brings a library, or much code of
// its own, is loaded when a template names one of its functions; its names stand here, so that a template can be parsed first.

const present: readonly Family[] = [
  builtins,
  defaults,
  encoding,
  flow,
  hashes,
  json,
  lists,
  maps,
  math,
  paths,
  strings,
  types,
  urls,
];

/** A family that is loaded when it is needed. */
interface AbsentFamily {
  readonly names: readonly string[];
  readonly load: () => Promise<Family>;
}

const absent: readonly AbsentFamily[] = [
  {
    names: [
      ...['now', 'date', 'date_in_zone', 'dateInZone', 'htmlDate', 'htmlDateInZone', 'date_modify', 'dateModify'],
      ...[
        'must_date_modify',
        'mustDateModify',
        'toDate',
        'mustToDate',
        'unixEpoch',
        'ago',
        'duration',
        'durationRound',
      ],
    ],
    load: async () => (await import('./dates.ts')).dates,
  },
  {
    names: ['randAlphaNum', 'randAlpha', 'randNumeric', 'randAscii', 'randInt', 'randBytes', 'uuidv4', 'shuffle'],
    load: async () => (await import('./random.ts')).random,
  },
  {
    names: [
      ...['regexMatch', 'regexFind', 'regexFindAll', 'regexReplaceAll', 'regexReplaceAllLiteral', 'regexSplit'],
      ...['mustRegexMatch', 'mustRegexFind', 'mustRegexFindAll', 'mustRegexReplaceAll', 'mustRegexReplaceAllLiteral'],
      ...['mustRegexSplit', 'regexQuoteMeta'],
    ],
    load: async () => (await import('./regex.ts')).regex,
  },
  { names: ['semver', 'semverCompare'], load: async () => (await import('./semver.ts')).semver },
];

const known = new Map<string, GoFunction>();
const loaders = new Map<string, AbsentFamily>();
for (const family of present) remember(family);
for (const family of absent) for (const name of family.names) loaders.set(name, family);

function remember(family: Family): void {
  for (const [name, callee] of Object.entries(family)) known.set(name, callee);
}

/** Every function that templates can call. */
export const functions = {
  /** Whether there is one of that name. */
  has: (name: string): boolean => known.has(name) || loaders.has(name),

  /** All names, for a hint. */
  names: (): Set<string> => new Set([...known.keys(), ...loaders.keys()]),

  /** Gives functions by name, once the families of those names are loaded. Names of no function are left out. */
  async load(names: Iterable<string>): Promise<ReadonlyMap<string, GoFunction>> {
    const wanted = [...names];
    const needed = new Set(wanted.filter((name) => !known.has(name)).map((name) => loaders.get(name)));
    await Promise.all([...needed].map(async (family) => family && remember(await family.load())));
    const found = new Map<string, GoFunction>();
    for (const name of wanted) {
      const callee = known.get(name);
      if (callee !== undefined) found.set(name, callee);
    }
    return found;
  },
};
