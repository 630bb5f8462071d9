import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { DaemonWorld, manifests, until } from '../support/daemon-world.ts';
import { runEsr } from '../support/run-esr.ts';

const world = DaemonWorld.forEachTest();
const application = { ARGOCD_APP_NAME: 'shop-prod', ARGOCD_APP_NAMESPACE: 'shop' };
const { configText } = world;

describe('generate by a daemon', () => {
  test.each([
    { name: 'output', stdin: manifests(), status: 0 },
    { name: 'an error of a template', stdin: manifests('target: {template: {data: {a: "{{ .nope }}"}}}'), status: 1 },
    { name: 'a store that fails', stdin: manifests().replace('key: db', 'key: gone'), status: 3 },
    {
      name: 'one cause with many effects',
      stdin: `${manifests().replace('key: db', 'key: gone')}---\n${manifests().replace('name: app', 'name: web').replace('key: db', 'key: gone')}`,
      status: 3,
    },
    {
      name: 'a warning',
      stdin: manifests('refreshInterval: 1h').replaceAll('external-secrets.io/v1', 'external-secrets.io/v1beta1'),
      status: 0,
    },
    { name: 'a document that is wrong', stdin: manifests('refreshInterval: 60'), status: 1 },
    { name: 'nothing of ours', stdin: 'kind: ConfigMap\n', status: 0 },
  ])('$name: the same as without one', async ({ stdin, status }) => {
    const alone = await world.generate(stdin);
    const daemon = await world.start();
    const before = world.reads();
    const together = await world.generate(stdin, { ESR_SOCKET: daemon.socket });
    expect(together).toEqual(alone);
    expect(together.status).toBe(status);
    expect(daemon.log()).not.toMatch(/marked/);
    if (status === 0 && world.reads() > before) expect(daemon.log()).toContain('rendered application=shop-prod');
  });

  test('the input says nothing of what is trusted: its stores stay within the input’s rights', async () => {
    const daemon = await world.start();
    const own = world.store('mine');
    const stdin = `${own}---\n${manifests().replace('name: hook', 'name: mine')}`;
    const { status, stdout, stderr } = await world.generate(stdin, { ESR_SOCKET: daemon.socket });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('ADDRESS_REFUSED');
    expect(world.reads()).toBe(0);
  });

  test('values that are made up are made up here', async () => {
    const daemon = await world.start();
    expect((await world.generate(manifests(), { ESR_SOCKET: daemon.socket }, ['--offline'])).status).toBe(0);
    expect(daemon.log()).not.toContain('rendered');
  });
});

describe('a daemon that cannot render is passed over, with a warning', () => {
  const socketOf = (name: string) => path.join(world.folder, name);

  test('nobody is there', async () => {
    const { status, stdout, stderr } = await world.generate(manifests(), { ESR_SOCKET: socketOf('none.sock') });
    expect([status, stdout.includes('kind: Secret')]).toEqual([0, true]);
    expect(stderr).toMatch(/DAEMON_PASSED_OVER.*nobody is there/);
  });

  test('another configuration', async () => {
    const daemon = await world.start();
    world.write('other.yaml', `${configText}emptyResult: skip\n`);
    const argv = ['generate', '-', '--config', path.join(world.folder, 'other.yaml')];
    const { status, stderr } = await runEsr(argv, {
      stdin: manifests(),
      env: { ...application, ESR_SOCKET: daemon.socket },
    });
    expect([status, stderr]).toEqual([0, expect.stringMatching(/DAEMON_PASSED_OVER.*another configuration/) as string]);
  });

  test('a configuration that broke', async () => {
    const daemon = await world.start();
    const other = world.write('whole.yaml', configText);
    world.write('config.yaml', 'broken: [');
    const argv = ['generate', '-', '--config', other];
    const { status, stderr } = await runEsr(argv, {
      stdin: manifests(),
      env: { ...application, ESR_SOCKET: daemon.socket },
    });
    expect([status, stderr]).toEqual([0, expect.stringContaining('its configuration cannot be used') as string]);
    expect(await (await fetch(`${daemon.url}/readyz`)).text()).toContain('cannot be used');
  });

  test.each([
    { name: 'half an answer', status: 200, body: '{"chunks": ["', cut: true },
    { name: 'no JSON', status: 200, body: 'marked', cut: false },
    { name: 'a bug', status: 500, body: '', cut: false },
  ])('$name', async ({ status, body, cut }) => {
    const socket = socketOf('broken.sock');
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(status, cut ? { 'content-length': 1_000 } : {});
        if (cut) response.write(body, () => response.destroy());
        else response.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const result = await world.generate(manifests(), { ESR_SOCKET: socket });
    server.close();
    expect([result.status, result.stdout.includes('kind: Secret')]).toEqual([0, true]);
    expect(result.stderr).toContain('DAEMON_PASSED_OVER');
  });

  test('one that hangs ends with the run’s time', async () => {
    const socket = socketOf('hanging.sock');
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const { status, stdout, stderr } = await world.generate(manifests(), { ESR_SOCKET: socket }, [
      '--timeout',
      '100ms',
    ]);
    server.closeAllConnections();
    server.close();
    expect([status, stdout, stderr]).toEqual([3, '', expect.stringMatching(/RUN_TIMEOUT.*the daemon/) as string]);
  });
});

