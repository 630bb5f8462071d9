import { credentialError } from '../../../plugin/errors/credential.ts';
import { HttpFault } from '../../../plugin/errors/http-fault.ts';
import { storeError } from '../../../plugin/errors/store.ts';
import { lanes } from '../../../plugin/pipeline/fetch/lanes.ts';
import { type RetryOptions, retrying } from '../../../plugin/pipeline/fetch/retry.ts';
import { transienceOf } from '../../../plugin/pipeline/fetch/transience.ts';

const refused = (cause: unknown) => storeError('STORE_REFUSED', { call: 'x', status: 1 }, undefined, { cause });

describe('transienceOf()', () => {
  const rows: readonly { readonly name: string; readonly thrown: unknown; readonly want: unknown }[] = [
    { name: 'our fault over a 429', thrown: refused(new HttpFault(429)), want: { kind: 'throttled' } },
    {
      name: 'with the seconds to wait',
      thrown: refused(new HttpFault(429, { 'retry-after': '7' })),
      want: { kind: 'throttled', retryAfterMs: 7000 },
    },
    {
      name: 'with the date to wait for',
      thrown: refused(new HttpFault(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:03 GMT' })),
      want: { kind: 'broken', retryAfterMs: 2000 },
    },
    {
      name: 'with a date gone by',
      thrown: refused(new HttpFault(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })),
      want: { kind: 'broken', retryAfterMs: 0 },
    },
    { name: 'with nonsense', thrown: refused(new HttpFault(503, { 'retry-after': 'soon' })), want: { kind: 'broken' } },
    { name: 'a 500', thrown: refused(new HttpFault(500)), want: { kind: 'broken' } },
    { name: "Vault's lagging replica", thrown: refused(new HttpFault(412)), want: { kind: 'broken' } },
    { name: 'a 501', thrown: refused(new HttpFault(501)), want: undefined },
    { name: 'a 403', thrown: refused(new HttpFault(403)), want: undefined },
    { name: 'a 404', thrown: refused(new HttpFault(404)), want: undefined },
    {
      name: 'AWS: throttled by name',
      thrown: { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } },
      want: { kind: 'throttled' },
    },
    {
      name: 'AWS: broken by status',
      thrown: { name: 'X', $metadata: { httpStatusCode: 502 } },
      want: { kind: 'broken' },
    },
    {
      name: 'AWS: with the seconds to wait',
      thrown: { name: 'SlowDown', $response: { headers: { 'retry-after': '2' } } },
      want: { kind: 'throttled', retryAfterMs: 2000 },
    },
    {
      name: 'AWS: denied',
      thrown: { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } },
      want: undefined,
    },
    { name: 'AWS: in our fault', thrown: refused({ name: 'ThrottlingException' }), want: { kind: 'throttled' } },
    { name: 'gRPC: exhausted', thrown: Object.assign(new Error('x'), { code: 8 }), want: { kind: 'throttled' } },
    { name: 'gRPC: unavailable', thrown: Object.assign(new Error('x'), { code: 14 }), want: { kind: 'broken' } },
    { name: 'gRPC: not found', thrown: Object.assign(new Error('x'), { code: 5 }), want: undefined },
    {
      name: 'Azure: throttled',
      thrown: { statusCode: 429, response: { headers: new Headers({ 'retry-after': '1' }) } },
      want: { kind: 'throttled', retryAfterMs: 1000 },
    },
    {
      name: 'a broken connection',
      thrown: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
      want: { kind: 'broken' },
    },
    {
      name: 'a broken connection, tried over several addresses',
      thrown: { errors: [{ code: 'ECONNREFUSED' }] },
      want: { kind: 'unreachable' },
    },
    ...['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map((code) => ({
      name: `nobody there: ${code}`,
      thrown: refused(Object.assign(new Error('x'), { code })),
      want: { kind: 'unreachable' },
    })),
    { name: 'an unknown name', thrown: refused({ code: 'ENOTFOUND' }), want: undefined },
    { name: 'a slow store', thrown: storeError('STORE_TIMEOUT', { host: 'h', timeoutMs: 1 }), want: { kind: 'slow' } },
    { name: 'an untrusted certificate', thrown: refused({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }), want: undefined },
    { name: 'the end of the run', thrown: storeError('RUN_TIMEOUT', { waitingFor: 'h' }), want: undefined },
    {
      name: 'an absent credential',
      thrown: credentialError('TOKEN_NOT_FOUND', { account: 'a', searched: [] }),
      want: undefined,
    },
    { name: 'text', thrown: 'ECONNRESET', want: undefined },
    { name: 'nothing', thrown: undefined, want: undefined },
  ];
  test.each(rows)('$name', ({ thrown, want }) => {
    expect(transienceOf(thrown, 1000)).toEqual(want);
  });

  test('ends on causes that go round', () => {
    const round: { cause?: unknown } = {};
    round.cause = round;
    expect(transienceOf(round, 0)).toBeUndefined();
  });
});

