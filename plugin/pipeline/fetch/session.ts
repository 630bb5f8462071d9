import { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { pushError } from '../../errors/push.ts';
import { storeError } from '../../errors/store.ts';
import { type Find, type RemoteRef, remoteRefKey } from '../../model/remote.ts';
import type { Answer, Client, Match, Writer } from '../../providers/provider.ts';
import { faultOf } from './fault-of.ts';
import { lanes } from './lanes.ts';
import { transienceOf } from './transience.ts';
import { withinRun } from './within-run.ts';

/** One client at work: signs in once, reads each ref once, in batches. */
export interface Session {
  /** The answer to a ref. Refs asked for in the same turn share batches. Never rejects. */
  read(ref: RemoteRef): Promise<Answer>;
  /** What a find matches, or the fault that it met. Never rejects. */
  find(query: Find): Promise<readonly Match[] | EsrError>;
  /** Proves that the sign-in works (`esr stores`). @throws EsrError */
  check(): Promise<void>;
  /** Does something with the write side. @throws EsrError, `PUSH_READ_ONLY` where there is none */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** Signs out, where it ever signed in. Never rejects. */
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface SessionOptions {
  /** As errors name it. */
  readonly name: string;
  readonly connect: () => Promise<Client>;
  readonly signal: AbortSignal;
  /** Requests in flight at a time. */
  readonly concurrency: number;
  /** Told each answer once, before anybody else sees it. */
  onAnswer(answer: Answer): void;
}

interface Asked {
  readonly ref: RemoteRef;
  readonly settle: (answer: Answer) => void;
}

/** Opens a session. Nothing happens before the first question. */
export function openSession({ name, connect, signal, concurrency, onAnswer }: SessionOptions): Session {
  const lane = lanes(concurrency);
  const answers = new Map<string, Promise<Answer>>();
  const told = untilTheEnd();
  let waiting: Asked[] = [];
  let client: Promise<Client> | undefined;

  const connected = (): Promise<Client> => {
    client ??= withinRun(connect(), signal, name);
    return client;
  };
  const attempt = async <T>(work: (client: Client) => Promise<T>): Promise<T | EsrError> => {
    try {
      const signedIn = await connected();
      return await lane(() => withinRun(work(signedIn), signal, name));
    } catch (thrown) {
      return told(faultOf(thrown, name));
    }
  };

  const readBatch = async (batch: readonly Asked[]): Promise<void> => {
    const got = await attempt(async (signedIn) => {
      const given = await signedIn.read(batch.map(({ ref }) => ref));
      if (given.length !== batch.length)
        throw storeError('STORE_UNREADABLE', { store: name, words: 'answers are missing' });
      return given;
    });
    for (const [index, { settle }] of batch.entries()) {
      const given = got instanceof EsrError ? ({ kind: 'failed', error: got } as const) : (got[index] as Answer);
      const answer = given.kind === 'failed' ? { ...given, error: told(given.error) } : given;
      onAnswer(answer);
      settle(answer);
    }
  };

  /** Cuts what was asked for in this turn into batches, once the client says how large they may be. */
  const flush = async (): Promise<void> => {
    const signedIn = await connected().catch((thrown: unknown) => faultOf(thrown, name));
    const asked = waiting;
    waiting = [];
    const size = signedIn instanceof EsrError ? asked.length : Math.max(1, signedIn.batch);
    const batches: Asked[][] = [];
    for (let start = 0; start < asked.length; start += size) batches.push(asked.slice(start, start + size));
    await Promise.all(batches.map(readBatch));
  };

  return {
    read(ref) {
      const key = remoteRefKey(ref);
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = new Promise((settle) => {
          if (waiting.length === 0) queueMicrotask(() => void flush());
          waiting.push({ ref, settle });
        });
        answers.set(key, answer);
      }
      return answer;
    },
    find: (query) =>
      attempt(async (signedIn) => {
        if (signedIn.find === undefined) throw manifestError('FIND_UNSUPPORTED', { store: name });
        return await signedIn.find(query);
      }),
    async check() {
      const outcome = await attempt(async (signedIn) => await signedIn.check?.());
      if (outcome instanceof EsrError) throw outcome;
    },
    async write(work) {
      const outcome = await attempt(async ({ writer }) => {
        if (writer === undefined) throw pushError('PUSH_READ_ONLY', { store: name });
        return await work(writer);
      });
      if (outcome instanceof EsrError) throw outcome;
      return outcome;
    },
    async close() {
      const signedIn = await client?.catch(() => undefined);
      await signedIn?.close?.().catch(() => undefined);
    },
  };
}

/**
 * What is told of a fault: where the run ended while a store throttled or could not be reached, that is the reason, for
 * those too whose turn never came.
 */
function untilTheEnd(): (fault: EsrError) => EsrError {
  let reason: EsrError | undefined;
  return (fault) => {
    if (fault.code === 'RUN_TIMEOUT') return reason ?? fault;
    if (lasting.includes(fault.code) || lasting.includes(transienceOf(fault, 0)?.kind ?? '')) reason = fault;
    return fault;
  };
}

/** Codes of faults and kinds of passing ones that are about the store rather than about what was asked. */
const lasting = ['STORE_THROTTLED', 'STORE_UNREACHABLE', 'throttled', 'unreachable'];