describe('rotation', () => {
  test.each([
    {
      name: 'of Argo CD’s own namespace',
      env: {},
      at: '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/shop-prod',
    },
    {
      name: 'of another namespace',
      env: { ARGOCD_APP_NAME: 'team-a_shop' },
      at: '/apis/argoproj.io/v1alpha1/namespaces/team-a/applications/shop',
    },
  ])('a changed value has Argo CD render an application $name again, once', async ({ env, at }) => {
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket, ...env });
    const before = world.reads();
    await until(() => world.reads() > before);
    expect(world.patches()).toEqual([]);
    world.values.set('db', 'marked-value-2');
    await until(() => world.patches().length > 0);
    const [patch] = world.patches();
    expect([patch?.path, JSON.parse(patch?.body ?? '')]).toEqual([
      at,
      { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'hard' } } },
    ]);
    expect(patch?.headers['content-type']).toBe('application/merge-patch+json');
    // Nothing is asked again until Argo CD has rendered.
    const after = world.reads();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect([world.patches().length, world.reads()]).toEqual([1, after]);
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket, ...env });
    world.values.set('db', 'marked-value-3');
    await until(() => world.patches().length > 1);
    expect(`${daemon.log()}${JSON.stringify(world.patches())}`).not.toMatch(/marked-value/);
  });

  test('a store that failed and answers again mends by itself', async () => {
    world.values.delete('db');
    const daemon = await world.start();
    expect((await world.generate(manifests(), { ESR_SOCKET: daemon.socket })).status).toBe(3);
    await until(() => daemon.log().includes('cannot read the values again'));
    world.values.set('db', 'marked-value-1');
    await until(() => world.patches().length > 0);
    expect(daemon.log()).toContain('its stores answer again');
  });

  test('what a generator made is made anew, without asking the generator for it', async () => {
    const generator = `apiVersion: generators.external-secrets.io/v1alpha1
kind: ClusterGenerator
metadata: {name: token}
spec: {kind: Webhook, generator: {webhookSpec: {url: '${world.fake.url}/value/token', result: {jsonPath: $}}}}
`;
    world.write('stores.yaml', `${world.store()}---\n${generator}`);
    world.values.set('token', '{"token": "marked-token"}');
    const daemon = await world.start();
    const ref =
      'generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ClusterGenerator, name: token}';
    const stdin = `${manifests()}  dataFrom: [{sourceRef: {${ref}}}]\n`;
    expect(await world.generate(stdin, { ESR_SOCKET: daemon.socket })).toMatchObject({ status: 0, stderr: '' });
    await until(() => world.patches().length > 0);
    expect(world.fake.requests.filter(({ path: asked }) => asked === '/value/token')).toHaveLength(1);
  });

  test.each(['refreshInterval: "0"', 'refreshPolicy: CreatedOnce', 'refreshPolicy: OnChange'])(
    '%s is not read again',
    async (spec) => {
      const daemon = await world.start();
      await world.generate(manifests(spec), { ESR_SOCKET: daemon.socket });
      world.values.set('db', 'marked-value-2');
      const before = world.reads();
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect([world.reads(), world.patches()]).toEqual([before, []]);
    },
  );

  test('an application that has gone is forgotten', async () => {
    world.patched = { status: 404, body: {} };
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    world.values.set('db', 'marked-value-2');
    await until(() => daemon.log().includes('the application has gone'));
    expect(await (await fetch(`${daemon.url}/`)).text()).not.toContain('shop-prod');
  });

  test('a refusal is told with the right that is missing, and tried again', async () => {
    world.patched = { status: 403, body: { message: 'marked-body' } };
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    world.values.set('db', 'marked-value-2');
    await until(() => world.patches().length > 1);
    expect(daemon.log()).toMatch(/cannot ask Argo CD to render again .*PATCH applications argocd\/shop-prod/);
    expect(daemon.log()).not.toMatch(/marked/);
    world.patched = { status: 200, body: {} };
    await until(() => daemon.log().includes('asked Argo CD'));
  });

  test('an application without a name, as in a terminal, is not remembered', async () => {
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket, ARGOCD_APP_NAME: '' });
    expect(await (await fetch(`${daemon.url}/`)).text()).toContain('No application has been rendered yet');
  });
});

