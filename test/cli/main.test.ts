import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';

const store = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: hunter2-value}]}}}
`;
const es = (key = 'a', text = '{{ .k }}') => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  target: {template: {data: {k: "${text}"}}}
  data: [{secretKey: k, remoteRef: {key: ${key}}}]
`;
const stdin = `${store}---\n${es()}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esr-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const target = path.join(folder, name);
  writeFileSync(target, text);
  return target;
}

const wrong = [
  { argv: ['generat', '-'], says: 'did you mean "generate"' },
  { argv: ['overlays/prod'], says: 'a path stands behind a command: esr render overlays/prod' },
  { argv: ['-'], says: 'esr render -' },
  { argv: ['help', 'rendr'], says: 'did you mean "render"' },
  { argv: ['preview'], says: 'esr --help lists them' },
  { argv: ['generate', '--confg', 'x', '-'], says: 'did you mean "--config"' },
  { argv: ['generate', '--off', '-'], says: 'did you mean "--offline"' },
  { argv: ['generate', '-', '--config'], says: '--config needs a value' },
  { argv: ['generate', '--config', '--offline'], says: '--config needs a value' },
  { argv: ['generate', '--offline=yes', '-'], says: '--offline takes no value' },
  { argv: ['generate', '-', '--timeout', 'soon'], says: '--timeout may not be "soon"' },
  { argv: ['generate', '-', '--log-format', 'xml'], says: 'use text, json' },
  { argv: ['generate', 'a', 'b'], says: '"b" is one operand too many' },
  { argv: ['generate', '-', '--config', '/nowhere/x.yaml'], says: '/nowhere/x.yaml' },
  { argv: ['generate', '-', '--values', '/nowhere/x.yaml'], says: 'there is no such file' },
  { argv: ['generate', '/nowhere'], says: 'there is no such file or folder' },
  { argv: ['render', '-', '--fingerprint-key-file', '/nowhere'], says: 'there is no such file' },
  { argv: ['template'], says: 'a template is wanted' },
] as const;

describe('wrong usage', () => {
  test.each(wrong)('esr $argv: exit status 2, nothing on stdout', async ({ argv, says }) => {
    const result = await runEsr(argv, { stdin });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain(says);
  });

  test('no command: help on stderr, exit status 2', async () => {
    const result = await runEsr([]);
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain('usage: esr COMMAND');
  });
});

describe('help', () => {
  test.each(['generate', 'render', 'validate', 'template'])('esr %s --help lists its flags', async (name) => {
    const { status, stdout } = await runEsr([name, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`usage: esr ${name}`);
    expect(stdout).toContain('--log-format text|json');
  });

  test.each([
    { argv: ['-h'], like: ['--help'] },
    { argv: ['help'], like: ['--help'] },
    { argv: ['help', 'render'], like: ['render', '--help'] },
    { argv: ['render', '-h'], like: ['render', '--help'] },
    { argv: ['-V'], like: ['--version'] },
    { argv: ['version'], like: ['--version'] },
  ])('$argv is another way to say $like', async ({ argv, like }) => {
    const result = await runEsr(argv);
    expect(result).toEqual(await runEsr(like));
    expect(result.status).toBe(0);
  });

  test('--help lists the commands, --version the version', async () => {
    expect((await runEsr(['--help'])).stdout).toMatch(/generate[\s\S]*render[\s\S]*validate[\s\S]*template/);
    expect(await runEsr(['--version'])).toMatchObject({ status: 0, stdout: 'source\n' });
  });
});

describe('esr generate', () => {
  test('writes stdout once, and real values', async () => {
    const result = await runEsr(['generate', '-'], { stdin });
    expect(result).toMatchObject({ status: 0, writes: 1, stderr: '' });
    expect(readStream(result.stdout)).toMatchObject([{ kind: 'Secret', data: { k: 'aHVudGVyMi12YWx1ZQ==' } }]);
  });

  test('writes nothing at all when anything is wrong', async () => {
    const result = await runEsr(['generate', '-'], {
      stdin: `${stdin}---\n${es('nope').replace('name: e,', 'name: f,')}`,
    });
    expect(result).toMatchObject({ status: 1, stdout: '', writes: 0 });
    expect(result.stderr).toContain('ExternalSecret shop/f, spec.data[0].remoteRef.key');
    expect(result.stderr).not.toContain('shop/e');
  });

  test('says where, line by line, or as JSON', async () => {
    const input = { stdin: `${store}---\n${es('a', '{{ .nope }}')}` };
    const text = await runEsr(['generate', '-'], input);
    expect(text.stderr).toMatch(
      /^error TEMPLATE_EXECUTE: .*\n {2}at <stdin>:11:\d+, ExternalSecret shop\/e, spec\.target\.template\.data\.k\n/,
    );
    const json = await runEsr(['generate', '-', '--log-format', 'json'], input);
    expect(JSON.parse(json.stderr)).toMatchObject({
      level: 'error',
      code: 'TEMPLATE_EXECUTE',
      file: '<stdin>',
      line: 11,
      object: { kind: 'ExternalSecret', namespace: 'shop', name: 'e' },
      field: 'spec.target.template.data.k',
    });
    const usage = await runEsr(['generate', '--log-format=json', '--x']);
    expect(JSON.parse(usage.stderr)).toMatchObject({ level: 'error', code: 'UNKNOWN_FLAG' });
  });

  test('masks values that an error would show', async () => {
    const { stderr } = await runEsr(['generate', '-'], { stdin: `${store}---\n${es('a', '{{ fail .k }}')}` });
    expect(stderr).not.toContain('hunter2');
  });

  test('reads the configuration that --config or ESR_CONFIG names', async () => {
    const config = file(
      'config.yaml',
      'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\nemit: {keep: true}\n',
    );
    for (const call of [
      () => runEsr(['generate', '-', '--config', config], { stdin }),
      () => runEsr(['generate', '-'], { stdin, env: { ESR_CONFIG: config } }),
    ]) {
      expect((await call()).stdout).toContain('kind: ClusterSecretStore');
    }
  });

  test('--namespace is that of documents that name none', async () => {
    const text = stdin.replace(', namespace: shop', '');
    const { stdout } = await runEsr(['generate', '-', '--namespace', 'prod'], { stdin: text });
    expect(readStream(stdout)).toMatchObject([{ metadata: { namespace: 'prod' } }]);
  });

  test("the application's destination is that of documents that name none", async () => {
    const text = stdin.replace(', namespace: shop', '');
    const { stdout } = await runEsr(['generate', '-'], { stdin: text, env: { ARGOCD_APP_NAMESPACE: 'dest' } });
    expect(readStream(stdout)).toMatchObject([{ metadata: { namespace: 'dest' } }]);
  });

  test('--offline asks no store and is the same twice; --values gives values', async () => {
    const [first, second] = [
      await runEsr(['generate', '-', '--offline'], { stdin: es() }),
      await runEsr(['generate', '-', '--offline'], { stdin: es() }),
    ];
    expect(first).toMatchObject({ status: 0 });
    expect(second.stdout).toBe(first.stdout);
    const values = file('values.yaml', 's: {a: from-file}\n');
    const given = await runEsr(['generate', '-', '--values', values], { stdin: es() });
    expect(readStream(given.stdout)).toMatchObject([{ data: { k: Buffer.from('from-file').toString('base64') } }]);
  });

  test('a file and a folder of files', async () => {
    const target = file('app.yaml', stdin);
    expect((await runEsr(['generate', target])).stdout).toBe((await runEsr(['generate', '-'], { stdin })).stdout);
  });
});

describe('esr render', () => {
  test('redacts, reveals, and shows the table', async () => {
    const redacted = await runEsr(['render', '-'], { stdin });
    expect(redacted.stdout).toMatch(/k: "<redacted 13 bytes #[0-9a-f]{6}>"/);
    const revealed = await runEsr(['render', '-', '--reveal', '--only-secrets'], { stdin });
    expect(revealed.stdout).toContain('stringData:\n  k: hunter2-value\n');
    const { stdout } = await runEsr(['render', '-', '--summary'], { stdin });
    expect(stdout).toMatch(/^SECRET +TYPE +KEYS +BYTES +STORE +AT\nshop\/e +Opaque +k +13 +s +<stdin>:6\n$/);
  });

  test('two runs compare under one key, and not without', async () => {
    const key = file('key', 'a key of the team');
    const run = (...flags: string[]) => runEsr(['render', '-', ...flags], { stdin });
    expect((await run('--fingerprint-key-file', key)).stdout).toBe((await run('--fingerprint-key-file', key)).stdout);
    expect((await run()).stdout).not.toBe((await run()).stdout);
  });
});

describe('esr validate', () => {
  const bad = `${stdin}---\n${es('a', '{{ .x').replace('name: e,', 'name: f,')}`;

  test('says that all is well', async () => {
    expect(await runEsr(['validate', '-'], { stdin })).toMatchObject({ status: 0, stdout: '0 errors, 0 warnings\n' });
  });

  test('writes problems to stdout, in text or JSON, exit status 1', async () => {
    const text = await runEsr(['validate', '-'], { stdin: bad });
    expect(text).toMatchObject({ status: 1, stderr: '' });
    expect(text.stdout).toMatch(/^error TEMPLATE_PARSE: [\s\S]*1 error, 0 warnings\n$/);
    const json = await runEsr(['validate', '-', '--output', 'json'], { stdin: bad });
    expect(JSON.parse(json.stdout)).toMatchObject({
      errors: 1,
      problems: [
        { level: 'error', code: 'TEMPLATE_PARSE', object: { name: 'f' }, field: 'spec.target.template.data.k' },
      ],
    });
  });

  test('finds problems of every kind together, in the order of the lines', async () => {
    const texts = [
      es('a', '{{'),
      es().replace('name: e,', 'name: g,').replace('name: s,', 'name: none,'),
      'kind: ExternalSecret\napiVersion: external-secrets.io/v1\nmetadata: {name: h, namespace: shop}\nspec: {}\n',
    ];
    const { stdout } = await runEsr(['validate', '-', '--output', 'json'], { stdin: [store, ...texts].join('---\n') });
    const { problems } = JSON.parse(stdout) as { problems: { line: number }[] };
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).sort((a, b) => a - b));
  });

  test('warns of keys that keep their path, and of unknown fields; --strict makes that fail', async () => {
    const find = `${store}---\n${es('a', '{{ .a }}')}`.replace(
      / {2}data: .*/,
      '  dataFrom: [{find: {path: /p, name: {regexp: a}}, unknwn: 1}]',
    );
    const result = await runEsr(['validate', '-'], { stdin: find });
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout).toContain('warning FIND_FULL_KEYS');
    expect((await runEsr(['validate', '-', '--strict'], { stdin: find })).status).toBe(1);
    const chosen = find.replace(
      'metadata: {name: e,',
      'metadata: {annotations: {external-secrets-render.dev/find-keys: relative}, name: e,',
    );
    expect((await runEsr(['validate', '-'], { stdin: chosen })).stdout).not.toContain('FIND_FULL_KEYS');
  });
});

describe('esr template', () => {
  test('renders a file with data', async () => {
    const data = file('data.yaml', 'user: ada\nport: "5432"\n');
    const template = file('t.tpl', 'pg://{{ .user }}@db:{{ .port }}\n');
    expect(await runEsr(['template', template, '--data', data])).toMatchObject({
      status: 0,
      stdout: 'pg://ada@db:5432\n',
    });
    const map = await runEsr(['template', '-', '--data', data, '--scope', 'KeysAndValues'], {
      stdin: 'a: "{{ .user }}"\nb: yes\n',
    });
    expect(JSON.parse(map.stdout)).toEqual({ a: 'ada', b: 'true' });
  });

  test('points into the file, and shows no data', async () => {
    const data = file('data.yaml', 'user: hunter2-value\n');
    const template = file('bad.tpl', 'x\n{{ fail .user }}\n');
    const { status, stdout, stderr } = await runEsr(['template', template, '--data', data]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`at ${template}:2:`);
    expect(stderr).not.toContain('hunter2');
  });

  const manifest = () =>
    `${store}---\n${es()}---\n${es('a', '{{ .k | upper }}-{{ fail .k }}').replace('name: e,', 'name: other,')}`;

  test.each([
    {
      name: 'data from --set',
      argv: ['--template', '-', '--set', 'k=a=b', '--set', 'k=c'],
      stdin: '{{ .k }}',
      want: 'c',
    },
    { name: 'the template of a manifest', argv: ['--name', 'e', '--key', 'k', '--set', 'k=v'], want: 'v' },
    { name: 'the only key there is', argv: ['--name', 'e', '--set', 'k=v'], want: 'v' },
    { name: 'handlebars', argv: ['-', '--engine', 'handlebars', '--set', 'k=v'], stdin: '{{k}}!', want: 'v!' },
  ])('tries $name', async ({ argv, stdin, want }) => {
    const from = stdin === undefined ? ['--external-secret', file('m.yaml', manifest())] : [];
    const result = await runEsr(['template', ...from, ...argv], stdin === undefined ? {} : { stdin });
    expect(result).toMatchObject({ status: 0, stdout: want, stderr: '' });
  });

  test.each([
    { name: 'several ExternalSecrets', argv: [], says: 'choose one with --name: e, other' },
    { name: 'an unknown one', argv: ['--name', 'x'], says: 'holds no ExternalSecret "x"' },
    { name: 'an unknown key', argv: ['--name', 'e', '--key', 'x'], says: 'it has k' },
    { name: 'two sources', argv: ['--template', '-'], says: 'one place' },
    { name: '--set without a value', argv: ['--name', 'e', '--set', 'k'], says: '--set needs NAME=VALUE' },
  ])('refuses $name', async ({ argv, says }) => {
    const { status, stderr } = await runEsr(['template', '--external-secret', file('m.yaml', manifest()), ...argv]);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });

  test('points into the manifest, and shows no data', async () => {
    const named = file('m.yaml', manifest());
    const argv = ['template', '--external-secret', named, '--name', 'other', '--set', 'k=hunter2-value'];
    const { status, stdout, stderr } = await runEsr(argv);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`at ${named}:19:`);
    expect(stderr).toContain('spec.target.template.data.k');
    expect(stderr).not.toContain('hunter2');
  });

  test('--jsonl answers each line, also the wrong ones', async () => {
    const lines = [
      { id: 1, template: '{{ .a | upper }}', data: { a: 'x' } },
      { id: 2, template: '{{ .a', data: {} },
      { id: 3, template: '{{ .b }}', data: {} },
      { id: 4, template: 'a: {{ .a }}', data: { a: '1' }, scope: 'KeysAndValues' },
      { id: 5, template: '{{ .a }}', dataBase64: { a: '/w==' } },
      { id: 6 },
    ];
    const input = `${lines.map((line) => JSON.stringify(line)).join('\n')}\nno json\n\n`;
    const { status, stdout, writes } = await runEsr(['template', '--jsonl'], { stdin: input });
    expect({ status, writes }).toEqual({ status: 0, writes: 7 });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { id: 1, output: 'X' },
      { id: 2, error: { stage: 'parse' } },
      { id: 3, error: { stage: 'execute' } },
      { id: 4, outputData: { a: '1' } },
      { id: 5, outputBase64: '/w==' },
      { id: 6, error: { stage: 'request' } },
      { id: null, error: { stage: 'request' } },
    ]);
  });
});
