import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Ajv } from 'ajv';
import { bytesOf } from '../../plugin/go/byte-string.ts';
import { readYaml } from '../../plugin/go/yaml11.ts';
import { runEsr } from '../support/run-esr.ts';
import sarifSchema from './schemas/sarif-2.1.0.json';

const reports = path.join(__dirname, '..', 'reports');

/** What validate finds in each report: `LEVEL CODE:LINE`. A report that renders and holds nothing odd is not listed. */
const findings: Readonly<Record<string, readonly string[]>> = {
  r09: ['error SECRET_MISSING:45'],
  r10: ['warning ENTRY_SKIPPED:40', 'warning ENTRY_SKIPPED:46', 'warning ENTRY_SKIPPED:63'],
  r11: ['warning SECRET_DELETED:25', 'warning ENTRY_SKIPPED:33'],
  r14: ['warning REWRITE_GROUP:60'],
  r18: ['error REWRITE_COLLISION:36'],
  r20: ['error KEY_INVALID:32'],
  r24: ['error TEMPLATE_PARSE:35'],
  r26: ['error TEMPLATE_EXECUTE:33', 'warning TEMPLATE_DROPS_KEY:35'],
  r34: ['error TEMPLATE_PARSE:35'],
  r36: ['error TEMPLATE_PARSE:35'],
  r37: ['error TEMPLATE_PARSE:33'],
  r38: ['error TEMPLATE_TYPE:32'],
  r39: ['error TEMPLATE_TYPE:31'],
  r42: ['error FIELD_NOT_ALLOWED:32'],
  r43: ['error DATA_FROM_SOURCES:30'],
  r44: ['error NO_DATA:26'],
  r45: ['error SECRET_KEY_TWICE:35'],
  r46: ['warning UNKNOWN_FIELD:34', 'warning UNKNOWN_FIELD:37'],
  r47: ['warning VERSION_UNSERVED:10', 'warning FOREIGN_KIND:34'],
  r48: ['error FIELD_DURATION:27'],
  r50: ['error STORE_NOT_FOUND:23'],
  r53: ['error EXTRACT_NOT_OBJECT:32'],
  r55: ['error MERGE_TARGET_MISSING:62'],
  r56: ['warning IMMUTABLE_REFRESH:32'],
  r57: ['warning GENERATOR_UNSTABLE:30'],
  r59: ['error GENERIC_TARGET_DISABLED:31'],
  r66: ['error FIELD_FORM:28', 'error FIELD_FORM:32'],
  r67: ['error FIELD_TYPE:38'],
  r70: ['error TARGET_TWICE:44'],
  r72: ['warning CLUSTER_NAMESPACE_UNKNOWN:35'],
  r73: ['error NULL_BYTE:32'],
  r74: ['warning PUSH_SOURCE_MISSING:29'],
  r76: ['error SECRET_MISSING:33'],
  r77: ['error EMPTY_RESULT:27'],
};

interface Shown {
  readonly level: string;
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly object?: object;
  readonly field?: string;
}

async function problemsIn(argv: readonly string[], stdin = ''): Promise<readonly Shown[]> {
  const { stdout } = await runEsr(['validate', ...argv, '--output', 'json'], { stdin });
  return (JSON.parse(stdout) as { problems: readonly Shown[] }).problems;
}

describe('esr validate on the reports', () => {
  const files = readdirSync(reports).filter((file) => file.endsWith('.yaml'));

  test.each(files)('%s', async (file) => {
    const found = await problemsIn([path.join(reports, file)]);
    const wanted = findings[file.slice(0, 3)] ?? [];
    expect(found.map(({ level, code, line }) => `${level} ${code}:${line}`)).toEqual(wanted);
    const text = readFileSync(path.join(reports, file), 'utf8').split('\n');
    for (const { line, column, file: at, level, object } of found) {
      expect(at).toBe(path.join(reports, file));
      expect(text[line - 1]?.length).toBeGreaterThanOrEqual(column - 1);
      if (level === 'error') expect(object).toBeDefined();
    }
  });

  test('what must fail is found, but for what only a run can tell', () => {
    const failing = files.filter((file) =>
      readFileSync(path.join(reports, file), 'utf8').includes('Must happen: failure'),
    );
    const unfound = failing.filter(
      (file) => !(findings[file.slice(0, 3)] ?? []).some((line) => line.startsWith('error')),
    );
    expect(unfound).toEqual([]);
  });
});

