import { openSeed } from '../../plugin/trust/open-seed.ts';
import { seededRandom } from '../../plugin/trust/seeded-random.ts';
import { systemRandom } from '../../plugin/trust/system-random.ts';

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

test('systemRandom gives as many bytes as asked for, others each time', () => {
  const [one, other] = [systemRandom.bytes(200_000), systemRandom.bytes(200_000)];
  expect(one.length).toBe(200_000);
  expect(one).not.toEqual(other);
});
