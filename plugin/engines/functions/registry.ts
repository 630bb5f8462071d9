import type { GoFunction } from '../value.ts';
import { type AbsentFamily, absentFamilies } from './absent-families.ts';
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

// The families that every template may need, one line each; `absent-families.ts` has those that are loaded on demand.
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

const known = new Map<string, GoFunction>();
const loaders = new Map<string, AbsentFamily>();
for (const family of present) remember(family);
for (const family of absentFamilies) for (const name of family.names) loaders.set(name, family);

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
