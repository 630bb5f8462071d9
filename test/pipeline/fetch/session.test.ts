import { EsrError } from '../../../plugin/errors/esr-error.ts';
import { policyError } from '../../../plugin/errors/policy.ts';
import { storeError } from '../../../plugin/errors/store.ts';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import { faultOf } from '../../../plugin/pipeline/fetch/fault-of.ts';
import { openSession } from '../../../plugin/pipeline/fetch/session.ts';
import type { Answer, Client } from '../../../plugin/providers/provider.ts';

const value = (text: string): Answer => ({ kind: 'value', value: new Sensitive(text) });

function session(client: Partial<Client> | Error, seen: string[] = []) {
  return openSession({
    name: 'SecretStore shop/x',
    async connect() {
      seen.push('connect');
      if (client instanceof Error) throw client;
      return { batch: 2, read: async (refs) => refs.map(({ key }) => value(key)), ...client };
    },
    signal: new AbortController().signal,
    concurrency: 4,
    onAnswer: (answer) => void seen.push(answer.kind),
  });
}

const told = (answer: Answer) =>
  answer.kind === 'failed' ? `${answer.error.code}: ${answer.error.says}` : answer.kind;

describe('openSession()', () => {
  test('cuts what is asked in one turn into batches, and asks for nothing twice', async () => {
    const batches: string[] = [];
    const opened = session({
      async read(refs) {
        batches.push(refs.map(({ key }) => key).join());
        return refs.map(({ key }) => value(key));
      },
    });
    await Promise.all(['a', 'b', 'a', 'c', 'b'].map((key) => opened.read({ key })));
    await Promise.all(['c', 'd'].map((key) => opened.read({ key })));
    expect(batches).toEqual(['a,b', 'c', 'd']);
  });

  test('does not sign in for nothing', async () => {
    const seen: string[] = [];
    await session({}, seen).close();
    expect(seen).toEqual([]);
  });

  test('signs in once, also where that fails', async () => {
    const seen: string[] = [];
    const opened = session(storeError('STORE_REFUSED', { call: 'login', status: 403 }), seen);
    const [read, found] = await Promise.all([opened.read({ key: 'a' }), opened.find({})]);
    expect(told(read)).toBe('STORE_REFUSED: the store refused login: 403');
    expect(found).toBe(read.kind === 'failed' && read.error);
    expect(seen).toEqual(['connect', 'failed']);
    await expect(opened.check()).rejects.toBe(found);
  });

  const odd: readonly { name: string; read: Client['read']; want: string }[] = [
    {
      name: 'too few answers',
      read: async () => [value('one')],
      want: 'STORE_UNREADABLE: SecretStore shop/x could not be read: answers are missing',
    },
    {
      name: "an SDK's fault, by name and code alone",
      read: async () => {
        throw Object.assign(new Error('marked-value'), { name: 'SdkError', code: 'E7' });
      },
      want: 'STORE_UNREADABLE: SecretStore shop/x could not be read: SdkError E7',
    },
    {
      name: 'our fault inside of theirs',
      read: async () => {
        throw new Error('wrapped', { cause: policyError('ADDRESS_REFUSED', { host: 'h' }) });
      },
      want: "ADDRESS_REFUSED: a store of the input may not connect to h: it is the machine's own, a private or a cluster-internal address",
    },
    {
      name: 'nothing thrown',
      read: () => Promise.reject(undefined),
      want: 'STORE_UNREADABLE: SecretStore shop/x could not be read: no reason given',
    },
  ];
  test.each(odd)('tells of $name', async ({ read, want }) => {
    const opened = session({ read });
    const answers = await Promise.all([opened.read({ key: 'a' }), opened.read({ key: 'b' })]);
    expect(answers.map(told)).toEqual([want, want]);
  });

  test('says so where a provider cannot find', async () => {
    expect(await session({}).find({})).toMatchObject({ code: 'FIND_UNSUPPORTED', exitStatus: 1 });
  });

  test('closes quietly', async () => {
    const opened = session({ close: () => Promise.reject(new Error('marked-value')) });
    await opened.read({ key: 'a' });
    await expect(opened.close()).resolves.toBeUndefined();
  });
});

describe('EsrError', () => {
  const place = { file: 'a.yaml', line: 3, object: { kind: 'K', name: 'n' } };
  const fault = storeError('STORE_REFUSED', { call: 'x', status: 403, needs: 'y' }, place, { cause: 'why' });

  test('moves, and keeps what it says and why', () => {
    const moved = fault.at({ file: 'b.yaml', field: 'spec' });
    expect(moved).toBeInstanceOf(EsrError);
    expect(moved).toMatchObject({ ...fault, place: { ...place, file: 'b.yaml', field: 'spec' } });
    expect([moved.message, moved.cause, moved.stack]).toEqual([fault.message, 'why', fault.stack]);
  });

  test('concerns another, with itself as the cause', () => {
    const met = fault.concerning('key "k"', { file: 'c.yaml' }).at({ file: 'd.yaml' });
    expect(met).toMatchObject({
      code: 'STORE_REFUSED',
      says: 'key "k": the store refused x: 403',
      hint: 'it needs y',
      exitStatus: 3,
    });
    expect([met.message, met.cause, met.place]).toEqual([met.says, fault, { file: 'd.yaml' }]);
    expect(faultOf(met, 'n')).toBe(met);
  });
});