describe('retrying()', () => {
  function tries(thrown: readonly unknown[], options: Partial<RetryOptions> = {}) {
    const waits: number[] = [];
    let tried = 0;
    const retry = retrying({
      signal: new AbortController().signal,
      random: { bytes: (count) => Buffer.alloc(count, 0xff) },
      now: () => 0,
      sleep: async (ms) => void waits.push(ms),
      ...options,
    });
    const outcome = retry(async () => {
      const fault = thrown[Math.min(tried, thrown.length - 1)];
      tried += 1;
      if (fault !== undefined) throw fault;
      return 'done';
    }).catch((fault: unknown) => fault);
    return outcome.then((got) => ({ got, tried, waits }));
  }
  const throttled = refused(new HttpFault(429));
  const broken = refused(new HttpFault(500));

  test('waits longer each time, and gives what came in the end', async () => {
    expect(await tries([broken, throttled, broken, undefined])).toEqual({
      got: 'done',
      tried: 4,
      waits: [200, 400, 800],
    });
  });
  test('makes half of the wait random', async () => {
    const random = { bytes: (count: number) => Buffer.alloc(count) };
    expect((await tries([broken, undefined], { random })).waits).toEqual([100]);
  });
  test('gives up with the last fault', async () => {
    expect(await tries([broken])).toEqual({ got: broken, tried: 5, waits: [200, 400, 800, 1600] });
    expect((await tries([throttled])).tried).toBe(8);
    expect((await tries([storeError('STORE_TIMEOUT', { host: 'h', timeoutMs: 1 })])).tried).toBe(2);
  });
  test('does not try again what will not pass', async () => {
    const denied = refused(new HttpFault(403));
    expect(await tries([denied, undefined])).toEqual({ got: denied, tried: 1, waits: [] });
  });
  test('waits as long as the server asks', async () => {
    expect((await tries([refused(new HttpFault(429, { 'retry-after': '3' })), undefined])).waits).toEqual([3000]);
  });
  test.each([
    { settings: { maxRetries: 1, retryInterval: '10ms' }, tried: 2, waits: [10] },
    { settings: { maxRetries: 0 }, tried: 1, waits: [] },
    { settings: { retryInterval: '1s' }, tried: 3, waits: [1000, 1000] },
    { settings: { maxRetries: 2, retryInterval: 'soon' }, tried: 3, waits: [200, 400] },
  ])('goes by the retrySettings $settings', async ({ settings, tried, waits }) => {
    expect(await tries([broken], { settings })).toMatchObject({ tried, waits });
  });
  describe('with a store that nobody listens for', () => {
    const gone = refused({ code: 'ECONNREFUSED' });

    test.each([
      { name: 'tries a few times', settings: undefined, tried: 5 },
      { name: 'goes by the retrySettings', settings: { maxRetries: 1 }, tried: 2 },
      { name: 'waits no longer than some seconds', settings: { maxRetries: 1000, retryInterval: '3s' }, tried: 5 },
    ])('$name', async ({ settings, tried }) => {
      let clock = 0;
      const sleep = async (ms: number) => {
        clock += ms;
      };
      const options = { now: () => clock, sleep, ...(settings === undefined ? {} : { settings }) };
      expect(await tries([gone], options)).toMatchObject({ got: gone, tried });
    });

    test('does not try again for others, until somebody is there', async () => {
      const retry = retrying({
        signal: new AbortController().signal,
        random: { bytes: (count) => Buffer.alloc(count) },
        now: () => 0,
        sleep: async () => undefined,
      });
      const counted = async (faults: readonly unknown[]) => {
        const left = [...faults];
        let tried = 0;
        const work = async () => {
          tried += 1;
          const fault = left.shift();
          if (fault !== undefined) throw fault;
        };
        await retry(work).catch(() => undefined);
        return tried;
      };
      expect(await counted(Array(9).fill(gone))).toBe(5);
      expect(await counted(Array(9).fill(gone))).toBe(1);
      expect(await counted([broken, broken])).toBe(3);
      expect(await counted([gone, gone])).toBe(3);
    });
  });
  test('says at the end of the run what was wrong before its last try was cut off', async () => {
    const run = new AbortController();
    const cut = storeError('RUN_TIMEOUT', { waitingFor: 'h' });
    const faults = [throttled, throttled, cut];
    const options = { signal: run.signal, random: { bytes: (count: number) => Buffer.alloc(count) }, now: () => 0 };
    const got = retrying({ ...options, sleep: async () => undefined })(() => {
      const fault = faults.shift();
      if (fault === cut) run.abort();
      return Promise.reject(fault);
    });
    expect(await got.catch((thrown: unknown) => thrown)).toBe(throttled);
  });
  test('does not outlast the run, and says what was wrong rather than that time is over', async () => {
    const run = new AbortController();
    const { sleep: _sleep, ...options } = { sleep: undefined, signal: run.signal };
    const work = retrying({ ...options, random: { bytes: (count) => Buffer.alloc(count) }, now: () => 0 });
    setTimeout(() => run.abort(), 30);
    const fault = refused(new HttpFault(429, { 'retry-after': '600' }));
    expect(await work(() => Promise.reject(fault)).catch((thrown: unknown) => thrown)).toBe(fault);
  });
});

describe('lanes()', () => {
  test('run a bounded number at a time, in order, whatever fails', async () => {
    const lane = lanes(3);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const work = Array.from({ length: 10 }, (_, index) =>
      lane(async () => {
        started.push(index);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        if (index % 4 === 0) throw new Error(`${index}`);
        return index;
      }).catch((error: Error) => error.message),
    );
    expect(await Promise.all(work)).toEqual(['0', 1, 2, 3, '4', 5, 6, 7, '8', 9]);
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(3);
  });
});
