import { join } from 'node:path';
import { fuzzTemplates } from './fuzz-templates.ts';
import { readSeedlings } from './seedlings.ts';

const seedlings = readSeedlings(join(__dirname, '../../conformance/template'));

// A long run: node test/engines/fuzz/long.mjs 200000 [seed]
describe('random templates', () => {
  test.each([1, 2])(
    'seed %d: none crashes, hangs or shows a value',
    async (seed) => {
      const { offences, rendered, failed } = await fuzzTemplates(seed, 1500, seedlings);
      expect(offences).toEqual([]);
      expect(rendered).toBeGreaterThan(200);
      expect(failed).toBeGreaterThan(200);
    },
    120_000,
  );
});