describe('pages', () => {
  test('metrics, health and status, without values', async () => {
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    const failing = manifests().replace('key: db', 'key: gone').replace('name: app', 'name: "broken"');
    await world.generate(failing, { ESR_SOCKET: daemon.socket, ARGOCD_APP_NAME: '<b>&"' });
    const get = async (page: string) => await (await fetch(`${daemon.url}${page}`)).text();
    const metrics = await get('/metrics');
    for (const line of [
      'externalsecret_sync_calls_total{name="app",namespace="shop"} 1',
      'externalsecret_sync_calls_error{name="broken",namespace="shop"} 1',
      'externalsecret_status_condition{name="app",namespace="shop",condition="Ready",status="True"} 1',
      'externalsecret_status_condition{name="broken",namespace="shop",condition="Ready",status="False"} 1',
      'esr_applications{status="rendered"} 1',
      'esr_render_duration_seconds_count{status="rendered"} 1',
    ]) {
      expect(metrics).toContain(line);
    }
    const status = await get('/');
    for (const word of ['shop-prod', 'shop/app', 'ClusterSecretStore hook (webhook)', 'STORE_FAILED', '&#60;b&#62;']) {
      expect(status).toContain(word);
    }
    expect(status).not.toContain('<b>');
    expect([await get('/healthz'), await get('/readyz')]).toEqual(['ok\n', 'ok\n']);
    expect((await fetch(`${daemon.url}/other`)).status).toBe(404);
    expect((await fetch(`${daemon.url}/metrics`, { method: 'POST' })).status).toBe(405);
    expect(`${metrics}${status}${daemon.log()}`).not.toMatch(/marked/);
  });
});