const store = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s, namespace: shop}
spec: {provider: {vault: {server: "https://vault.example", path: kv}}}
`;
const bad = `${store}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: "a&b<c>", namespace: shop}
spec:
  secretStoreRef: {name: s}
  target: {template: {data: {k: "{{ .x | b64enc }}"}}}
  data: [{secretKey: k, remoteRef: {key: a, propery: b}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: t, namespace: shop}
spec:
  secretStoreRef: {name: none}
  target: {template: {data: {k: "{{ .k | b64enc }}"}}}
  data: [{secretKey: k, remoteRef: {key: a}}, {secretKey: l, remoteRef: {key: "100%, b"}}]
`;

describe('esr validate --output', () => {
  test('sarif is by the standard', async () => {
    const { status, stdout } = await runEsr(['validate', '-', '--output', 'sarif'], { stdin: bad });
    expect(status).toBe(1);
    const log = JSON.parse(stdout) as {
      runs: readonly {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number; locations: object[] }[];
      }[];
    };
    const ajv = new Ajv({
      strict: false,
      unicodeRegExp: false,
      formats: { 'date-time': true, uri: /^[a-z]+:/, 'uri-reference': /^[^\s<>"{}|\\^`]*$/ },
    });
    const check = ajv.compile(sarifSchema);
    expect(check(log) ? [] : check.errors).toEqual([]);
    const [run] = log.runs;
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(run?.results.map(({ locations }) => locations.length)).toContain(1);
    const clean = await runEsr(['validate', '-', '--output', 'sarif'], { stdin: 'a: b\n' });
    expect(check(JSON.parse(clean.stdout))).toBe(true);
  });

  test('github is one workflow command a line, with everything escaped', async () => {
    const { stdout } = await runEsr(['validate', '-', '--output', 'github'], { stdin: bad });
    const lines = stdout.trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning) (?:(?:file|line|col|title)=[^,:]+,?)+::[^\r\n]+$/);
    expect(stdout).toContain('title=STORE_NOT_FOUND::');
    expect(stdout).toContain('key "100%25, b"');
    const file = path.join(reports, 'r70-two-owners.yaml');
    const own = await runEsr(['validate', file, '--output', 'github']);
    expect(own.stdout).toContain(`file=${file},line=44,col=3,title=TARGET_TWICE::`);
  });

  test('junit is well-formed, and counts', async () => {
    const { stdout } = await runEsr(['validate', '-', '--output', 'junit'], { stdin: bad });
    expect(stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /);
    expect(unbalanced(stdout)).toEqual([]);
    const counts = /<testsuites name="esr validate" tests="(\d+)" failures="(\d+)" skipped="(\d+)">/.exec(stdout);
    const [tests, failures, skipped] = (counts ?? []).slice(1).map(Number);
    expect(tests).toBe([...stdout.matchAll(/<testcase /g)].length);
    expect(failures).toBe([...stdout.matchAll(/<failure /g)].length);
    expect(skipped).toBe([...stdout.matchAll(/<skipped /g)].length);
    expect(failures).toBeGreaterThan(0);
    const strict = await runEsr(['validate', '-', '--output', 'junit', '--strict'], { stdin: bad });
    expect(strict.stdout).not.toContain('<skipped');
    const clean = await runEsr(['validate', '-', '--output', 'junit'], { stdin: store });
    expect(clean).toMatchObject({ status: 0, stdout: expect.stringContaining('tests="1" failures="0"') as string });
  });

  test('text is for people, coloured where they look', async () => {
    const plain = await runEsr(['validate', '-'], { stdin: bad });
    expect(plain.stdout).not.toContain('\u001b');
    const colour = await runEsr(['validate', '-'], {
      stdin: bad,
      terminal: { hasColour: { out: true, error: false } },
    });
    expect(stripVTControlCharacters(colour.stdout)).toBe(plain.stdout);
    expect(colour.stdout).toContain('\u001b[31m');
  });
});

