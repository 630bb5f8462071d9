import { createRun } from '../../plugin/pipeline/create-run.ts';
import { openSeed } from '../../plugin/trust/open-seed.ts';
import { seededRandom } from '../../plugin/trust/seeded-random.ts';
import { systemRandom } from '../../plugin/trust/system-random.ts';
import { testConfig } from '../support/run.ts';

describe('seededRandom()', () => {
  const bytes = (seed: string, purpose: string, count = 40) => seededRandom(Buffer.from(seed), purpose).bytes(count);

  test('gives the same bytes for a seed and a purpose, others for any other', () => {
    expect(bytes('seed', 'a')).toEqual(bytes('seed', 'a'));
    expect(bytes('seed', 'a')).not.toEqual(bytes('seed', 'b'));
    expect(bytes('seed', 'a')).not.toEqual(bytes('other', 'a'));
  });

  test('gives one stream, however it is cut', () => {
    const source = seededRandom(Buffer.from('seed'), 'a');
    const parts = [source.bytes(1), source.bytes(31), source.bytes(8), source.bytes(60)];
    expect(Buffer.concat(parts)).toEqual(bytes('seed', 'a', 100));
  });
});

describe('openSeed()', () => {
  test('gives the bytes of the seed', () => {
    const seed = Buffer.from('sixteen bytes or more');
    expect(openSeed(seed, 'seed')('a').bytes(8)).toEqual(seededRandom(seed, 'a').bytes(8));
  });

  test.each(['', '\n', 'fifteen bytes..\n', '                        '])('refuses %j, which can be guessed', (seed) => {
    expect(() => openSeed(Buffer.from(seed), 'seed')).toThrow(expect.objectContaining({ code: 'SEED_SHORT' }));
  });
});

describe('the values of one seed', () => {
  const of = (project?: string) => {
    const application = project === undefined ? {} : { project, name: 'web', namespace: 'shop' };
    const seeded = (purpose: string) => seededRandom(Buffer.from('seed'), purpose);
    const told = { now: () => 0, warn: () => undefined, conceal: () => undefined };
    return createRun({ config: testConfig(), purpose: 'generate', application, seeded, ...told })
      .random('db')
      .bytes(20);
  };
  test('stay the same in a project, and are others in another one, whatever is called the same', () => {
    expect(of('team-a')).toEqual(of('team-a'));
    expect(new Set([of('team-a'), of('team-b'), of(''), of()].map((bytes) => bytes.toString('hex'))).size).toBe(4);
  });
});

test('systemRandom gives as many bytes as asked for, others each time', () => {
  const [one, other] = [systemRandom.bytes(200_000), systemRandom.bytes(200_000)];
  expect(one.length).toBe(200_000);
  expect(one).not.toEqual(other);
});
