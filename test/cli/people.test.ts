import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { explainedKinds } from '../../plugin/cli/explained-kinds.ts';
import { fileChanges } from '../../plugin/cli/file-changes.ts';
import { watchedPaths } from '../../plugin/cli/watched-paths.ts';
import { describeKind } from '../../plugin/resources/describe-kind.ts';
import { kinds } from '../../plugin/resources/kinds.ts';
import type { Schema } from '../../plugin/resources/schema.ts';
import { WebhookFake } from '../fakes/webhook.ts';
import { runEsr } from '../support/run-esr.ts';

const value = 'hunter2-value';
const store = (extra = '') => `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: ${value}}, {key: b, value: other-value}${extra}]}}}
---
`;
const es = (name: string, data: string, more = '') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
${more}  data: [${data}]
---
`;
const entry = (key: string, remote = 'a') => `{secretKey: ${key}, remoteRef: {key: ${remote}}}`;
const stdin = store() + es('e', entry('k'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esr-people-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const target = path.join(folder, name);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

describe('esr render', () => {
  test('--output json tells keys, sizes and fingerprints, and values only with --reveal', async () => {
    const redacted = await runEsr(['render', '-', '--output', 'json'], { stdin });
    expect(JSON.parse(redacted.stdout)).toMatchObject({
      secrets: [
        {
          kind: 'Secret',
          namespace: 'shop',
          name: 'e',
          type: 'Opaque',
          keys: [{ key: 'k', bytes: value.length, fingerprint: expect.stringMatching(/^[0-9a-f]{6}$/) as string }],
          from: { kind: 'ExternalSecret', namespace: 'shop', name: 'e', file: '<stdin>', line: 6 },
        },
      ],
    });
    expect(redacted.stdout).not.toContain(value);
    const revealed = await runEsr(['render', '-', '--output', 'json', '--reveal'], { stdin });
    expect(JSON.parse(revealed.stdout)).toMatchObject({ secrets: [{ keys: [{ value }] }] });
  });

  test('--output table says what is made of which store, and where it stands', async () => {
    const { stdout } = await runEsr(['render', '-', '--output', 'table'], { stdin });
    expect(stdout).toMatch(/^SECRET +TYPE +KEYS +BYTES +STORE +AT\nshop\/e +Opaque +k +13 +s +<stdin>:6\n$/);
  });

  test('the table fits the screen: names of keys give way to their number', async () => {
    const wide = store() + es('e', Array.from({ length: 12 }, (_, index) => entry(`key-number-${index}`)).join(', '));
    const shown = (columns: number) => runEsr(['render', '-', '--summary'], { stdin: wide, terminal: { columns } });
    expect((await shown(400)).stdout).toContain('key-number-7,');
    const { stdout } = await shown(100);
    expect(stdout).toContain('12 keys');
    expect(widest(stdout)).toBeLessThanOrEqual(100);
    const narrow = (await shown(40)).stdout;
    expect(narrow).toMatch(
      /^shop\/e\n {2}type: Opaque\n {2}keys: key-number-0,[\s\S]*key-number-9\n {2}bytes: 156 {3}store: s {3}at: <stdin>:6\n$/,
    );
    expect(widest(narrow)).toBeLessThanOrEqual(40);
  });

  test('a person sees the table behind the manifests; a pipe does not', async () => {
    const seen = await runEsr(['render', '-'], { stdin, terminal: { isInteractive: true } });
    expect(seen.stderr).toMatch(/^\nSECRET +TYPE/);
    expect((await runEsr(['render', '-'], { stdin })).stderr).toBe('');
  });

  test.each([
    { name: 'a no', ask: async () => false, flags: ['--reveal'], status: 2, shows: false },
    { name: 'a yes', ask: async () => true, flags: ['--reveal'], status: 0, shows: true },
    { name: '--yes', ask: async () => false, flags: ['--reveal', '--yes'], status: 0, shows: true },
    { name: 'nobody to ask', ask: undefined, flags: ['--reveal'], status: 0, shows: true },
    { name: 'nothing to reveal', ask: async () => false, flags: [], status: 0, shows: false },
  ])('--reveal after $name', async ({ ask, flags, status, shows }) => {
    const terminal = ask === undefined ? {} : { ask };
    const result = await runEsr(['render', '-', ...flags], { stdin, terminal });
    expect(result.status).toBe(status);
    expect(result.stdout.includes(value)).toBe(shows);
    expect(result.stderr.includes('error REVEAL_DECLINED')).toBe(status === 2);
  });

  test('--watch renders again on each change, and goes on after a fault', async () => {
    const target = file('app.yaml', stdin);
    async function* changes(): AsyncIterable<void> {
      writeFileSync(target, stdin.replace('{key: a}', '{key: nope}'));
      yield;
      yield;
      writeFileSync(target, stdin.replace('name: e,', 'name: again,'));
      yield;
    }
    const { status, stdout, stderr, writes } = await runEsr(['render', target, '--watch', '--summary'], {
      terminal: { changes },
    });
    expect({ status, writes }).toEqual({ status: 0, writes: 2 });
    expect(stdout).toMatch(/shop\/e [\s\S]*shop\/again /);
    // The fault is told each time: it is still there.
    expect(stderr.match(/error SECRET_MISSING/g)).toHaveLength(2);
  });

  test('what is watched: the path, and what a kustomization takes in', async () => {
    file(
      'overlays/a/kustomization.yaml',
      'resources: [../../base, other.yaml, "https://example.com/x"]\ncomponents: [../../part]\n',
    );
    file('base/kustomization.yaml', 'resources: [../base]\n');
    file('part/x.yaml', '');
    const watched = [...(await watchedPaths(path.join(folder, 'overlays/a')))].map((each) =>
      path.relative(folder, each),
    );
    expect(watched.sort()).toEqual(['base', 'overlays/a', 'part']);
  });

  const replace = (name: string, text: string) => {
    const target = path.join(folder, name);
    writeFileSync(`${target}.new`, text);
    renameSync(`${target}.new`, target);
  };
  test.each([
    { name: 'a file written', save: (text: string) => file('w/app.yaml', text) },
    { name: 'a file put in its place, as editors do', save: (text: string) => replace('w/app.yaml', text) },
    { name: 'a file deeper below', save: (text: string) => replace('w/sub/deep/b.yaml', text), isDeep: true },
    { name: 'a file of a folder that is new', save: (text: string) => file(`w/${text}/c.yaml`, text), isDeep: true },
  ])('a watch hears each time: $name', async ({ save, isDeep = false }) => {
    const target = file('w/app.yaml', 'a');
    file('w/sub/deep/b.yaml', 'a');
    for (const watched of isDeep ? [path.dirname(target)] : [target, path.dirname(target)]) {
      const changes = fileChanges([watched])[Symbol.asyncIterator]();
      for (const text of ['one', 'two', 'three']) {
        const next = changes.next();
        await new Promise((resolve) => setTimeout(resolve, 20));
        save(text);
        expect(await next).toEqual({ done: false, value: undefined });
      }
      await changes.return?.();
    }
  });

  test('changes in a row are one', async () => {
    const target = file('w/app.yaml', 'a');
    const changes = fileChanges([path.dirname(target)])[Symbol.asyncIterator]();
    const first = changes.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const text of ['b', 'c', 'd']) writeFileSync(target, text);
    expect(await first).toEqual({ done: false, value: undefined });
    await changes.return?.();
  });
});

describe('esr diff', () => {
  const before = () =>
    file(
      'old.yaml',
      store() + es('same', entry('k')) + es('gone', entry('k')) + es('e', `${entry('k')}, ${entry('l')}`),
    );
  const after = () =>
    file(
      'new.yaml',
      store() +
        es('same', entry('k')) +
        es('fresh', entry('k')) +
        es('e', `${entry('k', 'b')}, ${entry('m')}`, '  target: {template: {type: x/y}}\n'),
    );

  test('shows Secrets and keys by fingerprint, and what is read from where', async () => {
    const { status, stdout } = await runEsr(['diff', after(), '--against', before()]);
    expect(status).toBe(0);
    expect(stdout.replace(/#[0-9a-f]{12}/g, '#F').replaceAll(`${folder}/`, '')).toBe(`~ Secret shop/e  new.yaml:20
  ~ k  13 bytes #F -> 11 bytes #F
  - l  13 bytes #F
  + m  13 bytes #F
  ~ type: Opaque -> x/y
  ~ key "k": ClusterSecretStore s a -> ClusterSecretStore s b
  - key "l": ClusterSecretStore s a
  + key "m": ClusterSecretStore s a
