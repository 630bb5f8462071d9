import type { EsrError } from '../../../plugin/errors/esr-error.ts';
import type { FetchedAll, Outcome } from '../../../plugin/model/fetched.ts';
import type { Place } from '../../../plugin/model/place.ts';
import { showObject } from '../../../plugin/model/place.ts';
import { type FetchOptions, fetchAll } from '../../../plugin/pipeline/fetch/fetch.ts';
import { type Cupboard, cupboardProvider, startCupboard } from '../../support/cupboard.ts';
import { planText, type Texts } from '../../support/plan-text.ts';
import { type TestRun, testRun } from '../../support/run.ts';

let cupboard: Cupboard;
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => {
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
beforeEach(async () => {
  cupboard = await startCupboard();
});
afterEach(() => cupboard.close());

function store(name: string, batch = 20): string {
  const value = JSON.stringify({ url: cupboard.url, batch });
  return `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: ${name}, namespace: shop}
spec:
  provider: {fake: {data: [{key: config, value: '${value}'}]}}
  retrySettings: {maxRetries: 4, retryInterval: 5ms}
`;
}

function externalSecret(name: string, entries: string, storeName = 'cupboard'): string {
  return `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec:
  secretStoreRef: {name: ${storeName}}
${entries}
`;
}
const data = (...keys: readonly string[]) =>
  `  data:\n${keys.map((key, index) => `  - {secretKey: k${index}, remoteRef: {key: "${key}"}}`).join('\n')}`;

async function fetchText(
  texts: Texts | string,
  run: TestRun = testRun(),
  options: FetchOptions = {},
): Promise<FetchedAll> {
  const offline = { providerFor: () => cupboardProvider, assume: () => fail() };
  const planned = await planText(typeof texts === 'string' ? { input: texts } : texts, run, { offline });
  return await fetchAll(planned, run, { env: {}, ...options });
}
function fail(): never {
  throw new Error('no store is assumed here');
}

function shown(fetched: FetchedAll): Readonly<Record<string, unknown>> {
  const show = (outcome: Outcome<unknown>): unknown => {
    if (outcome.kind !== 'value') return `${outcome.kind} ${outcome.error.code}`;
    const { value } = outcome as { value: { reveal?: () => Buffer } & ReadonlyMap<string, { reveal(): Buffer }> };
    if (value.reveal !== undefined) return value.reveal().toString();
    return Object.fromEntries([...value].map(([key, one]) => [key, one.reveal().toString()]));
  };
  return Object.fromEntries(
    [...fetched].map(([secret, got]) => [secret.metadata.name, [...got.dataFrom.map(show), ...got.data.map(show)]]),
  );
}

const faults = (fetched: FetchedAll): readonly EsrError[] =>
  [...fetched.values()].flatMap((got) =>
    [...got.data, ...got.dataFrom].flatMap((outcome) => (outcome.kind === 'value' ? [] : [outcome.error])),
  );

describe('fetchAll() asks for little', () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    externalSecret(`es${index}`, data(...Array.from({ length: 5 }, (_unused, part) => `k${(index * 5 + part) % 20}`))),
  ).join('');
  beforeEach(() => {
    for (let index = 0; index < 20; index += 1) cupboard.items.set(`k${index}`, `value ${index}`);
  });

  test('500 references to 20 values are one sign-in and one batch', async () => {
    const fetched = await fetchText(store('cupboard') + many);
    expect(cupboard.calls.map((call) => call.split(' ')[0])).toEqual(['login', 'read', 'logout']);
    expect(Object.entries(shown(fetched)).at(-1)?.[1]).toEqual([
      'value 15',
      'value 16',
      'value 17',
      'value 18',
      'value 19',
    ]);
  });

  test('or one read each, where there are no batches, so many at a time', async () => {
    await fetchText(store('cupboard', 1) + many, testRun({ config: { limits: { concurrency: 7 } } }));
    expect(cupboard.calls.filter((call) => call.startsWith('read'))).toHaveLength(20);
    expect(cupboard.mostAtOnce()).toBeLessThanOrEqual(7);
    expect(cupboard.mostAtOnce()).toBeGreaterThan(2);
  });

  test('two stores that say the same are one', async () => {
    const input =
      store('cupboard') +
      '---\n' +
      store('twin') +
      externalSecret('a', data('k1')) +
      externalSecret('b', data('k1', 'k2'), 'twin');
    expect(shown(await fetchText(input))).toEqual({ a: ['value 1'], b: ['value 1', 'value 2'] });
    expect(cupboard.calls).toEqual(['login', 'read k1,k2', 'logout']);
  });

  test('but a store of the input is never one with a trusted store', async () => {
    const input = `${store('twin')}${externalSecret('a', data('k1'))}${externalSecret('b', data('k1'), 'twin')}`;
    await fetchText({ input, platform: store('cupboard') });
    expect(cupboard.calls.filter((call) => call === 'login')).toHaveLength(2);
  });

  test('finds share the reads of others, and run once', async () => {
    const find = "  dataFrom: [{find: {name: {regexp: '^k1[0-2]'}}}]";
    const input = `${store('cupboard')}${externalSecret('a', find)}${externalSecret('b', find)}${externalSecret('c', data('k11'))}`;
    expect(shown(await fetchText(input))).toEqual({
      a: [{ k10: 'value 10', k11: 'value 11', k12: 'value 12' }],
      b: [{ k10: 'value 10', k11: 'value 11', k12: 'value 12' }],
      c: ['value 11'],
    });
    expect(cupboard.calls.toSorted()).toEqual(['list ^k1[0-2]', 'login', 'logout', 'read k10,k12', 'read k11']);
  });

  test('a store that nobody reads from is not signed in to', async () => {
    await fetchText(
      `${store('cupboard')}${externalSecret('a', '  dataFrom: [{sourceRef: {storeRef: {name: cupboard}}}]')}`,
    );
    expect(cupboard.calls).toEqual([]);
  });

  test('tells how far it is, and the redactor every value', async () => {
    const run = testRun();
    const states: string[] = [];
    await fetchText(store('cupboard', 1) + externalSecret('a', data('k1', 'k2', 'nope')), run, {
      progress: ({ done, total }) => void states.push(`${done}/${total}`),
    });
    expect(states).toEqual(['0/3', '1/3', '2/3', '3/3']);
    expect([...run.concealed]).toEqual(expect.arrayContaining(['value 1', 'value 2']));
  });
});