describe('pages for nobody else', () => {
  const asks = async (url: string, request: string) =>
    await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
      let answer = '';
      socket.on('data', (data) => (answer += data)).on('error', () => undefined);
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    });

  test.each([
    { host: 'localhost', status: 200 },
    { host: 'localhost:8085', status: 200 },
    { host: '127.0.0.1:1', status: 200 },
    { host: '[::1]:8085', status: 200 },
    { host: 'evil.example', status: 421 },
    { host: 'localhost.evil.example:8085', status: 421 },
    { host: '127.0.0.1.evil.example', status: 421 },
    { host: 'evil.example:8085', status: 421 },
  ])('a browser that a site has sent to this machine is refused: $host is $status', async ({ host, status }) => {
    const daemon = await world.start();
    for (const page of ['/', '/metrics', '/other']) {
      const request = `GET ${page} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
      const expected = status === 200 && page === '/other' ? 404 : status;
      expect(await asks(daemon.url, request)).toContain(` ${expected} `);
    }
  });

  test.each([
    {
      name: 'long headers',
      request: `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(9_000)}\r\n\r\n`,
      says: '431',
    },
    { name: 'headers that do not end', request: 'GET / HTTP/1.1\r\nhost: localhost\r\nx: ', says: '408' },
    { name: 'no HTTP', request: 'marked\r\n\r\n', says: '400' },
  ])('$name', async ({ request, says }) => {
    const daemon = await world.start();
    expect(await asks(daemon.url, request)).toContain(says);
    expect((await fetch(`${daemon.url}/healthz`)).status).toBe(200);
    expect(daemon.log()).not.toMatch(/bug|marked/);
  });
});

describe('metrics', () => {
  const metrics = async (url: string) => await (await fetch(`${url}/metrics`)).text();

  test('what stores answered, and which of them answer', async () => {
    const daemon = await world.start();
    const own = world
      .store('mine')
      .replace('ClusterSecretStore', 'SecretStore')
      .replace('mine}', 'mine, namespace: shop}');
    world.write('stores.yaml', `${world.store()}---\n${own}`);
    const two = manifests('refreshInterval: 1h', { name: 'web', key: 'gone' }).replace(
      'kind: ClusterSecretStore, name: hook',
      'name: mine',
    );
    await world.generate(`${manifests('refreshInterval: 1h')}---\n${two}`, { ESR_SOCKET: daemon.socket });
    const text = await metrics(daemon.url);
    for (const line of [
      'esr_store_reads_total{provider="webhook",status="success"} 1',
      'esr_store_reads_total{provider="webhook",status="failed"} 1',
      'clustersecretstore_status_condition{name="hook",namespace="",condition="Ready",status="True"} 1',
      'secretstore_status_condition{name="mine",namespace="shop",condition="Ready",status="False"} 1',
      'secretstore_status_condition{name="mine",namespace="shop",condition="Ready",status="True"} 0',
    ]) {
      expect(text).toContain(line);
    }
    // Looks count too, and tell when it answers again.
    world.values.set('gone', 'marked-value');
    await until(() => world.patches().length > 0);
    expect(await metrics(daemon.url)).toContain('esr_store_reads_total{provider="webhook",status="success"} 3');
  });

  test('an ExternalSecret that is not rendered any more, or of an application that has gone, is not told', async () => {
    const daemon = await world.start();
    const rendered = async (name: string) => {
      await world.generate(manifests(undefined, { name }), { ESR_SOCKET: daemon.socket });
      const counters = (await metrics(daemon.url)).matchAll(/^externalsecret_sync_calls_\w+\{name="(\w+)"/gm);
      return [...counters].map(([, counted]) => counted);
    };
    expect(await rendered('one')).toEqual(['one', 'one']);
    expect(await rendered('two')).toEqual(['two', 'two']);
    world.patched = { status: 404, body: {} };
    world.values.set('db', 'marked-value-2');
    await until(() => daemon.log().includes('the application has gone'));
    const text = await metrics(daemon.url);
    expect(text).not.toMatch(/^externalsecret_\w+\{|^\w*store_status_condition\{/m);
    expect(text).toContain('esr_looks_total{result="gone"} 1');
  });

  test.each([
    { name: 'a"b', shown: 'a\\"b' },
    { name: 'a\\b', shown: 'a\\\\b' },
    { name: 'a\nb', shown: 'a\\nb' },
    { name: '} 1\nesr_applications 7', shown: '} 1\\nesr_applications 7' },
  ])('a name that is none of Kubernetes is a label and nothing more: $shown', async ({ name, shown }) => {
    const daemon = await world.start();
    const stdin = manifests().replace('{name: app,', `{name: ${JSON.stringify(name)},`);
    const { status } = await world.generate(stdin, { ESR_SOCKET: daemon.socket });
    const text = await metrics(daemon.url);
    if (status === 0) expect(text).toContain(`externalsecret_sync_calls_total{name="${shown}",namespace="shop"} 1`);
    for (const line of text.split('\n')) expect(line).toMatch(/^(?:#.*|[a-zA-Z_:]\w*(?:\{.*\})? \S+|)$/);
    expect(text).not.toMatch(/^esr_applications 7/m);
  });
});

describe('starting', () => {
  test('only this user may connect', async () => {
    const { socket } = await world.start();
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  test('a socket that was left behind is taken over, and gone at the end', async () => {
    const socket = path.join(world.folder, 'esr.sock');
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const second = await runEsr(['serve', '--socket', socket]);
    expect([second.status, second.stderr]).toEqual([2, expect.stringContaining('SOCKET_TAKEN') as string]);
    server.close();
    const daemon = await world.start();
    expect((await daemon.stop()).status).toBe(0);
    expect(daemon.log()).toContain('stopping');
  });

  test.each([
    { name: 'no socket', argv: [], code: 'SOCKET_MISSING' },
    { name: 'a folder that is not there', argv: ['--socket', '/nowhere/esr.sock'], code: 'SOCKET_PATH' },
    { name: 'a file', argv: ['--socket', __filename], code: 'SOCKET_PATH' },
    { name: 'no port', argv: ['--socket', 'x.sock', '--listen', 'localhost'], code: 'FLAG_VALUE' },
    { name: 'a port too high', argv: ['--socket', 'x.sock', '--listen', ':70000'], code: 'FLAG_VALUE' },
    { name: 'an interval of nothing', argv: ['--socket', 'x.sock', '--min-interval', '0s'], code: 'FLAG_VALUE' },
    { name: 'no configuration', argv: ['--socket', 'x.sock', '--config', '/nowhere'], code: 'FILE_UNREADABLE' },
  ])('$name', async ({ argv, code }) => {
    const { status, stderr } = await runEsr(['serve', ...argv]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(code) as string]);
  });

  test('an address that is taken leaves no socket behind', async () => {
    const first = await world.start();
    const socket = path.join(world.folder, 'second.sock');
    const address = first.url.replace('http://', '');
    const { status, stderr } = await runEsr(['serve', '--socket', socket, '--listen', address]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('LISTEN_ADDRESS') as string]);
    expect(() => statSync(socket)).toThrow('ENOENT');
  });
});
