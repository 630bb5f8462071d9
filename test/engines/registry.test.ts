import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absentFamilies } from '../../plugin/engines/functions/absent-families.ts';
import { functions } from '../../plugin/engines/functions/registry.ts';
import type { GoType } from '../../plugin/engines/value.ts';

interface Recorded {
  readonly name: string;
  readonly params: readonly string[];
}

const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(join(__dirname, '../conformance/template/functions.json'), 'utf8'),
);
const reflected = new Set(['and', 'or', 'not', 'len', 'index', 'call', 'eq', 'ne', 'lt', 'le', 'gt', 'ge']);

// As functions.json writes a parameter.
function written(type: GoType): string {
  if (type === 'reflect.Value') return 'any';
  return type === 'dict' ? 'map[string]any' : type;
}

describe('functions', () => {
  test('are the 245 of ESO, no more and no fewer', () => {
    expect([...functions.names()].sort()).toEqual(recorded.map(({ name }) => name).sort());
  });

  test.each(recorded)('$name takes what ESO says', async ({ name, params }) => {
    const callee = (await functions.load([name])).get(name);
    const types = callee?.params.map(written) ?? [];
    const shown = callee?.variadic ? [...types.slice(0, -1), `...${types.at(-1)}`] : types;
    expect(shown).toEqual(name === 'call' ? ['any', '...any'] : params);
    // Only what looks at kinds may be given an invalid value.
    expect(callee?.params.includes('reflect.Value')).toBe(reflected.has(name));
  });

  test.each(absentFamilies)('$names.0 and its family are there under the names that stand for them', async (family) => {
    expect(Object.keys(await family.load()).sort()).toEqual([...family.names].sort());
  });

  test('leaves out names of no function, and takes none from the prototype', async () => {
    expect([...(await functions.load(['constructor', '__proto__', 'nofunc'])).keys()]).toEqual([]);
    expect(functions.has('constructor')).toBe(false);
  });
});