describe('fetchAll() brings each entry to an outcome', () => {
  test('what is there, what is missing and what a find lost on the way', async () => {
    cupboard.items.set('j', '{"x":"y"}');
    cupboard.items.set('gone', '');
    cupboard.intercept = (_request, response, call) => {
      if (!call.includes('gone')) return false;
      response.end('[null]');
      return true;
    };
    const input = [
      store('cupboard', 1),
      externalSecret('a', `${data('nope')}\n  dataFrom: [{extract: {key: j}}, {extract: {key: nope}}]`),
      externalSecret('b', '  dataFrom: [{find: {name: {regexp: .}}}]'),
    ].join('');
    expect(shown(await fetchText(input))).toEqual({
      a: [{ x: 'y' }, 'missing SECRET_MISSING', 'missing SECRET_MISSING'],
      b: [{ j: '{"x":"y"}' }],
    });
  });

  const input = () => store('cupboard', 1) + externalSecret('a', data('one', 'two')) + externalSecret('b', data('one'));
  const quick: FetchOptions & { readonly run: () => TestRun } = {
    run: () =>
      testRun({
        config: { limits: { requestTimeoutMs: 100 } },
        random: () => ({ bytes: (count) => Buffer.alloc(count) }),
      }),
  };
  type Broken = { name: string; intercept: Cupboard['intercept']; code: string; status?: string };
  const broken: readonly Broken[] = [
    {
      name: 'refuses the sign-in',
      code: 'STORE_REFUSED',
      status: '403',
      intercept: (_q, response, call) =>
        call === 'login' && void response.writeHead(403).end('marked-value') === undefined,
    },
    {
      name: 'refuses every read',
      code: 'STORE_REFUSED',
      status: '403',
      intercept: (_q, response, call) =>
        call.startsWith('read') && void response.writeHead(403).end('marked-value') === undefined,
    },
    {
      name: 'answers with something else',
      code: 'STORE_ANSWER',
      intercept: (_q, response, call) =>
        call.startsWith('read') && void response.end('<html>marked-value') === undefined,
    },
    {
      name: 'breaks off in the middle',
      code: 'STORE_UNREACHABLE',
      intercept: (_q, response, call) =>
        call.startsWith('read') &&
        void response.writeHead(200, { 'content-length': '99' }).write('["marked-value', () => response.destroy()) ===
          undefined,
    },
    {
      name: 'fails to the end',
      code: 'STORE_REFUSED',
      status: '500',
      intercept: (_q, response, call) =>
        call === 'login' && void response.writeHead(500).end('marked-value') === undefined,
    },
    { name: 'never answers', code: 'STORE_TIMEOUT', intercept: () => true },
  ];
  test.each(broken)(
    'a store that $name: a fault for each reference, of one cause where it is one',
    async ({ intercept, code, status = '' }) => {
      cupboard.intercept = intercept;
      const got = faults(await fetchText(input(), quick.run()));
      expect(got.map((fault) => [fault.code, fault.exitStatus, whereOf(fault.place)])).toEqual([
        [code, 3, 'ExternalSecret shop/a spec.data[0].remoteRef.key'],
        [code, 3, 'ExternalSecret shop/a spec.data[1].remoteRef.key'],
        [code, 3, 'ExternalSecret shop/b spec.data[0].remoteRef.key'],
      ]);
      expect(got[0]?.says).toContain('SecretStore shop/cupboard, key "one": ');
      expect(got[0]?.says).toContain(status);
      expect(got[0]?.hint).toBeTruthy();
      expect(got[0]?.cause).toBe(got[2]?.cause);
      expect(JSON.stringify(got.map(({ says, hint }) => [says, hint]))).not.toContain('marked-value');
    },
  );

  test('a store that throttles, breaks and then answers has answered', async () => {
    cupboard.items.set('one', '1');
    const statuses = [429, 500, 503];
    cupboard.intercept = (request, response) => {
      const status = statuses.shift();
      if (status === undefined) return false;
      if (status === 503) request.socket.destroy();
      else response.writeHead(status, { 'retry-after': '0' }).end();
      return true;
    };
    expect(shown(await fetchText(store('cupboard') + externalSecret('a', data('one')), quick.run()))).toEqual({
      a: ['1'],
    });
  });

  test('ends with the run, with a fault for each reference, and hangs nobody', async () => {
    cupboard.intercept = (_request, _response, call) => call !== 'login';
    const end = new AbortController();
    setTimeout(() => end.abort(), 100);
    const got = faults(await fetchText(input(), testRun({ signal: end.signal })));
    expect(got.map(({ code }) => code)).toEqual(['RUN_TIMEOUT', 'RUN_TIMEOUT', 'RUN_TIMEOUT']);
    expect(got[1]?.says).toContain('SecretStore shop/cupboard, key "two": the time of the whole run ended');
  });

  test('names the throttling that lasted to the end, for those too whose turn never came', async () => {
    cupboard.intercept = (_request, response, call) => {
      if (call === 'login') return false;
      response.writeHead(429, { 'retry-after': '600' }).end();
      return true;
    };
    const end = new AbortController();
    setTimeout(() => end.abort(), 200);
    const got = faults(
      await fetchText(input(), testRun({ signal: end.signal, config: { limits: { concurrency: 1 } } })),
    );
    expect(got.map(({ code }) => code)).toEqual(Array(3).fill('STORE_REFUSED'));
  });

  test('a run that is over before it began asks nobody', async () => {
    const run = testRun({ signal: AbortSignal.abort() });
    expect(faults(await fetchText(input(), run)).map(({ code }) => code)).toEqual(Array(3).fill('RUN_TIMEOUT'));
    expect(cupboard.calls).toEqual([]);
  });

  test('one store that is down leaves the others be', async () => {
    cupboard.items.set('one', '1');
    const down = store('down').replaceAll(cupboard.url, 'http://127.0.0.1:1');
    const text = `${store('cupboard')}---\n${down}${externalSecret('a', data('one'))}${externalSecret('b', data('x'), 'down')}`;
    expect(shown(await fetchText(text, quick.run()))).toEqual({ a: ['1'], b: ['failed STORE_UNREACHABLE'] });
  });
});

function whereOf(place: Place | undefined): string {
  return `${place?.object === undefined ? '' : showObject(place.object)} ${place?.field}`;
}