describe('esr validate on the examples', () => {
  const top = path.join(__dirname, '..', '..');
  const manifestsIn = (...folders: readonly string[]) =>
    folders.flatMap((folder) =>
      readdirSync(path.join(top, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.yaml') && !/(?:^|\/)(?:kustomization|config)\.yaml$/.test(file))
        .map((file) => path.join(top, folder, file)),
    );
  const config = ['--config', path.join(top, 'argocd-example/offline/config.yaml')];

  test.each([
    [
      'kustomize, offline',
      manifestsIn('kustomize-example/base', 'kustomize-example/overlays/offline'),
      ['VERSION_UNSERVED'],
    ],
    ['kustomize, aws', manifestsIn('kustomize-example/base', 'kustomize-example/overlays/aws'), ['VERSION_UNSERVED']],
    [
      'kustomize, generator',
      manifestsIn(
        'kustomize-example/overlays/generator/external-secrets',
        'kustomize-example/overlays/generator/stores',
      ),
      ['STORE_UNUSED', 'STORE_UNUSED'],
    ],
    ['argocd, plain', [...manifestsIn('argocd-example/apps/plain'), ...config], []],
    ['argocd, kustomize', [...manifestsIn('argocd-example/apps/kustomize'), ...config], []],
    ["argocd, the platform's stores", manifestsIn('argocd-example/platform'), []],
  ])('%s', async (_name, argv, codes) => {
    expect((await problemsIn(argv)).map(({ code }) => code)).toEqual(codes);
  });
});

describe('esr validate', () => {
  test('looks at several files together', async () => {
    const folder = path.join(__dirname, '..', '..', 'kustomize-example');
    const files = ['base/vault.yaml', 'base/settings.yaml', 'overlays/offline/stores.yaml'];
    const found = await problemsIn(files.map((file) => path.join(folder, file)));
    expect(found.map(({ code }) => code)).toEqual(['STORE_UNUSED']);
    const alone = await problemsIn([path.join(folder, 'base/vault.yaml')]);
    expect(alone.map(({ code }) => code)).toEqual(['STORE_NOT_FOUND']);
  });

  test('--disable leaves codes out', async () => {
    const found = await problemsIn(['-', '--disable', 'STORE_NOT_FOUND,TEMPLATE_DROPS_KEY, UNKNOWN_FIELD'], bad);
    expect(found.map(({ code }) => code)).not.toContain('STORE_NOT_FOUND');
    expect(found.length).toBeGreaterThan(0);
  });

  test('a line is shown where no value can stand, with a caret', async () => {
    const { stdout } = await runEsr(['validate', '-'], { stdin: bad });
    expect(stdout).toContain(
      '  | data: [{secretKey: k, remoteRef: {key: a, propery: b}}]\n  |                                           ^\n',
    );
    expect(stdout).not.toContain('| target');
  });
});

describe('what calls esr validate', () => {
  const top = path.join(__dirname, '..', '..');
  const flagsIn = (text: string) => [
    ...new Set([...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, flag = '']) => flag)),
  ];

  test('the hooks of pre-commit name flags and codes that exist', async () => {
    const hooks = readYaml(bytesOf(readFileSync(path.join(top, '.pre-commit-hooks.yaml'), 'utf8')))
      .value as unknown as readonly {
      entry: string;
      args?: readonly string[];
    }[];
    const page = readFileSync(path.join(top, 'docs', 'errors.md'), 'utf8');
    for (const { entry, args = [] } of hooks) {
      expect(entry).toBe('esr validate');
      const [flag, codes = ''] = args;
      expect([undefined, '--disable']).toContain(flag);
      for (const code of codes.split(',').filter(Boolean)) expect(page).toContain(`### ${code}\n`);
    }
  });

  test('the action names flags that exist, and reads no input as code', async () => {
    const text = readFileSync(path.join(top, 'action.yml'), 'utf8');
    const { runs } = readYaml(bytesOf(text)).value as unknown as { runs: { steps: readonly { run: string }[] } };
    const script = runs.steps.map(({ run }) => run).join('');
    expect(script).not.toContain('$' + '{{');
    const help = (await runEsr(['validate', '--help'])).stdout;
    const npx = ['yes', 'package'];
    for (const flag of flagsIn(script).filter((each) => !npx.includes(each))) expect(help).toContain(`--${flag}`);
  });
});

/** Elements that are not closed, or closed out of turn. */
function unbalanced(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, closing, name = '', selfClosing] of xml.matchAll(
    /<(\/?)([a-z]+)(?:\s+[a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#10);[^"<&]*)*")*\s*(\/?)>/g,
  )) {
    if (closing === '/') {
      if (open.pop() !== name) return [name];
    } else if (selfClosing !== '/') open.push(name);
  }
  return open;
}