+ Secret shop/fresh  new.yaml:13
  + k  13 bytes #F
  + key "k": ClusterSecretStore s a
- Secret shop/gone  old.yaml:13
  - k  13 bytes #F
1 added, 1 removed, 1 changed
`);
    expect(stdout).not.toMatch(/hunter2|other-value/);
  });

  test('equal values have equal fingerprints, whatever they are called', async () => {
    const { stdout } = await runEsr(['diff', after(), '--against', before(), '--output', 'json']);
    const { secrets } = JSON.parse(stdout) as {
      secrets: { name: string; keys: { key: string; from?: { mark: string }; to?: { mark: string } }[] }[];
    };
    const keys = secrets.find(({ name }) => name === 'e')?.keys ?? [];
    const [k, l, m] = keys;
    expect(k?.from?.mark).toBe(l?.from?.mark);
    expect(m?.to?.mark).toBe(l?.from?.mark);
    expect(k?.to?.mark).not.toBe(k?.from?.mark);
  });

  test('two runs compare under a key of their own, and not without', async () => {
    const key = file('key', 'a key of the team');
    const run = async (...flags: string[]) => (await runEsr(['diff', after(), '--against', before(), ...flags])).stdout;
    expect(await run('--fingerprint-key-file', key)).toBe(await run('--fingerprint-key-file', key));
    expect(await run()).not.toBe(await run());
  });

  test('nothing differs: exit status 0, also with --exit-code, which is 1 where something does', async () => {
    const same = before();
    expect(await runEsr(['diff', same, '--against', same, '--exit-code'])).toMatchObject({
      status: 0,
      stdout: 'no difference\n',
    });
    expect((await runEsr(['diff', after(), '--against', same, '--exit-code'])).status).toBe(1);
  });

  test('markdown is a table a Secret, with what would end a cell escaped', async () => {
    const target = file('a.yaml', store(', {key: "x|`y", value: z}') + es('e', entry('k', '"x|`y"')));
    const { stdout } = await runEsr(['diff', target, '--against', file('b.yaml', store()), '--output', 'markdown']);
    expect(stdout).toContain('### Secrets: 1 added\n');
    expect(stdout).toContain('| added | key "k" |  | `` ClusterSecretStore s x\\|`y `` |\n');
    for (const line of stdout.split('\n').filter((each) => each.startsWith('| added'))) {
      expect(line.replaceAll('\\|', '').split('|')).toHaveLength(6);
    }
  });

  test('against a revision of git: the same path of the whole repository, which stays as it is', async () => {
    const git = (...words: string[]) => execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8' });
    const target = file('apps/shop/app.yaml', store() + es('e', entry('k')));
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--all');
    git('-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '--quiet', '--message', 'one');
    writeFileSync(target, store() + es('e', entry('k', 'b')));
    const status = git('status', '--porcelain');
    const { stdout } = await runEsr(['diff', target, '--against', 'HEAD', '--offline']);
    expect(stdout).toContain('~ key "k": ClusterSecretStore s a -> ClusterSecretStore s b\n');
    expect(stdout).toContain('no store was asked');
    expect(git('status', '--porcelain')).toBe(status);
    const unknown = await runEsr(['diff', target, '--against=--upload-pack=x']);
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain('error AGAINST_UNKNOWN');
    const broken = file('apps/shop/app.yaml', store() + es('e', entry('k', 'nope')));
    git('-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '--quiet', '--all', '--message', 'two');
    writeFileSync(broken, stdin);
    const old = await runEsr(['diff', broken, '--against', 'HEAD']);
    expect(old).toMatchObject({ status: 1, stdout: '' });
    expect(old.stderr).toMatch(/at HEAD:apps\/shop\/app\.yaml:\d+:/);
  });
});

