import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generators } from '../../plugin/generators/registry.ts';
import { accesses } from '../../plugin/providers/access-registry.ts';
import { providers } from '../../plugin/providers/registry.ts';
import { clusterGeneratorFields } from '../../plugin/resources/schemas/cluster-generator.ts';
import { generatorKinds } from '../../plugin/resources/schemas/generator-kinds.ts';
import { generators as generatorFields } from '../../plugin/resources/schemas/generators.ts';
import { storeProviders } from '../../plugin/resources/schemas/store-providers.ts';

describe('a provider', () => {
  const names = Object.keys(providers);
  // The fake store asks nobody.
  const asking = names.filter((name) => name !== 'fake');

  test.each(names)('%s has a table of its fields', (name) => {
    expect(storeProviders.get(name)?.().length).toBeGreaterThan(0);
  });

  test.each(asking)('%s tells its calls and rights', (name) => {
    expect(Object.keys(accesses)).toContain(name);
  });

  test.each(asking)('%s has a page that shows a store of it', (name) => {
    const folder = path.join(__dirname, '..', '..', 'docs', 'providers');
    const pages = readdirSync(folder).map((page) => readFileSync(path.join(folder, page), 'utf8'));
    expect(pages.filter((page) => page.includes(`${name}:`))).not.toEqual([]);
  });
});

describe('a generator', () => {
  const kinds = Object.keys(generators);

  test.each(kinds)('%s has a table of its fields', (kind) => {
    expect([...generatorFields.keys()]).toContain(kind);
  });

  test.each(kinds)('%s may be named by a generatorRef', (kind) => {
    expect(generatorKinds).toContain(kind);
  });

  test('all that a generatorRef may name are there, and in a ClusterGenerator too', () => {
    expect(generatorKinds.filter((kind) => kind !== 'ClusterGenerator').toSorted()).toEqual(kinds.toSorted());
    const specs = clusterGeneratorFields().flatMap(({ path: field, fields }) =>
      field.endsWith('Spec') ? [fields] : [],
    );
    expect(new Set(specs)).toEqual(new Set(kinds.map((kind) => generatorFields.get(kind))));
  });
});
