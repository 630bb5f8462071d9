import { chownSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { daemonLog } from '../../plugin/cli/daemon-log.ts';
import { version } from '../../plugin/cli/version.ts';
import { configDigest } from '../../plugin/serve/config-digest.ts';
import { frameOf, readFrame } from '../../plugin/serve/frame.ts';
import { turns } from '../../plugin/serve/turns.ts';
import { loadConfig } from '../../plugin/trust/config.ts';
import { DaemonWorld, manifests, type RunningDaemon, until } from '../support/daemon-world.ts';
import { runEsr } from '../support/run-esr.ts';

const world = DaemonWorld.forEachTest();

interface Sent {
  readonly method?: string;
  readonly path?: string;
  /** As many bytes are announced as are sent, unless they are to be sent in pieces. */
  readonly isChunked?: boolean;
}

/** Sends bytes to a daemon as no client of ours would. */
function send(
  socketPath: string,
  body: Uint8Array,
  { method = 'POST', path: to = '/v1/generate', isChunked }: Sent = {},
) {
  const headers = isChunked === true ? {} : { 'content-length': body.length };
  const request = httpRequest({ socketPath, method, path: to, headers, agent: false });
  const answer = new Promise<{ status: number | undefined; bytes: Buffer }>((resolve, reject) => {
    request.on('error', reject).on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode, bytes: Buffer.concat(chunks) });
    });
  });
  answer.catch(() => undefined);
  request.end(body);
  return { request, answer };
}

async function head() {
  const config = await configDigest(await loadConfig(path.join(world.folder, 'config.yaml')));
  const application = { name: 'shop-prod', namespace: 'shop' };
  return { version, config, application, timeoutMs: 600_000, sources: [{ name: 'marked-name' }] };
}

const framed = (given: object, parts: readonly Uint8Array[]) => Buffer.concat(frameOf(given, parts));
const valid = async (stdin: string) => framed(await head(), [Buffer.from(stdin)]);

describe('requests', () => {
  const one = [Buffer.from('marked')];
  test.each<{ name: string; body: (given: Awaited<ReturnType<typeof head>>) => Buffer }>([
    { name: 'nothing', body: () => Buffer.alloc(0) },
    { name: 'no JSON', body: () => Buffer.from('marked') },
    { name: 'broken JSON', body: () => Buffer.from('{"lengths": [6], "head": {"marked\nmarked') },
    { name: 'bytes that are no UTF-8', body: () => Buffer.from([0xff, 0xfe, 0x0a, 0x00]) },
    { name: 'null', body: () => Buffer.from('null\n') },
    { name: 'a number', body: () => Buffer.from('1\n') },
    { name: 'no lengths', body: () => Buffer.from('{"head": {}}\n') },
    ...[[-6], [6.5], ['6'], [null], [5], [7], [6, 1], [1e300], {}, 6].map((lengths) => ({
      name: `lengths ${JSON.stringify(lengths)}`,
      body: (given: object) => Buffer.from(`${JSON.stringify({ lengths, head: given })}\nmarked`),
    })),
    { name: 'no head', body: () => Buffer.from('{"lengths": [6]}\nmarked') },
    ...(['version', 'config', 'application', 'timeoutMs', 'sources'] as const).map((member) => ({
      name: `no ${member}`,
      body: (given: object) => framed({ ...given, [member]: undefined }, one),
    })),
    ...[
      { version: 1 },
      { config: ['marked'] },
      { application: null },
      { application: 'marked' },
      { application: { name: 1 } },
      { application: { name: '' } },
      { application: { name: {} } },
      { namespace: 7 },
      { namespace: null },
      { timeoutMs: 0 },
      { timeoutMs: -1 },
      { timeoutMs: '5' },
      { timeoutMs: 2 ** 31 },
      { timeoutMs: null },
      { sources: [] },
      { sources: {} },
      { sources: [null] },
      { sources: [{ name: 1 }] },
      { sources: [{}] },
      { sources: [{ name: 'marked', format: 'other' }] },
      { sources: [{ name: 'marked' }, { name: 'marked' }] },
    ].map((member) => ({
      name: JSON.stringify(member),
      body: (given: object) => framed({ ...given, ...member }, one),
    })),
  ])('that are none are refused: $name', async ({ body }) => {
    const daemon = await world.start();
    const { status } = await send(daemon.socket, body(await head())).answer;
    expect(status).toBe(400);
    expect(daemon.log()).toContain('passed a request back why="the request is none"');
    expect(daemon.log()).not.toMatch(/bug|INTERNAL|marked/);
    expect((await send(daemon.socket, await valid(manifests())).answer).status).toBe(200);
  });

  test.each([{ method: 'GET' }, { method: 'PUT' }, { path: '/' }, { path: '/v1/generate?x' }])(
    'to somewhere else are not found: %j',
    async (sent) => {
      const daemon = await world.start();
      expect((await send(daemon.socket, await valid(manifests()), sent).answer).status).toBe(404);
    },
  );

  test.each([{ isChunked: false }, { isChunked: true }])('above limits.maxInputBytes: %j', async (sent) => {
    world.write('config.yaml', `${world.configText}limits: {maxInputBytes: 4096}\n`);
    const daemon = await world.start();
    const { answer } = send(daemon.socket, Buffer.alloc(300_000, 'x'), sent);
    // One that does not say how much it brings may be cut off.
    const came = await answer.then(({ status }) => status).catch(() => 'cut');
    expect(sent.isChunked ? [413, 'cut'] : [413]).toContain(came);
    await until(() => daemon.log().includes('larger than limits.maxInputBytes'));
    expect(daemon.log()).not.toMatch(/bug/);
  });

  test('names of what an object inherits are just names', async () => {
    const daemon = await world.start();
    const given = JSON.stringify(await head()).replace('"application":{', '"application":{"__proto__":{"path":"x"},');
    const body = Buffer.from(`{"lengths":[1],"head":${given}}\n\n`);
    expect((await send(daemon.socket, body).answer).status).toBe(200);
  });
});

