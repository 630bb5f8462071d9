import { inspect } from 'node:util';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import type { Client, ProviderContext, Store } from '../../plugin/providers/provider.ts';

/** A backend on the loopback that a provider's test brings, with one store on it. */
export interface Backend {
  /** Opens the same store anew: what it gives each time has one identity. */
  open(): Store;
  readonly context: ProviderContext;
  /** Puts a value there, as text or, where `binary`, as bytes. */
  put(key: string, value: Buffer): void | Promise<void>;
  /** Makes reads of a key refused for lack of a right. */
  refuse(key: string): void | Promise<void>;
  /** Makes the backend take requests and never answer them. */
  hang(): void | Promise<void>;
  /** How many requests for values there were. */
  calls(): number;
  /** How many sign-ins there were; 0 where the provider has none. */
  signIns(): number;
  stop(): void | Promise<void>;
}

/** What a provider says of itself. */
export interface ContractOptions {
  /** Whether the backend holds any bytes, or text alone. */
  readonly binary: boolean;
  /** Sign-ins that `connect` and any number of reads need in all. */
  readonly signIns: number;
  /** Makes a key of the backend's own form from a plain name; the name itself by default. */
  key?(name: string): string;
  /** Whether a client asks again for what it has read; true by default. Otherwise some tests sign in anew, or read another key. */
  readonly rereads?: boolean;
  /** What an unknown key is: `failed` where the operator says a plain error of it, whatever the deletion policy. */
  readonly absent?: 'missing' | 'failed';
  /** How the backend's raw value of a put text reads; the same bytes by default. */
  raw?(text: string): string;
}

/**
 * What every provider promises. A provider's test calls this first, with a way to start its backend.
 *
 * @param start - Starts a backend; the context it gives has to follow the signal.
 */
export function providerContract(
  name: string,
  start: (signal: AbortSignal) => Promise<Backend>,
  options: ContractOptions,
): void {
  const { key = (plain: string) => plain, raw = (text: string) => text, absent = 'missing' } = options;
  let backend: Backend;
  let end: AbortController;
  let client: Client | undefined;

  beforeEach(async () => {
    end = new AbortController();
    backend = await start(end.signal);
    client = undefined;
  });
  afterEach(async () => {
    await client?.close?.();
    await backend.stop();
  });

  /** Reads names as `data[]` entries would, in batches as fetch cuts them. */
  async function read(...names: readonly string[]): ReturnType<Client['read']> {
    const store = backend.open();
    client ??= await store.connect(backend.context);
    return await client.read(names.map((plain) => store.ref({ key: key(plain) })));
  }
  const textOf = (answer: Awaited<ReturnType<Client['read']>>[number] | undefined) =>
    answer?.kind === 'value' ? answer.value.reveal().toString('utf8') : answer?.kind;

  describe(`${name} keeps the contract`, () => {
    test('equal documents have one identity', () => {
      expect(backend.open().identity).toBe(backend.open().identity);
    });

    test('answers come in the order of the questions, one for each', async () => {
      for (const plain of ['a', 'b', 'c']) await backend.put(key(plain), Buffer.from(`value of ${plain}`));
      client = await backend.open().connect(backend.context);
      const order = ['c', 'a', 'b', 'a'].slice(0, Math.max(client.batch, 1));
      const answers = await read(...order);
      expect(answers.map(textOf)).toEqual(order.map((plain) => raw(`value of ${plain}`)));
    });

    test(`an unknown key is ${absent}, and does not harm the others`, async () => {
      await backend.put(key('here'), Buffer.from('there'));
      client = await backend.open().connect(backend.context);
      expect((await read('nowhere')).map(textOf)).toEqual([absent]);
      if (client.batch > 1) expect((await read('nowhere', 'here')).map(textOf)).toEqual([absent, raw('there')]);
    });

    test('a refused read is a StoreError, never missing', async () => {
      await backend.put(key('locked'), Buffer.from('hidden-from-us'));
      await backend.refuse(key('locked'));
      const outcome = await read('locked').then(
        ([answer]) => (answer?.kind === 'failed' ? answer.error : answer),
        (thrown: unknown) => faultsOf(thrown)?.[0],
      );
      expect(outcome).toMatchObject({ name: 'StoreError', exitStatus: 3 });
      expect(inspect(outcome, { depth: 10 })).not.toContain('hidden-from-us');
    });

    test('bytes come back as they are', async () => {
      const bytes = options.binary
        ? Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
        : Buffer.from('line\r\nbreaks\n, tabs\t, "quotes", \\ and 🔑 é\u2028 stay\n');
      await backend.put(key('bytes'), bytes);
      const [answer] = await read('bytes');
      if (options.binary) expect(answer?.kind === 'value' && answer.value.reveal().equals(bytes)).toBe(true);
      else expect(textOf(answer)).toBe(raw(bytes.toString('utf8')));
    });

    test('a full batch is one call', async () => {
      client = await backend.open().connect(backend.context);
      const names = Array.from({ length: Math.min(client.batch, 50) }, (_, index) => `n${index}`);
      for (const plain of names) await backend.put(key(plain), Buffer.from(plain));
      const before = backend.calls();
      expect((await read(...names)).map(textOf)).toEqual(names.map(raw));
      expect(backend.calls() - before).toBe(1);
    });

    test('a client signs in once, whatever the number of reads', async () => {
      await backend.put(key('a'), Buffer.from('1'));
      for (let count = 0; count < 3; count += 1) await read('a');
      expect(backend.signIns()).toBe(options.signIns);
    });

    test.each(['constructor', '__proto__', 'toString'])('a key called %s is only a key', async (plain) => {
      expect((await read(plain)).map(textOf)).toEqual([absent]);
      await backend.put(key(plain), Buffer.from('just a value'));
      if (options.rereads === false) {
        await client?.close?.();
        client = undefined;
      }
      expect((await read(plain)).map(textOf)).toEqual([raw('just a value')]);
    });

    test('a printed answer shows no value', async () => {
      await backend.put(key('a'), Buffer.from('marked-value'));
      const answers = await read('a');
      expect(textOf(answers[0])).toBe(raw('marked-value'));
      expect(inspect(answers, { depth: 10 }) + JSON.stringify(answers)).not.toContain('marked-value');
    });

    test('an abort stops the read', async () => {
      await backend.put(key('a'), Buffer.from('1'));
      await read('a');
      await backend.hang();
      const reading = read(options.rereads === false ? 'b' : 'a').then(
        ([answer]) => answer?.kind,
        () => 'failed',
      );
      setTimeout(() => end.abort(), 50);
      expect(await reading).toBe('failed');
    });
  });
}
