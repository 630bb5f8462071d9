import { DaemonWorld, manifests, until } from '../support/daemon-world.ts';

const world = DaemonWorld.forEachTest();
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const generatorText = (url: string) => `apiVersion: generators.external-secrets.io/v1alpha1
kind: ClusterGenerator
metadata: {name: token}
spec: {kind: Webhook, generator: {webhookSpec: {url: '${url}/value/token', result: {jsonPath: $}}}}
`;
const generatorRef =
  'generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ClusterGenerator, name: token}';

describe('each ExternalSecret is read at its own interval', () => {
  test.each(['refreshInterval: 1h', 'refreshInterval: "0"', 'refreshPolicy: CreatedOnce', 'refreshPolicy: OnChange'])(
    'one of a second beside one of %s',
    async (spec) => {
      world.values.set('rare', 'marked-rare');
      const daemon = await world.start();
      const stdin = `${manifests()}---\n${manifests(spec, { name: 'rare', key: 'rare' })}`;
      await world.generate(stdin, { ESR_SOCKET: daemon.socket });
      const before = world.reads('db');
      world.values.set('rare', 'marked-other');
      await until(() => world.reads('db') > before + 2);
      expect([world.reads('rare'), world.patches()]).toEqual([1, []]);
    },
  );

  test('a token of an hour does not have the application rendered at the interval of another', async () => {
    world.write('stores.yaml', `${world.store()}---\n${generatorText(world.fake.url)}`);
    world.values.set('token', '{"token": "marked-token"}');
    const daemon = await world.start();
    const token = `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: token, namespace: shop}
spec: {refreshInterval: 1h, dataFrom: [{sourceRef: {${generatorRef}}}]}
`;
    await world.generate(manifests() + token, { ESR_SOCKET: daemon.socket });
    const before = world.reads('db');
    await until(() => world.reads('db') > before + 2);
    expect([world.reads('token'), world.patches()]).toEqual([1, []]);
  });

  test('those that a ClusterExternalSecret makes', async () => {
    const daemon = await world.start();
    const spec = manifests().split('spec:\n')[1]?.trimEnd().replace(/^/gm, '  ');
    const stdin = `apiVersion: external-secrets.io/v1
kind: ClusterExternalSecret
metadata: {name: all}
spec:
  namespaces: [shop]
  externalSecretSpec:
${spec}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
`;
    expect(await world.generate(stdin, { ESR_SOCKET: daemon.socket })).toMatchObject({ status: 0, stderr: '' });
    world.values.set('db', 'marked-value-2');
    await until(() => daemon.log().includes('externalSecrets=shop/all'));
  });

  test.each([
    {
      name: 'with the skip annotation',
      from: 'namespace: shop}',
      to: 'namespace: shop, annotations: {external-secrets-render.dev/skip: "true"}}',
    },
    { name: 'of another controller', from: 'name: hook}', to: 'name: others}' },
  ])('one that is left alone is not read: $name', async ({ from, to }) => {
    const others = world.store('others').replace('spec:\n', 'spec:\n  controller: others\n');
    world.write('stores.yaml', `${world.store()}---\n${others}`);
    const daemon = await world.start();
    await world.generate(manifests().replace(from, to), { ESR_SOCKET: daemon.socket });
    await wait(2_000);
    expect([world.reads(), world.patches()]).toEqual([0, []]);
    expect(await (await fetch(daemon.url)).text()).not.toContain('shop/app');
  });
});

