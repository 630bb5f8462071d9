import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { compileSchema } from '../../plugin/resources/compile-schema.ts';
import { jsonSchema } from '../../plugin/resources/json-schema.ts';
import { loadConfig } from '../../plugin/trust/config.ts';
import { configFields } from '../../plugin/trust/config-fields.ts';
import { testConfig } from '../support/run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
const head = 'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\n';

function write(text: string): string {
  const file = path.join(folder, 'config.yaml');
  writeFileSync(file, text);
  return file;
}

async function faults(text: string): Promise<readonly string[]> {
  const file = write(text);
  try {
    await loadConfig(file);
  } catch (thrown) {
    const found = faultsOf(thrown);
    if (found === undefined) throw thrown;
    expect(found.every(({ exitStatus }) => exitStatus === 2)).toBe(true);
    return found.map(({ code, says, hint, place }) => {
      const at = place?.line === undefined ? '' : `${place.line}:${place.column} `;
      return `${at}${code} ${says}${hint === undefined ? '' : ` (${hint})`}`;
    });
  }
  return [];
}

const wrong = [
  {
    name: 'an unknown key, with the one that was meant',
    text: `${head}emptyResults: skip\n`,
    want: [
      '3:15 CONFIG_UNKNOWN_KEY there is no key emptyResults in the platform configuration (did you mean "emptyResult"?)',
    ],
  },
  {
    name: 'an unknown key far from every other',
    text: `${head}policy:\n  rules:\n  - zzzzzzzz: 1\n`,
    want: [
      '5:15 CONFIG_UNKNOWN_KEY there is no key policy.rules[0].zzzzzzzz in the platform configuration (schemas/config.schema.json lists them)',
    ],
  },
  {
    name: 'everything at once',
    text: `${head}random: maybe\nstores: x\nlimits: {concurrency: 0, timeout: 1d}\n`,
    want: [
      '3:9 CONFIG_FIELD random may not be "maybe" (use one of refuse, allow)',
      '4:9 CONFIG_FIELD stores must be a list, and is a string (begin each item with "- ")',
      '5:23 CONFIG_FIELD limits.concurrency is out of range; 1 is the least',
      '5:35 CONFIG_FIELD limits.timeout is no duration: "1d" (write it like 1h30m; units are h, m, s, ms, us and ns, there are no days)',
    ],
  },
  {
    name: 'no time at all',
    text: `${head}limits: {timeout: 0s}\n`,
    want: ['3:19 CONFIG_DURATION limits.timeout must be more than nothing (write it like 45s or 2m)'],
  },
  {
    name: 'another kind',
    text: 'apiVersion: external-secrets-render.dev/v1\nkind: Config\n',
    want: [
      '1:13 CONFIG_FIELD apiVersion may not be "external-secrets-render.dev/v1" (did you mean "external-secrets-render.dev/v1alpha1"?)',
      '2:7 CONFIG_FIELD kind may not be "Config" (use one of RenderConfig)',
    ],
  },
  {
    name: 'a key given twice',
    text: `${head}random: allow\nrandom: refuse\n`,
    want: [
      '4:1 CONFIG_SYNTAX the platform configuration is no YAML: a key is given twice (docs/configuration.md shows a whole one)',
    ],
  },
  {
    name: 'a second document',
    text: `---\n${head}---\n${head}`,
    want: [
      '4:1 CONFIG_SYNTAX the platform configuration is no YAML: it holds more than one document (docs/configuration.md shows a whole one)',
    ],
  },
  {
    name: 'a list',
    text: '- a\n',
    want: [
      '1:1 CONFIG_SYNTAX the platform configuration is no YAML: it is no mapping (docs/configuration.md shows a whole one)',
    ],
  },
];

describe('loadConfig()', () => {
  test('gives the defaults without a file', async () => {
    expect(await loadConfig()).toEqual(testConfig());
  });

  test('accepts the configuration of the recorded cases', async () => {
    const config = await loadConfig('test/conformance/config.yaml');
    expect(config).toEqual({
      ...testConfig({
        namespace: 'default',
        emptyResult: 'skip',
        random: 'allow',
        merge: 'serverSideApply',
        genericTargets: 'allow',
        emit: { esoMetadata: true },
        policy: { inputStores: 'allow' },
        credentials: { mode: 'auto' },
      }),
      file: 'test/conformance/config.yaml',
    });
  });

  test('reads every key, and takes paths relative to its file', async () => {
    const text = `${head}namespace: ns
stores: [a.yaml, /abs]
findKeys: relative
engine: handlebars
emit: {keep: true, rollout: hash-suffix}
policy:
  namespaces: allow
  rules:
  - name: r
    projects: [p]
    stores: ["*"]
credentials: {directory: mounts, tokens: {ns/sa: token}}
cluster: {enabled: true, kubeconfig: k, context: c}
generators: {seedFile: seed}
push: {stateFile: pushed.json}
limits: {timeout: 1m, requestTimeout: 500ms}
validate: {disable: [UNKNOWN_FIELD]}
`;
    const config = await loadConfig(write(text));
    expect(config).toMatchObject({
      namespace: 'ns',
      stores: [path.join(folder, 'a.yaml'), '/abs'],
      policy: { inputStores: 'restrict', rules: [{ name: 'r', projects: ['p'], stores: ['*'] }] },
      credentials: { directory: path.join(folder, 'mounts'), tokens: { 'ns/sa': path.join(folder, 'token') } },
      cluster: { enabled: true, kubeconfig: path.join(folder, 'k'), context: 'c' },
      generators: { seedFile: path.join(folder, 'seed') },
      push: { stateFile: path.join(folder, 'pushed.json') },
      limits: { timeoutMs: 60_000, requestTimeoutMs: 500, concurrency: 16 },
      validate: { disable: ['UNKNOWN_FIELD'] },
    });
    expect(config).not.toHaveProperty('kind');
  });

  test.each(wrong)('refuses $name', async ({ text, want }) => {
    expect(await faults(text)).toEqual(want);
  });

  test('says when there is no such file', async () => {
    await expect(loadConfig(path.join(folder, 'none'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      exitStatus: 2,
    });
  });
});

describe('schemas/config.schema.json', () => {
  const file = 'schemas/config.schema.json';
  const made = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://external-secrets-render.dev/schemas/config.schema.json',
    title: 'Platform configuration of external-secrets-render',
    ...jsonSchema(compileSchema(configFields())),
  };

  test('says what the reader does', () => {
    const text = `${JSON.stringify(made, null, 2)}\n`;
    if (process.env['UPDATE_SCHEMAS'] === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('is a schema that ajv compiles', () => {
    expect(typeof new Ajv({ strict: true, allowUnionTypes: true }).compile(made)).toBe('function');
  });
});