describe('clients that go away', () => {
  test('while they send', async () => {
    const daemon = await world.start();
    const body = await valid(manifests());
    const socket = connect(daemon.socket, () => {
      const start = `POST /v1/generate HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(start), body.subarray(0, 20)]), () =>
        setTimeout(() => socket.destroy(), 50),
      );
    });
    await until(() => daemon.log().includes('the client went away'));
    expect(daemon.log()).not.toMatch(/bug/);
  });

  test('while a store is waited for: the work ends at once, and the application is looked at', async () => {
    world.silent.add('db');
    const daemon = await world.start();
    const { request } = send(daemon.socket, await valid(manifests()));
    await until(() => world.reads() > 0);
    request.destroy();
    await until(() => daemon.log().includes('the client went away application=shop-prod'));
    expect(await (await fetch(daemon.url)).text()).toContain('the client went away');
    // It failed for its store’s sake, as far as anybody can tell.
    world.silent.clear();
    await until(() => world.patches().length > 0);
  });
});

describe('many at once', () => {
  test('who waits too long for a turn does the work itself; who waits a little gets one', async () => {
    world.silent.add('slow');
    const daemon = await world.start();
    const slow = await valid(manifests(undefined, { key: 'slow' }));
    const hanging = Array.from({ length: 16 }, () => send(daemon.socket, slow));
    await until(() => world.reads('slow') === 16);
    // As much as no pipe holds: who is still sending hears it too.
    const large = `${manifests()}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata: {x: ${'x'.repeat(5_000_000)}}\n`;
    const { status, stderr } = await world.generate(large, { ESR_SOCKET: daemon.socket });
    expect([status, stderr]).toEqual([0, expect.stringMatching(/DAEMON_PASSED_OVER.*it is busy/) as string]);
    const waiting = world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    hanging[0]?.request.destroy();
    expect(await waiting).toMatchObject({ status: 0, stderr: '' });
    for (const { request } of hanging) request.destroy();
  });

  test('a hundred are rendered, each with its own answer', async () => {
    const daemon = await world.start();
    const names = Array.from({ length: 100 }, (_, index) => `app-${index}`);
    for (const name of names) world.values.set(name, `of-${name}`);
    const answers = await Promise.all(
      names.map(
        async (name) => await send(daemon.socket, await valid(manifests(undefined, { name, key: name }))).answer,
      ),
    );
    const given = answers.map(({ bytes }) => Buffer.concat(readFrame(bytes)?.parts ?? []).toString());
    for (const [index, text] of given.entries()) {
      expect(text).toContain(Buffer.from(`of-app-${index}`).toString('base64'));
    }
  });
});

describe('turns', () => {
  const large = 60;
  test.each<{ name: string; sizes: readonly number[]; first: number; after: number }>([
    { name: 'a number at a time', sizes: [1, 1, 1, 1], first: 3, after: 4 },
    { name: 'a size together', sizes: [large, large, 1], first: 1, after: 3 },
    { name: 'nobody overtakes', sizes: [large, 50, 1], first: 1, after: 3 },
    { name: 'larger than all alone', sizes: [500, 1], first: 1, after: 2 },
    { name: 'and nobody beside it', sizes: [1, 500], first: 1, after: 2 },
  ])('$name', async ({ sizes, first, after }) => {
    const turn = turns(3, 100);
    const ends: (() => void)[] = [];
    for (const size of sizes) void turn.take(size, 10_000).then((end) => end && ends.push(end));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toHaveLength(first);
    ends[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toHaveLength(after);
    for (let index = 1; index < ends.length; index += 1) {
      ends[index]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ends).toHaveLength(sizes.length);
  });

  test('who has waited long enough gives up, and takes nobody’s', async () => {
    const turn = turns(1, 100);
    const end = await turn.take(1, 0);
    expect(await turn.take(1, 10)).toBeUndefined();
    end?.();
    expect(await turn.take(1, 0)).toBeDefined();
  });
});

describe('templates that compute for long', () => {
  // A tenth of a second each, half a minute together.
  const long = '{{ range $i := until 15000 }}{{ if eq $i 0 }}x{{ end }}{{ end }}';
  const templates = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, long])));
  const rewrites = `dataFrom: [{extract: {key: many}, rewrite: [{transform: {template: ${JSON.stringify(long)}}}]}]`;
  const store = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1])));

  test.each<{ name: string; stdin: (count: number) => string }>([
    { name: 'of one ExternalSecret', stdin: (count) => manifests(`target: {template: {data: ${templates(count)}}}`) },
    {
      name: 'of many ExternalSecrets',
      stdin: (count) =>
        Array.from({ length: count }, (_, index) =>
          manifests(`target: {template: {data: ${templates(1)}}}`, { name: `app-${index}` }),
        ).join('---\n'),
    },
    { name: 'of a rewrite', stdin: () => manifests(rewrites) },
  ])('hold up nobody else, and end with the client: $name', async ({ stdin }) => {
    world.values.set('many', store(300));
    const daemon = await world.start();
    const { request } = send(daemon.socket, await valid(stdin(300)));
    await until(() => world.reads() > 0);
    const other = await valid(manifests(undefined, { name: 'other' }));
    expect((await send(daemon.socket, other).answer).status).toBe(200);
    expect((await fetch(`${daemon.url}/healthz`)).status).toBe(200);
    request.destroy();
    await until(() => daemon.log().includes('the client went away application=shop-prod'));
  });

  test('end with the time of the run', async () => {
    const { status, stderr } = await world.generate(manifests(`target: {template: {data: ${templates(300)}}}`), {}, [
      '--timeout',
      '1s',
    ]);
    expect([status, stderr]).toEqual([3, expect.stringContaining('RUN_TIMEOUT') as string]);
  });
});

describe('the end', () => {
  const underway = async (daemon: RunningDaemon, timeoutMs: number) => {
    world.silent.add('db');
    const sent = send(daemon.socket, framed({ ...(await head()), timeoutMs }, [Buffer.from(manifests())]));
    await until(() => world.reads() > 0);
    return sent.answer;
  };

  test('what is in work is answered, within its time', async () => {
    const daemon = await world.start();
    const answer = underway(daemon, 1_500);
    await until(() => world.reads() > 0);
    const ended = daemon.stop();
    const { status, bytes } = await answer;
    expect([status, JSON.stringify(readFrame(bytes)?.head)]).toEqual([
      200,
      expect.stringContaining('RUN_TIMEOUT') as string,
    ]);
    expect((await ended).status).toBe(0);
    expect(await world.generate('kind: ConfigMap\n')).toMatchObject({ status: 0 });
  });

  test('told again it ends at once', async () => {
    const daemon = await world.start();
    const answer = underway(daemon, 600_000).catch(() => 'cut');
    await until(() => world.reads() > 0);
    void daemon.stop();
    expect((await daemon.stop()).status).toBe(0);
    expect(await answer).toBe('cut');
  });

  test('a connection that is kept open does not hold it up', async () => {
    const daemon = await world.start();
    const idle = connect(Number(new URL(daemon.url).port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    idle.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await new Promise((resolve) => idle.once('data', resolve));
    await daemon.stop();
    idle.destroy();
  });
});

describe('the socket', () => {
  const long = () => path.join(world.folder, 'x'.repeat(110));

  test('a path that the system would cut off is refused on both sides', async () => {
    const { status, stderr } = await runEsr(['serve', '--socket', long()]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/SOCKET_PATH.*too long/) as string]);
    const client = await world.generate(manifests(), { ESR_SOCKET: long() });
    expect([client.status, client.stderr]).toEqual([0, expect.stringContaining('too long') as string]);
  });

  test.each([
    { name: 'a folder in it is a file', socket: () => path.join(world.folder, 'config.yaml/esr.sock') },
    { name: 'it is a folder', socket: () => world.folder },
  ])('$name', async ({ socket }) => {
    const { status, stderr } = await runEsr(['serve', '--socket', socket()]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('SOCKET_PATH') as string]);
  });

  test('one that is taken away while it is listened on is made anew', async () => {
    const daemon = await world.start();
    rmSync(daemon.socket);
    await until(() => daemon.log().includes('made anew'));
    await until(() => statSync(daemon.socket, { throwIfNoEntry: false }) !== undefined);
    expect(await world.generate(manifests(), { ESR_SOCKET: daemon.socket })).toMatchObject({ status: 0, stderr: '' });
    expect([statSync(daemon.socket).mode & 0o777, (await daemon.stop()).status]).toEqual([0o600, 0]);
    expect(statSync(daemon.socket, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('where it cannot be made anew, that is tried again', async () => {
    const folder = path.join(world.folder, 'run');
    mkdirSync(folder);
    const daemon = await world.start({ socket: path.join(folder, 'esr.sock') });
    rmSync(folder, { recursive: true });
    await until(() => daemon.log().includes('cannot make the socket anew'));
    mkdirSync(folder);
    await until(() => statSync(daemon.socket, { throwIfNoEntry: false }) !== undefined);
    expect(await world.generate(manifests(), { ESR_SOCKET: daemon.socket })).toMatchObject({ stderr: '' });
  });

  test('one of another daemon is left alone', async () => {
    const daemon = await world.start();
    rmSync(daemon.socket);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(daemon.socket, resolve));
    await until(() => daemon.log().includes('another daemon has taken the socket'));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(daemon.log().match(/another daemon/g)).toHaveLength(1);
    other.close();
  });

  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot('one of another user is not asked', async () => {
    const daemon = await world.start();
    chownSync(daemon.socket, 12_345, 12_345);
    const { status, stderr } = await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    expect([status, stderr]).toEqual([0, expect.stringContaining('another user') as string]);
  });
});

describe('the client', () => {
  test.each([
    { name: 'a socket without a server', leave: 'file', why: 'nobody is there' },
    { name: 'a file that is no socket', leave: 'text', why: 'nobody is there' },
    { name: 'a server that ends in the middle', leave: 'cut', why: 'it ended before it was done' },
  ])('says why it does the work itself: $name', async ({ leave, why }) => {
    const socket = path.join(world.folder, 'other.sock');
    const server = createServer((request) => request.socket.destroy());
    if (leave === 'text') world.write('other.sock', '');
    else await new Promise<void>((resolve) => server.listen(socket, resolve));
    if (leave === 'file') {
      renameSync(socket, `${socket}.kept`);
      await new Promise((resolve) => server.close(resolve));
      renameSync(`${socket}.kept`, socket);
    }
    const { status, stderr } = await world.generate(manifests(), { ESR_SOCKET: socket });
    expect([status, stderr]).toEqual([0, expect.stringContaining(`did not render: ${why}; rendering here`) as string]);
    server.close();
  });

  /** Has it ask a server that answers so; gives what the request said besides. */
  async function askOf(answer: Buffer, options: Parameters<typeof runEsr>[1] = {}, argv: readonly string[] = []) {
    const socket = path.join(world.folder, 'other.sock');
    const asked: Buffer[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => asked.push(chunk));
      request.on('end', () => response.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const config = ['--config', path.join(world.folder, 'config.yaml'), ...argv];
    const env = { ARGOCD_APP_NAMESPACE: 'shop', ESR_SOCKET: socket };
    const result = await runEsr(['generate', '-', ...config], { stdin: manifests(), env, ...options });
    server.close();
    return { result, head: readFrame(Buffer.concat(asked))?.head as { readonly timeoutMs: number } };
  }

  test.each([
    { name: 'nothing', answer: Buffer.alloc(0) },
    { name: 'an empty object', answer: framed({}, []) },
    { name: 'null', answer: Buffer.from('null\n') },
    { name: 'no faults', answer: framed({ warnings: [] }, []) },
    { name: 'warnings that are none', answer: framed({ warnings: [1], faults: [] }, []) },
    { name: 'a fault without words', answer: framed({ warnings: [], faults: [{ code: 'X', exitStatus: 1 }] }, []) },
    {
      name: 'a fault of another status',
      answer: framed({ warnings: [], faults: [{ code: 'X', says: 'x', exitStatus: 0 }] }, []),
    },
    {
      name: 'fewer bytes than it says',
      answer: framed({ warnings: [], faults: [] }, [Buffer.from('xx')]).subarray(0, -1),
    },
  ])('does the work itself where the answer is broken: $name', async ({ answer }) => {
    const { result } = await askOf(answer);
    expect([result.status, result.stderr]).toEqual([0, expect.stringMatching(/DAEMON_PASSED_OVER.*broken/) as string]);
    expect(result.stdout).toContain('kind: Secret');
  });

  test('gives the daemon the time that is left, and not what loading has taken', async () => {
    const readStdin = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return Buffer.from(manifests());
    };
    const env = { ARGOCD_APP_NAMESPACE: 'shop', ESR_SOCKET: path.join(world.folder, 'other.sock') };
    const answer = framed({ warnings: [], faults: [] }, []);
    const asked = await askOf(answer, { env, terminal: { readStdin } }, ['--timeout', '5s']);
    expect(asked.head.timeoutMs).toBeLessThanOrEqual(4_750);
    expect(asked.head.timeoutMs).toBeGreaterThan(1_000);
  });
});

describe('both sides have one configuration', () => {
  const seeded = 'generators: {seedFile: seed}\n';
  test.each<{ name: string; change: Record<string, string>; isSame: boolean }>([
    { name: 'it lies elsewhere', change: {}, isSame: true },
    { name: 'the namespace, which each run chooses', change: { config: 'namespace: shop\n' }, isSame: true },
    { name: 'the time, which each run chooses', change: { config: 'limits: {timeout: 10s}\n' }, isSame: true },
    { name: 'a policy', change: { config: 'policy: {inputStores: allow}\n' }, isSame: false },
    { name: 'another limit', change: { config: 'limits: {concurrency: 3}\n' }, isSame: false },
    { name: 'the content of a trusted document', change: { stores: '# another\n' }, isSame: false },
    { name: 'the seed', change: { seed: 'another seed of enough bytes' }, isSame: false },
    { name: 'no seed', change: { seed: '' }, isSame: false },
  ])('$name', async ({ change, isSame }) => {
    const make = async (folder: string, { config = '', stores = '', seed = 'a seed of enough bytes' }) => {
      mkdirSync(path.join(world.folder, folder));
      world.write(`${folder}/stores.yaml`, `${world.store()}${stores}`);
      world.write(`${folder}/seed`, seed);
      const kubeconfig = path.join(world.folder, 'kubeconfig');
      const text = world.configText.replace('kubeconfig: kubeconfig', `kubeconfig: ${kubeconfig}`);
      return configDigest(await loadConfig(world.write(`${folder}/config.yaml`, `${text}${seeded}${config}`)));
    };
    expect((await make('one', {})) === (await make('two', change))).toBe(isSame);
  });
});

describe('the log', () => {
  test.each([
    { text: 'plain', shown: 'name=plain' },
    { text: 'two words', shown: 'name="two words"' },
    { text: 'a="b"', shown: 'name="a=\\"b\\""' },
    { text: 'line\nbreak', shown: 'name="line\\nbreak"' },
    { text: '\u001b[2J', shown: 'name="\\u001b[2J"' },
    { text: '\u009b2J', shown: 'name="\\u009b2J"' },
    { text: '\u202eabc', shown: 'name="\\u202eabc"' },
    { text: '', shown: 'name=""' },
  ])('shows no control characters: $shown', ({ text, shown }) => {
    let written = '';
    const terminal = { now: () => 0, writeError: (line: string) => (written += line) };
    daemonLog(terminal, false).event('info', 'done', { name: text, none: undefined });
    expect(written).toBe(`1970-01-01T00:00:00.000Z info done ${shown}\n`);
    written = '';
    daemonLog(terminal, true).event('info', 'done', { name: text, none: undefined });
    expect(written.slice(0, -1)).toMatch(/^[ -~]*$/);
    expect(JSON.parse(written)).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'done',
      name: text,
    });
  });

  test('is JSON where machines read it', async () => {
    const daemon = await world.start({ argv: ['--log-format', 'json'] });
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    const lines = daemon.log().trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(['listening', 'rendered']);
  });
});