describe('esr diff of what is made anew at each render', () => {
  const generator = (kind: string, spec: string) => `apiVersion: generators.external-secrets.io/v1alpha1
kind: ${kind}
metadata: {name: g, namespace: shop}
spec: ${spec}
---
`;
  const generated = (kind: string, more = '') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: r, namespace: shop}
spec:
${more}  dataFrom: [{sourceRef: {generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ${kind}, name: g}}}]
---
`;
  const templated = (text: string) =>
    store() + es('r', entry('k'), `  target: {template: {data: {x: ${JSON.stringify(text)}}}}\n`);
  const password = generator('Password', '{length: 20}') + generated('Password');
  const field = 'spec.target.template.data.x of ExternalSecret shop/r';
  const unseeded = [
    ['Password', password, 'Password "g" of ExternalSecret shop/r'],
    ['UUID', generator('UUID', '{}') + generated('UUID'), 'UUID "g" of ExternalSecret shop/r'],
    ['SSHKey', generator('SSHKey', '{keyType: ed25519}') + generated('SSHKey'), 'SSHKey "g" of ExternalSecret shop/r'],
    [
      'a password in a template',
      generator('Password', '{length: 20}') +
        generated('Password', '  target: {template: {data: {url: "u:{{ .password | sha256sum }}@h"}}}\n'),
      'Password "g" of ExternalSecret shop/r',
    ],
    ['randAlphaNum', templated('{{ randAlphaNum 20 }}'), field],
    ['bcrypt', templated('{{ bcrypt .k }}'), field],
    ['genPrivateKey', templated('{{ genPrivateKey "ed25519" }}'), field],
    ['a certificate', templated('{{ (genSelfSignedCert "h" nil nil 1).Cert }}'), field],
  ] as const;

  test.each(unseeded)('%s: no difference, and it says so', async (_name, input, what) => {
    const target = file('a.yaml', input);
    const { status, stdout } = await runEsr(['diff', target, '--against', file('b.yaml', input), '--exit-code']);
    expect({ status, stdout: stdout.replace(/\n {2}/g, ' ') }).toEqual({
      status: 0,
      stdout: `no difference\nmade anew at each render, and not compared: ${what}\ngenerators.seedFile in the platform configuration keeps random values the same\n`,
    });
  });

  test('a Fake generator is compared', async () => {
    const before = file('a.yaml', generator('Fake', '{data: {k: one}}') + generated('Fake'));
    const after = file('b.yaml', generator('Fake', '{data: {k: three}}') + generated('Fake'));
    expect((await runEsr(['diff', before, '--against', before])).stdout).toBe('no difference\n');
    expect((await runEsr(['diff', after, '--against', before])).stdout).toMatch(/~ k {2}3 bytes .* -> 5 bytes/);
  });

  test('times are those of one moment', async () => {
    const target = file('a.yaml', templated('{{ now }}'));
    const { stdout } = await runEsr(['diff', target, '--against', file('b.yaml', templated('{{ now }}'))]);
    expect(stdout).toBe('no difference\n');
  });

  test('a seed: nothing is made anew', async () => {
    const config = file(
      'config.yaml',
      'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\ngenerators: {seedFile: seed}\n',
    );
    file('seed', 'x'.repeat(40));
    const target = file('a.yaml', password + templated('{{ randAlphaNum 20 }}').replace('name: r,', 'name: t,'));
    const { stdout, stderr } = await runEsr(['diff', target, '--against', target, '--config', config]);
    expect({ stdout, stderr }).toEqual({ stdout: 'no difference\n', stderr: '' });
  });

  test('another definition is a change', async () => {
    const before = file('a.yaml', password);
    const after = file('b.yaml', password.replace('length: 20', 'length: 30'));
    const { stdout } = await runEsr(['diff', after, '--against', before]);
    expect(stdout).toMatch(/~ password {2}20 bytes #[0-9a-f]+ -> 30 bytes #[0-9a-f]+\n1 changed\n$/);
  });

  test('one that is new is added, and a Secret beside it is compared as ever', async () => {
    const before = file('a.yaml', store() + es('e', entry('k')));
    const after = file('b.yaml', store() + es('e', entry('k', 'b')) + password);
    const { stdout } = await runEsr(['diff', after, '--against', before]);
    expect(stdout).toMatch(/\+ Secret shop\/r/);
    expect(stdout).toMatch(/~ k {2}13 bytes/);
    expect(stdout).not.toContain('made anew');
  });

  test('json and markdown say it too, and offline nothing is made', async () => {
    const target = file('a.yaml', password);
    const run = async (...flags: string[]) => (await runEsr(['diff', target, '--against', target, ...flags])).stdout;
    expect(JSON.parse(await run('--output', 'json'))).toMatchObject({
      madeAnew: [{ what: 'Password "g"', namespace: 'shop', externalSecret: 'r' }],
      secrets: [],
    });
    expect(await run('--output', 'markdown')).toContain('made anew at each render, and not compared: Password "g"');
    expect(await run('--offline')).toBe('no difference\n');
  });

  test('a service is asked once for a token that both sides want', async () => {
    const fake = await WebhookFake.start([{ method: 'GET', path: '/token', status: 200, body: '{"token": "t"}' }]);
    const input = generator('Webhook', `{url: "${fake.url}/token", result: {jsonPath: $}}`) + generated('Webhook');
    try {
      const { stdout } = await runEsr(['diff', file('a.yaml', input), '--against', file('b.yaml', input)]);
      expect(stdout.replace(/\n {2}/g, ' ')).toMatch(
        /^no difference\nmade anew at each render, and not compared: Webhook "g" in shop\n/,
      );
      expect(fake.calls).toHaveLength(1);
    } finally {
      await fake.close();
    }
  });
});

describe('esr explain', () => {
  test('says what a field is for, what it takes, and what is below it', async () => {
    const { status, stdout } = await runEsr(['explain', 'externalsecret.spec.target.deletionPolicy']);
    expect(status).toBe(0);
    expect(stdout).toContain('ExternalSecret.spec.target.deletionPolicy  external-secrets.io/v1\n');
    expect(stdout).toContain('default: "Retain"');
    expect(stdout).toContain('one of: Delete, Merge, Retain');
    const list = (await runEsr(['explain', 'ExternalSecret.spec.data[0].remoteRef'])).stdout;
    expect(list).toMatch(/fields:\n[\s\S]* {2}key {2}text, required\n/);
    expect((await runEsr(['explain'])).stdout).toMatch(/^kinds:\n {2}ExternalSecret /);
  });

  test('no line is wider than the screen', async () => {
    const { stdout } = await runEsr(['explain', 'ExternalSecret.spec.target'], {
      terminal: { columns: 60, hasColour: { out: true, error: true } },
    });
    const lines = stripVTControlCharacters(stdout).split('\n');
    expect(lines.filter((line) => line.length > 60 && !line.includes('default:'))).toEqual([]);
  });

  /** Fields without words. Providers that nobody here reads from are told by their names alone. */
  function wordless(schema: Schema, at: string): readonly string[] {
    if (schema.kind === 'lazy') return wordless(schema.load(), at);
    const own = schema.about === undefined && !/\.spec$|\[\]$/.test(at) && schema.kind !== 'any' ? [at] : [];
    if (schema.kind === 'list') return [...own, ...wordless(schema.items, `${at}[]`)];
    if (schema.kind !== 'object') return own;
    return [...own, ...[...schema.properties].flatMap(([name, property]) => wordless(property, `${at}.${name}`))];
  }

  test.each(explainedKinds())('has words on every field of %s', (name) => {
    const kind = [...kinds.values()].find((each) => each.kind === name);
    const described = kind === undefined ? undefined : describeKind(kind);
    if (described === undefined) throw new Error(`${name} is no kind`);
    const missing = wordless(described.spec, `${name}.spec`).filter(
      (field) => !/provider\.infisical\.auth\./.test(field),
    );
    expect(missing).toEqual([]);
    expect(described.about).toBeDefined();
  });
});

describe('esr schema', () => {
  test('prints what is committed, and lists the kinds', async () => {
    const { stdout } = await runEsr(['schema', 'SecretStore']);
    const committed = JSON.parse(
      readFileSync(path.join(__dirname, '..', '..', 'schemas', 'secretstore.schema.json'), 'utf8'),
    ) as { $id: string };
    const { $id, ...rest } = committed;
    expect($id).toMatch(/secretstore\.schema\.json$/);
    expect(JSON.parse(stdout)).toEqual(rest);
    expect((await runEsr(['schema'])).stdout.split('\n')).toEqual([...explainedKinds(), '']);
  });
});