describe('a look goes by what holds at its time', () => {
  test.each([
    {
      name: 'a store that moved, whose values are others',
      change: () => {
        world.values.set('moved', 'marked-moved');
        world.write('stores.yaml', world.store().replace('{{ .remoteRef.key }}', 'moved'));
      },
      says: 'a remote value changed',
    },
    {
      name: 'a store that has gone',
      change: () => void world.write('stores.yaml', world.store('other')),
      says: 'cannot read the values again application=shop-prod codes=STORE_NOT_FOUND',
    },
    {
      name: 'a policy that refuses',
      change: () => void world.write('config.yaml', `${world.configText}policy: {rules: [{stores: [none]}]}\n`),
      says: 'codes=POLICY',
    },
    {
      name: 'a configuration that is broken',
      change: () => void world.write('config.yaml', 'broken: ['),
      says: 'cannot read the values again',
    },
  ])('$name', async ({ change, says }) => {
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    change();
    await until(() => daemon.log().includes(says));
    expect(daemon.log()).not.toMatch(/bug|marked/);
  });

  test('credentials that the input brings are used again', async () => {
    world.write('config.yaml', `${world.configText}policy: {inputStores: allow}\n`);
    const daemon = await world.start();
    const store = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: mine, namespace: shop}
spec:
  provider:
    webhook:
      url: '${world.fake.url}/value/{{ .remoteRef.key }}'
      headers: {authorization: '{{ .auth.token }}'}
      secrets: [{name: auth, secretRef: {name: credentials}}]
---
apiVersion: v1
kind: Secret
metadata: {name: credentials, namespace: shop, labels: {external-secrets.io/type: webhook}}
stringData: {token: marked-brought}
`;
    const own = manifests().replace('kind: ClusterSecretStore, name: hook', 'name: mine');
    expect(await world.generate(`${store}---\n${own}`, { ESR_SOCKET: daemon.socket })).toMatchObject({ status: 0 });
    await until(() => world.reads() > 2);
    const sent = world.fake.requests.map(({ headers }) => headers.authorization);
    expect(new Set(sent)).toEqual(new Set(['marked-brought']));
    world.values.set('db', 'marked-value-2');
    await until(() => world.patches().length > 0);
    expect(daemon.log()).not.toMatch(/marked/);
  });
});

describe('Argo CD is asked', () => {
  test('only when everything answers, since a render that fails shows as an error', async () => {
    world.values.set('rare', 'marked-rare');
    const daemon = await world.start();
    const stdin = `${manifests()}---\n${manifests('refreshInterval: 1h', { name: 'rare', key: 'rare' })}`;
    await world.generate(stdin, { ESR_SOCKET: daemon.socket });
    world.values.delete('rare');
    world.values.set('db', 'marked-value-2');
    await until(() => daemon.log().includes('cannot read the values again'));
    expect(world.patches()).toEqual([]);
    world.values.set('rare', 'marked-rare');
    await until(() => world.patches().length > 0);
    expect(daemon.log()).toContain('why="a remote value changed" externalSecrets=shop/app');
  });

  test('once for all sources of an Application', async () => {
    const daemon = await world.start();
    for (const folder of ['a', 'b']) {
      await world.generate(manifests(), { ESR_SOCKET: daemon.socket, ARGOCD_APP_SOURCE_PATH: folder });
    }
    world.values.set('db', 'marked-value-2');
    await until(() => world.patches().length > 0);
    await wait(2_500);
    expect(world.patches()).toHaveLength(1);
  });

  test('at most once in a second, so that a value of all applications brings no storm', async () => {
    const daemon = await world.start();
    const times: number[] = [];
    const seen = world.fake.requests;
    for (let index = 0; index < 12; index += 1) {
      await world.generate(manifests(), { ESR_SOCKET: daemon.socket, ARGOCD_APP_NAME: `app-${index}` });
    }
    world.values.set('db', 'marked-value-2');
    let before = 0;
    await until(() => {
      const count = seen.filter(({ method }) => method === 'PATCH').length;
      for (; before < count; before += 1) times.push(Date.now());
      return count >= 5;
    });
    // Test and daemon are one process: what is late for one is late for the other.
    expect((times[4] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(2_000);
    // Those that wait for their turn are not read meanwhile.
    const reads = world.reads();
    await wait(1_500);
    expect(world.reads() - reads).toBeLessThan(5);
  });

  test('less and less often for a value that never stays, and the log says whose it is', async () => {
    let count = 0;
    world.values.set('db', () => {
      count += 1;
      return `marked-${count}`;
    });
    const daemon = await world.start();
    const render = () => world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    await render();
    for (let asked = 1; asked <= 3; asked += 1) {
      await until(() => world.patches().length >= asked);
      await render();
    }
    await until(() => daemon.log().includes('less and less often'));
    expect(daemon.log()).toMatch(/less and less often application=shop-prod externalSecrets=shop\/app/);
    const before = world.patches().length;
    await wait(2_500);
    expect(world.patches()).toHaveLength(before);
    expect(daemon.log()).not.toMatch(/marked/);
  });
});

describe('clocks and ends', () => {
  test.each([
    { name: 'back', jump: -30 * 24 * 3_600_000 },
    { name: 'forward', jump: 30 * 24 * 3_600_000 },
  ])('a clock that is set $name changes nothing', async ({ jump }) => {
    let ahead = 0;
    const daemon = await world.start({ now: () => Date.now() + ahead });
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    ahead = jump;
    const before = world.reads();
    await until(() => world.reads() > before + 1);
    expect(world.patches()).toEqual([]);
    expect(await (await fetch(daemon.url)).text()).toContain('shop-prod');
  });

  test('a look that is underway ends with the daemon', async () => {
    const daemon = await world.start();
    await world.generate(manifests(), { ESR_SOCKET: daemon.socket });
    world.silent.add('db');
    const before = world.reads();
    await until(() => world.reads() > before);
    expect((await daemon.stop()).status).toBe(0);
    expect(daemon.log()).not.toMatch(/cannot read|bug/);
  });

  test('what is rejected and nobody waits for is told without its words, and the daemon goes on', async () => {
    const daemon = await world.start();
    const listeners = process.listeners('unhandledRejection');
    const own = listeners.at(-1) as (thrown: unknown) => void;
    own(new Error('marked-words'));
    expect(daemon.log()).toMatch(/a bug; please report it at="Error/);
    expect(daemon.log()).not.toMatch(/marked/);
    expect(await world.generate(manifests(), { ESR_SOCKET: daemon.socket })).toMatchObject({ status: 0, stderr: '' });
    await daemon.stop();
    expect(process.listeners('unhandledRejection')).toHaveLength(listeners.length - 1);
  });
});
