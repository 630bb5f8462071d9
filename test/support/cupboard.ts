import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpFault } from '../../plugin/errors/http-fault.ts';
import { storeError } from '../../plugin/errors/store.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import type { Answer, Client, Match, Provider, ProviderContext, RemoteRef } from '../../plugin/providers/provider.ts';

/** A store of nobody's, over HTTP: what fetch is tried on where no real provider is wanted. */
export interface Cupboard {
  readonly url: string;
  /** What is asked of it, in order: `login`, `list REGEXP`, `read a,b`. */
  readonly calls: readonly string[];
  /** Most requests that were in flight at once. */
  mostAtOnce(): number;
  /** Values by key. */
  readonly items: Map<string, string>;
  /** Answers instead of the cupboard; `false` lets it answer. */
  intercept: (request: IncomingMessage, response: ServerResponse, call: string) => boolean;
  close(): void;
}

/** Starts an empty cupboard. */
export async function startCupboard(): Promise<Cupboard> {
  const calls: string[] = [];
  const items = new Map<string, string>();
  let running = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://cupboard');
    const call = `${pathname.slice(1)} ${searchParams.get('q') ?? ''}`.trim();
    calls.push(call);
    running += 1;
    most = Math.max(most, running);
    response.on('close', () => {
      running -= 1;
    });
    if (cupboard.intercept(request, response, call)) return;
    setTimeout(() => response.end(JSON.stringify(answerTo(pathname, searchParams.get('q') ?? '', items))), 2);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cupboard: Cupboard = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    items,
    mostAtOnce: () => most,
    intercept: () => false,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return cupboard;
}

function answerTo(path: string, query: string, items: ReadonlyMap<string, string>): unknown {
  if (path === '/list') return [...items.keys()].filter((key) => new RegExp(query).test(key));
  return query.split(',').map((key) => items.get(key) ?? null);
}

/**
 * The cupboard's provider: `spec.provider.fake` holds `url`, `batch` and `login` in the value of its first entry, as JSON.
 * It stands in for the fake provider, so that manifests stay valid.
 */
export const cupboardProvider: Provider = {
  capabilities: 'ReadOnly',
  open(spec) {
    const { data } = spec as { data: readonly { value: string }[] };
    const { url, batch = 1 } = JSON.parse(data[0]?.value ?? '{}') as { url: string; batch?: number };
    return {
      identity: JSON.stringify([url, batch]),
      ref: ({ key }) => ({ key }),
      select: (value) => ({ kind: 'value', value }),
      extract(value) {
        const members = JSON.parse(value.reveal().toString()) as Record<string, string>;
        return { kind: 'values', values: new Map(Object.entries(members).map(([k, v]) => [k, new Sensitive(v)])) };
      },
      connect: (context) => connect(url, batch, context),
    };
  },
};

async function connect(url: string, batch: number, context: ProviderContext): Promise<Client> {
  const ask = (call: string) => context.retry(() => send(`${url}/${call}`, context));
  await ask('login');
  return {
    batch,
    async read(refs: readonly RemoteRef[]): Promise<readonly Answer[]> {
      const query = encodeURIComponent(refs.map(({ key }) => key).join(','));
      const values = (await ask(`read?q=${query}`)) as readonly (string | null)[];
      return values.map((value) =>
        value === null ? { kind: 'missing' } : { kind: 'value', value: new Sensitive(value) },
      );
    },
    async find({ name }): Promise<readonly Match[]> {
      const keys = (await ask(`list?q=${encodeURIComponent(name?.regexp ?? '')}`)) as readonly string[];
      return keys.map((key) => ({ name: key, ref: { key } }));
    },
    async close() {
      await send(`${url}/logout`, context);
    },
  };
}

async function send(url: string, context: ProviderContext): Promise<unknown> {
  const answer = await context.http(url);
  if (answer.status !== 200) {
    const cause = new HttpFault(answer.status, answer.headers);
    throw storeError('STORE_REFUSED', { call: 'read', status: answer.status, needs: '"read"' }, undefined, { cause });
  }
  try {
    return JSON.parse(answer.body.toString());
  } catch {
    throw storeError('STORE_ANSWER', { call: 'read', host: new URL(url).host });
  }
}
