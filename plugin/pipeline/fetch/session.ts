import { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { pushError } from '../../errors/push.ts';
import { storeError } from '../../errors/store.ts';
import { type Find, type RemoteRef, remoteRefKey } from '../../model/remote.ts';
import type { Answer, Client, Match, Writer } from '../../providers/provider.ts';
import { faultOf } from './fault-of.ts';
import { type Lanes, lanes } from './lanes.ts';
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
export function openSession(options: SessionOptions): Session {
  return new OpenSession(options);
}

class OpenSession implements Session {
  readonly #options: SessionOptions;
  readonly #lane: Lanes;
  readonly #told = untilTheEnd();
  readonly #answers = new Map<string, Promise<Answer>>();
  #waiting: Asked[] = [];
  #client: Promise<Client> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#lane = lanes(options.concurrency);
  }

  read(ref: RemoteRef): Promise<Answer> {
    const key = remoteRefKey(ref);
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = new Promise((settle) => {
        if (this.#waiting.length === 0) queueMicrotask(() => void this.#flush());
        this.#waiting.push({ ref, settle });
      });
      this.#answers.set(key, answer);
    }
    return answer;
  }

  async find(query: Find): Promise<readonly Match[] | EsrError> {
    return await this.#attempt(async (client) => {
      if (client.find === undefined) throw manifestError('FIND_UNSUPPORTED', { store: this.#options.name });
      return await client.find(query);
    });
  }

  async check(): Promise<void> {
    const outcome = await this.#attempt(async (client) => await client.check?.());
    if (outcome instanceof EsrError) throw outcome;
  }

  async write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const outcome = await this.#attempt(async ({ writer }) => {
      if (writer === undefined) throw pushError('PUSH_READ_ONLY', { store: this.#options.name });
      return await work(writer);
    });
    if (outcome instanceof EsrError) throw outcome;
    return outcome;
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.close?.().catch(() => undefined);
  }

  #connected(): Promise<Client> {
    const { connect, signal, name } = this.#options;
    this.#client ??= withinRun(connect(), signal, name);
    return this.#client;
  }

  /** Does something with the client, in a lane; gives the fault where it fails. */
  async #attempt<T>(work: (client: Client) => Promise<T>): Promise<T | EsrError> {
    const { signal, name } = this.#options;
    try {
      const client = await this.#connected();
      return await this.#lane(() => withinRun(work(client), signal, name));
    } catch (thrown) {
      return this.#told(faultOf(thrown, name));
    }
  }

  /** Cuts what was asked for in this turn into batches, once the client says how large they may be. */
  async #flush(): Promise<void> {
    const client = await this.#connected().catch((thrown: unknown) => faultOf(thrown, this.#options.name));
    const asked = this.#waiting;
    this.#waiting = [];
    const size = client instanceof EsrError ? asked.length : Math.max(1, client.batch);
    const batches: Asked[][] = [];
    for (let start = 0; start < asked.length; start += size) batches.push(asked.slice(start, start + size));
    await Promise.all(batches.map((batch) => this.#readBatch(batch)));
  }

  async #readBatch(batch: readonly Asked[]): Promise<void> {
    const { name, onAnswer } = this.#options;
    const got = await this.#attempt(async (client) => {
      const given = await client.read(batch.map(({ ref }) => ref));
      if (given.length !== batch.length)
        throw storeError('STORE_UNREADABLE', { store: name, words: 'answers are missing' });
      return given;
    });
    for (const [index, { settle }] of batch.entries()) {
      const given = got instanceof EsrError ? ({ kind: 'failed', error: got } as const) : (got[index] as Answer);
      const answer = given.kind === 'failed' ? { ...given, error: this.#told(given.error) } : given;
      onAnswer(answer);
      settle(answer);
    }
  }
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
