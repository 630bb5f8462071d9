import type { Application } from '../../plugin/model/run.ts';
import { realValues } from '../../plugin/pipeline/emit/real-values.ts';
import { renderSources } from '../../plugin/pipeline/pipeline.ts';
import { Applications, type LookedAt } from '../../plugin/serve/applications.ts';
import { nextOf } from '../../plugin/serve/next-of.ts';
import type { Reading, SeenFault } from '../../plugin/serve/seen.ts';
import type { Watched } from '../../plugin/serve/watched.ts';
import { testRun } from '../support/run.ts';

const minute = 60_000;
const hour = 60 * minute;
const key = Buffer.alloc(32, 1);

/** A store with values, and ExternalSecrets of them: what a run reads for them. */
async function readingOf(
  values: Readonly<Record<string, string>>,
  specs: Readonly<Record<string, string>>,
  more = '',
): Promise<Reading> {
  const data = Object.entries(values).map(([name, value]) => `      - {key: ${name}, value: ${JSON.stringify(value)}}`);
  const store = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store, namespace: shop}
spec:
  provider:
    fake:
      data:
${data.join('\n')}
`;
  const secrets = Object.entries(specs).map(
    ([name, spec]) => `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec: {secretStoreRef: {name: store}, ${spec}}
`,
  );
  let reading: Reading | undefined;
  const source = { name: 'input', bytes: Buffer.from(store + secrets.join('') + more), origin: 'input' } as const;
  const view = { view: realValues, observe: (read: Reading) => (reading = read) };
  await renderSources([source], view, testRun()).catch(() => undefined);
  return reading as Reading;
}

const dataOf = (name: string, interval = '1h') =>
  `refreshInterval: ${interval}, data: [{secretKey: a, remoteRef: {key: ${name}}}]`;

interface NoteOptions {
  readonly application?: Application;
  readonly faults?: readonly SeenFault[];
}

function watching(leastMs = minute) {
  const applications = new Applications(key, leastMs);
  const note = (reading: Reading | undefined, now: number, { application, faults = [] }: NoteOptions = {}) => {
    const render = { application: application ?? { name: 'shop' }, faults, secrets: 1, tookMs: 1 };
    applications.note({ ...render, ...(reading && { reading }) }, now);
    return applications.all().at(-1) as Watched;
  };
  const looked = (came: LookedAt, now: number) => {
    applications.looked(applications.all()[0] as Watched, came, now);
    return applications.all()[0] as Watched;
  };
  return { applications, note, looked };
}

/** The wait without the tenth over which applications are spread, in minutes. */
function minutes(at: number, from: number): number {
  const waited = (at - from) / minute;
  const sizes = Array.from({ length: 7 }, (_, power) => 2 ** power).concat(60, 90, 120, 600);
  return sizes.find((size) => waited >= size && waited < size * 1.1) ?? waited;
}

describe('a fingerprint tells apart', () => {
  const both = 'data: [{secretKey: a, remoteRef: {key: one}}, {secretKey: b, remoteRef: {key: two}}]';
  const extract = 'dataFrom: [{extract: {key: one}}, {extract: {key: two}}]';
  const find = 'dataFrom: [{find: {name: {regexp: .*}}}]';
  const lenient = 'target: {deletionPolicy: Delete}';
  const missing = `${lenient}, ${both}`;
  const parts = `${lenient}, ${both.replaceAll('}}', ', property: p}}')}`;
  const part = (text: string) => JSON.stringify({ p: text });
  test.each<{ name: string; spec: string; a: Record<string, string>; b: Record<string, string> }>([
    { name: 'a value', spec: both, a: { one: 'a', two: 'b' }, b: { one: 'a', two: 'c' } },
    { name: 'where one ends', spec: both, a: { one: 'ab', two: 'c' }, b: { one: 'a', two: 'bc' } },
    { name: 'which is which', spec: both, a: { one: 'a', two: 'b' }, b: { one: 'b', two: 'a' } },
    {
      name: 'what looks like another entry',
      spec: parts,
      a: { one: part('a'), two: part('') },
      b: { one: part(''), two: part('a') },
    },
    { name: 'what looks like a length', spec: both, a: { one: '1value 1:a', two: 'x' }, b: { one: '1', two: 'a' } },
    {
      name: 'none and an empty one',
      spec: parts,
      a: { one: part('a'), two: part('') },
      b: { one: part('a'), two: '{}' },
    },
    { name: 'none here and none there', spec: missing, a: { one: 'a' }, b: { two: 'a' } },
    { name: 'a name', spec: extract, a: { one: '{"a":"x"}', two: '{}' }, b: { one: '{"b":"x"}', two: '{}' } },
    {
      name: 'a name and a value',
      spec: extract,
      a: { one: '{"a":"bc"}', two: '{}' },
      b: { one: '{"ab":"c"}', two: '{}' },
    },
    { name: 'which map', spec: extract, a: { one: '{"a":"x"}', two: '{}' }, b: { one: '{}', two: '{"a":"x"}' } },
    { name: 'one that came', spec: find, a: { one: 'a' }, b: { one: 'a', two: 'b' } },
    { name: 'one that cannot be used', spec: extract, a: { one: '{}', two: '{}' }, b: { one: '{', two: '{}' } },
  ])('$name', async ({ spec, a, b }) => {
    const prints = async (values: Record<string, string>) => {
      const { applications } = watching();
      return applications.fingerprints(await readingOf(values, { app: spec })).get('shop/app');
    };
    const [first, same, second] = [await prints(a), await prints(a), await prints(b)];
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(same).toBe(first);
    expect(second).toMatch(/^[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
  });

  test.each([
    { spec: find, a: { one: '1', two: '2' }, b: { two: '2', one: '1' } },
    { spec: extract, a: { one: '{"a":1,"b":2}', two: '{}' }, b: { one: '{"b":2,"a":1}', two: '{}' } },
  ])('but not the order in which a store lists: $spec', async ({ spec, a, b }) => {
    const { applications } = watching();
    const prints = async (values: Record<string, string>) =>
      applications.fingerprints(await readingOf(values, { app: spec })).get('shop/app');
    expect(await prints(a)).toBe(await prints(b));
  });
});

describe('when an application is looked at', () => {
  test.each([
    { interval: '1h', is: 60 },
    { interval: '2h', is: 120 },
    { interval: '1s', is: 1 },
    { interval: '90m', is: 90 },
  ])('each ExternalSecret has its own interval, from the least on: $interval', async ({ interval, is }) => {
    const { note } = watching();
    const specs = { app: dataOf('one', interval), other: dataOf('one', '10h') };
    const { secrets } = note(await readingOf({ one: 'x' }, specs), 0);
    expect([...secrets.values()].map(({ dueAt }) => minutes(dueAt, 0))).toEqual([is, 600]);
  });

  test.each(['refreshInterval: "0"', 'refreshPolicy: OnChange', 'refreshPolicy: CreatedOnce'])(
    '%s: never, and another one beside it is',
    async (spec) => {
      const { applications, note } = watching();
      const specs = { still: `${spec}, data: [{secretKey: a, remoteRef: {key: one}}]`, app: dataOf('one', '5m') };
      const { secrets } = note(await readingOf({ one: 'x' }, specs), 0);
      expect(secrets.get('shop/still')?.dueAt).toBe(Number.POSITIVE_INFINITY);
      expect(applications.due(6 * minute)).toHaveLength(1);
    },
  );

  test('three hundred of one interval are spread, each at a place that stays', async () => {
    const { applications, note } = watching();
    const reading = await readingOf({ one: 'x' }, { app: dataOf('one') });
    for (let index = 0; index < 300; index += 1) note(reading, 0, { application: { name: `app-${index}` } });
    const first = applications.all().map((one) => nextOf(one));
    expect(applications.due(hour - 1)).toEqual([]);
    const seconds = first.map((at) => Math.floor(at / 10_000));
    const most = Math.max(...seconds.map((second) => seconds.filter((other) => other === second).length));
    expect([new Set(seconds).size > 30, most <= 25, Math.max(...first) <= hour * 1.1]).toEqual([true, true, true]);
    for (let index = 0; index < 300; index += 1) note(reading, 0, { application: { name: `app-${index}` } });
    expect(applications.all().map((one) => nextOf(one))).toEqual(first);
  });

  test('who has waited longest is first', async () => {
    const { applications, note } = watching();
    const of = (interval: string) => readingOf({ one: 'x' }, { app: dataOf('one', interval) });
    for (const [name, interval] of [
      ['c', '3h'],
      ['a', '1h'],
      ['b', '2h'],
    ] as const) {
      note(await of(interval), 0, { application: { name } });
    }
    expect(applications.due(10 * hour).map(({ application }) => application.name)).toEqual(['a', 'b', 'c']);
  });

  test('a store that does not answer is asked after 1, 2, 4 minutes, up to an hour, and anew when it has', async () => {
    const { note, looked } = watching();
    const watched = note(await readingOf({ one: 'x' }, { app: dataOf('one', '1m') }), 0);
    const waits = Array.from({ length: 8 }, () => minutes(looked({ kind: 'failed' }, 0).restsUntil, 0));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    looked({ kind: 'same', names: ['shop/app'], stores: new Map() }, 0);
    expect(minutes(looked({ kind: 'failed' }, 0).restsUntil, 0)).toBe(1);
    expect(watched.restsUntil).toBe(0);
  });

  test('the least interval holds where it is longer than an hour', async () => {
    const { note, looked } = watching(2 * hour);
    note(await readingOf({ one: 'x' }, { app: dataOf('one', '1m') }), 0);
    expect(minutes(looked({ kind: 'failed' }, 0).restsUntil, 0)).toBe(120);
  });

  test('a value that never stays is looked at less and less often; one that stays, as it wants', async () => {
    const { note, looked } = watching();
    const reading = await readingOf({ one: 'x' }, { app: dataOf('one', '1m'), other: dataOf('one', '1m') });
    note(reading, 0);
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      looked({ kind: 'asked', changed: ['shop/app'] }, 0);
      const { secrets } = note(reading, 0);
      waits.push(minutes(secrets.get('shop/app')?.dueAt ?? 0, 0));
      expect(minutes(secrets.get('shop/other')?.dueAt ?? 0, 0)).toBe(1);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    const { secrets } = looked({ kind: 'same', names: ['shop/app'], stores: new Map() }, 0);
    expect(minutes(secrets.get('shop/app')?.dueAt ?? 0, 0)).toBe(1);
  });

  test('one that fails for its store’s sake is looked at soon, and later each time that asking did not help', async () => {
    const { note, looked } = watching();
    const reading = await readingOf({ two: 'x' }, { app: dataOf('one', '6h') });
    const failing = { ...reading, fetched: unreachable(reading) };
    const faults = [{ code: 'STORE_UNREACHABLE' }];
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      waits.push(minutes(nextOf(note(failing, 0, { faults })), 0));
      looked({ kind: 'asked', changed: [] }, 0);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    note(await readingOf({ one: 'x' }, { app: dataOf('one', '6h') }), 0);
    expect(minutes(nextOf(note(failing, 0, { faults })), 0)).toBe(1);
  });
});

/** The same, but a store did not answer. */
function unreachable({ fetched }: Reading): Reading['fetched'] {
  return new Map(
    [...fetched].map(([externalSecret, { data, dataFrom }]) => [
      externalSecret,
      {
        data: data.map((outcome) => {
          if (outcome.kind === 'value') return outcome;
          const error = Object.create(outcome.error, { exitStatus: { value: 3 } }) as typeof outcome.error;
          return { kind: 'failed' as const, error };
        }),
        dataFrom,
      },
    ]),
  );
}

describe('what is remembered', () => {
  const one = () => readingOf({ one: 'x' }, { app: dataOf('one') });

  test.each<{ name: string; came: LookedAt; left: number }>([
    { name: 'asked: all sources, once', came: { kind: 'asked', changed: [] }, left: 3 },
    { name: 'gone: no source of it', came: { kind: 'gone' }, left: 1 },
  ])('sources of one Application go together; $name', async ({ came, left }) => {
    const { applications, note, looked } = watching();
    for (const path of ['a', 'b']) note(await one(), 0, { application: { name: 'shop', repository: 'r', path } });
    note(await one(), 0, { application: { name: 'other' } });
    expect(applications.all()).toHaveLength(3);
    looked(came, 2 * hour);
    expect(applications.all()).toHaveLength(left);
    expect(applications.due(2 * hour).map(({ application }) => application.name)).toEqual(['other']);
  });

  test('a render while a look is in flight knows better', async () => {
    const { applications, note } = watching();
    const before = note(await one(), 0);
    const after = note(await one(), 5);
    applications.looked(before, { kind: 'asked', changed: [] }, 6);
    expect([applications.isCurrent(before), applications.all()]).toEqual([false, [after]]);
  });

  test.each([
    { name: 'not rendered although it was asked for', at: 11 * minute, isAsked: true, left: 0 },
    { name: 'asked for a moment ago', at: 9 * minute, isAsked: true, left: 1 },
    { name: 'not rendered for two days: it is asked for', at: 49 * hour, isAsked: false, left: 1 },
  ])('$name', async ({ at, isAsked, left }) => {
    const { applications, note, looked } = watching();
    note(await one(), 0);
    if (isAsked) looked({ kind: 'asked', changed: [] }, 0);
    expect(applications.due(at)).toHaveLength(isAsked ? 0 : 1);
    expect(applications.all()).toHaveLength(left);
  });

  test('what is never read again goes after two days without a word', async () => {
    const { applications, note } = watching();
    note(await readingOf({ one: 'x' }, { app: dataOf('one', '"0"') }), 0);
    expect([applications.due(47 * hour), applications.all()]).toMatchObject([[], [{}]]);
    expect([applications.due(49 * hour), applications.all()]).toEqual([[], []]);
  });

  test('a render that fails before it reads keeps what was read, and answers what was asked', async () => {
    const { applications, note, looked } = watching();
    const { secrets } = note(await one(), 0);
    looked({ kind: 'asked', changed: [] }, 1);
    const after = note(undefined, 2, { faults: [{ code: 'FIELD_MISSING' }] });
    expect([after.secrets.size, after.askedAt, after.faults]).toEqual([
      secrets.size,
      undefined,
      [{ code: 'FIELD_MISSING' }],
    ]);
    applications.due(hour);
    expect(applications.all()).toHaveLength(1);
  });

  test('one that has never read anything is known, and not looked at', async () => {
    const { applications, note } = watching();
    note(undefined, 0, { faults: [{ code: 'POLICY_STORE' }] });
    expect([applications.all().length, applications.due(hour).length]).toEqual([1, 0]);
  });

  test('of ten megabytes only what says what is read is kept, without another document', async () => {
    const { note } = watching();
    const others = Array.from({ length: 10_000 }, (_, index) => {
      return `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other-${index}}\ndata: {text: ${'x'.repeat(1_000)}}\n`;
    });
    const { sources } = note(await readingOf({ one: 'x' }, { app: dataOf('one') }, others.join('')), 0);
    const kept = sources.map(({ bytes }) => bytes);
    expect(kept.map(({ length }) => length < 1_000)).toEqual([true]);
    expect(kept[0]?.buffer.byteLength).toBeLessThan(20_000);
  });
});
