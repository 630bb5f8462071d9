import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ParameterValue, ParameterValues } from '../../plugin/cli/argocd/parameter-values.ts';
import { parameters } from '../../plugin/cli/argocd/parameters.ts';
import { parseImage } from '../../plugin/cli/argocd/parse-image.ts';
import { parsePatch } from '../../plugin/cli/argocd/parse-patch.ts';
import { readParameters } from '../../plugin/cli/argocd/read-parameters.ts';
import { readReferences } from '../../plugin/cli/argocd/read-references.ts';
import { repositoryRoot } from '../../plugin/cli/argocd/repository-root.ts';
import type { EsrErrors } from '../../plugin/errors/esr-error.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { runEsr } from '../support/run-esr.ts';

// What needs no tool; test/hosts/argocd.test.ts runs the plugin as Argo CD does.

const repository = 'argocd-example';

interface Call {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

const app = (
  name: string,
  {
    plugin = {},
  }: {
    readonly plugin?: { readonly env?: Readonly<Record<string, string>>; readonly parameters?: readonly JsonObject[] };
  } = {},
): Call => ({
  name,
  env: {
    ...Object.fromEntries(Object.entries(plugin.env ?? {}).map(([key, value]) => [`ARGOCD_ENV_${key}`, value])),
    ARGOCD_APP_PARAMETERS: JSON.stringify(plugin.parameters ?? null),
    ARGOCD_APP_NAME: 'web',
    ARGOCD_APP_NAMESPACE: 'shop',
    ARGOCD_APP_SOURCE_PATH: `apps/${name}`,
    ESR_CONFIG: `${repository}/offline/config.yaml`,
    ESR_REFS: 'platform=docs',
    PATH: '/nowhere',
  },
});
const generate = ({ name, env }: Call) => runEsr(['argocd', 'generate', `${repository}/apps/${name}`], { env });
const withParameters = (...given: readonly JsonObject[]) => ({ plugin: { parameters: given } });
const array = (name: string, ...items: readonly string[]): JsonObject => ({ name, array: items });
const text = (name: string, string: string): JsonObject => ({ name, string });
const map = (name: string, members: Readonly<Record<string, string>>): JsonObject => ({ name, map: members });

describe('esr argocd generate', () => {
  const refused = [
    {
      name: 'an unknown parameter',
      at: app('plain', withParameters(text('directory-recurs', 'true'))),
      says: 'did you mean "directory-recurse"',
    },
    {
      name: 'a list where text is wanted',
      at: app('plain', withParameters(array('directory-recurse', 'true'))),
      says: 'PARAMETER_FORM',
    },
    {
      name: 'a switch that is neither',
      at: app('plain', withParameters(text('directory-recurse', 'yes'))),
      says: 'must be true or false',
    },
    {
      name: 'a parameter of another kind of folder',
      at: app('plain', withParameters(text('kustomize-name-prefix', 'p-'))),
      says: 'a folder of plain manifests',
    },
    {
      name: 'chart parameters in a kustomization',
      at: app('kustomize-over-helm', withParameters(map('helm-set', { a: 'b' }))),
      says: 'set helm-output',
    },
    {
      name: 'a variable of another kind',
      at: app('plain', { plugin: { env: { HELM_VALUES: 'a: b' } } }),
      says: 'helm-values does nothing here',
    },
    {
      name: 'a value file outside',
      at: app('helm', withParameters(array('helm-value-files', '../../../values.yaml'))),
      says: 'PATH_OUTSIDE',
    },
    {
      name: 'an absolute value file',
      at: app('helm', withParameters(array('helm-value-files', '/../../etc/passwd'))),
      says: 'PATH_OUTSIDE',
    },
    {
      name: 'a value file from a server',
      at: app('helm', withParameters(array('helm-value-files', 'https://169.254.169.254/x'))),
      says: 'PATH_OUTSIDE',
    },
    {
      name: 'a value file that is not there',
      at: app('helm', withParameters(array('helm-value-files', 'none.yaml'))),
      says: 'none.yaml cannot be read',
    },
    {
      name: 'a folder of values that nobody brought along',
      at: app('helm', withParameters(array('helm-value-files', '$other/x.yaml'))),
      says: 'known are platform',
    },
    {
      name: 'a way out of that folder',
      at: app('helm', withParameters(array('helm-value-files', '$platform/../x.yaml'))),
      says: 'PATH_OUTSIDE',
    },
    {
      name: 'functions of the repository',
      at: app('kustomize', withParameters(array('kustomize-build-options', '--enable-exec'))),
      says: 'BUILD_OPTION_REFUSED',
    },
    {
      name: 'files from everywhere',
      at: app('kustomize', withParameters(array('kustomize-build-options', '--load-restrictor=LoadRestrictionsNone'))),
      says: 'BUILD_OPTION_REFUSED',
    },
    {
      name: 'a component outside',
      at: app('kustomize', withParameters(array('kustomize-components', '../../../x'))),
      says: 'PATH_OUTSIDE',
    },
    {
      name: 'an image that is none',
      at: app('kustomize', withParameters(array('kustomize-images', 'web'))),
      says: 'kustomize-images must be',
    },
    {
      name: 'a patch that is none',
      at: app('kustomize', withParameters(array('kustomize-patches', 'a: b'))),
      says: 'kustomize-patches must be',
    },
    {
      name: 'the output of a chart outside',
      at: app('kustomize-over-helm', withParameters(text('helm-output', '../../x.yaml'))),
      says: 'PATH_OUTSIDE',
    },
    {
      name: 'the output of a chart over a file',
      at: app('kustomize-over-helm', withParameters(text('helm-output', 'values.yaml'))),
      says: 'is there already',
    },
  ];
  test.each(refused)('refuses $name', async ({ at, says }) => {
    const before = readdirSync(`${repository}/apps/${at.name}`);
    const { status, stdout, stderr } = await generate(at);
    expect([status === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain(says);
    expect(readdirSync(`${repository}/apps/${at.name}`)).toEqual(before);
  });

  test('tells all that is wrong with the parameters together', async () => {
    const given = [text('helm-skip-crds', 'x'), array('kustomize-images', 'web'), text('directory-recurse', 'true')];
    const { stderr } = await generate(app('helm', withParameters(...given)));
    expect(stderr.match(/^error /gm)).toHaveLength(3);
  });

  test('puts the kustomization back where the build fails', async () => {
    const at = app('kustomize', withParameters(text('kustomize-name-prefix', 'p-')));
    const before = readdirSync(`${repository}/apps/kustomize`);
    expect((await generate(at)).stderr).toContain('TOOL_MISSING');
    expect(readdirSync(`${repository}/apps/kustomize`)).toEqual(before);
  });

  test('renders plain manifests without any tool', async () => {
    expect(await generate(app('plain'))).toMatchObject({ status: 0, stderr: '', writes: 1 });
  });
});

describe('esr argocd', () => {
  test.each([
    [[], 'an action is wanted'],
    [['generat'], 'there is no action "generat"'],
    [['parameters', '/nowhere'], 'there is no such folder'],
  ])('%j is wrong usage', async (words, says) => {
    const result = await runEsr(['argocd', ...words]);
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain(says);
  });
});

describe('readParameters()', () => {
  const values = (given: ParameterValues) =>
    given
      .names()
      .map((name): [string, ParameterValue | undefined] => [
        name,
        given.text(name) ?? given.list(name) ?? [...(given.map(name) ?? [])].map((pair) => pair.join('=')),
      ]);
  const read = (list: unknown, env: Record<string, string> = {}) =>
    values(readParameters({ ...env, ...(list === undefined ? {} : { ARGOCD_APP_PARAMETERS: JSON.stringify(list) }) }));

  test.each([
    ['no parameters', undefined, {}, []],
    ['null, as Argo CD writes none', null, {}, []],
    ['text', [text('helm-values', 'a: b')], {}, [['helm-values', 'a: b']]],
    ['a list', [array('helm-api-versions', 'a', 'b')], {}, [['helm-api-versions', ['a', 'b']]]],
    ['a map', [map('helm-set', { a: '1' })], {}, [['helm-set', ['a=1']]]],
    [
      'empty values, as the form leaves them',
      [text('helm-values', ''), array('helm-api-versions'), { name: 'helm-set' }],
      {},
      [],
    ],
    [
      'text for a list: one item a line',
      [text('helm-api-versions', 'a\n b\n')],
      {},
      [['helm-api-versions', ['a', 'b']]],
    ],
    ['a variable', undefined, { ARGOCD_ENV_HELM_VALUES: 'a: b' }, [['helm-values', 'a: b']]],
    [
      'a variable that holds JSON',
      undefined,
      { ARGOCD_ENV_HELM_API_VERSIONS: '["a","b"]' },
      [['helm-api-versions', ['a', 'b']]],
    ],
    ['a variable with a map', undefined, { ARGOCD_ENV_HELM_SET: 'a=1=2\nb=' }, [['helm-set', ['a=1=2', 'b=']]]],
    [
      'a parameter before a variable',
      [text('helm-values', 'x')],
      { ARGOCD_ENV_HELM_VALUES: 'y' },
      [['helm-values', 'x']],
    ],
    ['variables of others', undefined, { ARGOCD_ENV_AVP_TYPE: 'vault', HELM_VALUES: 'x' }, []],
  ])('%s', (_name, list, env, want) => {
    expect(read(list, env as Record<string, string>)).toEqual(want);
  });

  test.each([
    ['no JSON', 'x'],
    ['no list', '{}'],
    ['items without a name', '[{}]'],
    ['a name of the prototype', '[{"name":"constructor","string":"x"}]'],
    ['a map for text', '[{"name":"helm-values","map":{}}]'],
    ['numbers in a list', '[{"name":"helm-api-versions","array":[1]}]'],
    ['a line without a value', '[{"name":"helm-set","string":"a"}]'],
  ])('refuses %s', (_name, given) => {
    expect(() => readParameters({ ARGOCD_APP_PARAMETERS: given })).toThrow();
  });

  test('says all that is wrong together', () => {
    const given = [text('a', 'b'), text('helm-set', 'x'), array('helm-values', 'x')];
    try {
      read(given);
    } catch (thrown) {
      expect((thrown as EsrErrors).errors.map(({ code }) => code)).toEqual([
        'PARAMETER_UNKNOWN',
        'PARAMETER_FORM',
        'PARAMETER_FORM',
      ]);
    }
    expect.assertions(1);
  });
});

describe('parseImage()', () => {
  test.each([
    ['web:1', { name: 'web', newTag: '1' }],
    ['reg:5000/web:1', { name: 'reg:5000/web', newTag: '1' }],
    ['web@sha256:ab', { name: 'web', digest: 'sha256:ab' }],
    ['web=new', { name: 'web', newName: 'new' }],
    ['web=reg:5000/new', { name: 'web', newName: 'reg:5000/new' }],
    ['web=reg:5000/new:2', { name: 'web', newName: 'reg:5000/new', newTag: '2' }],
    ['web=new:2@sha256:ab', { name: 'web', newName: 'new', digest: 'sha256:ab' }],
    ['web', undefined],
    ['=x', undefined],
    ['', undefined],
  ])('%s', (image, want) => {
    expect(parseImage(image)).toEqual(want);
  });
});

describe('parsePatch()', () => {
  test.each([
    ['kind: Deployment\nmetadata: {name: a}', { patch: 'kind: Deployment\nmetadata: {name: a}' }],
    ['path: a.yaml', { path: 'a.yaml' }],
    ['patch: "[]"\ntarget: {kind: X}', { patch: '[]', target: { kind: 'X' } }],
    ['target: {kind: X}', undefined],
    ['path: a.yaml\nother: x', undefined],
    ['- op: add', undefined],
    ['a: [', undefined],
  ])('%j', (patch, want) => {
    expect(parsePatch(patch)).toEqual(want);
  });
});

describe('repositoryRoot()', () => {
  test.each([
    ['/w/repo/apps/web', 'apps/web', '/w/repo'],
    ['/w/repo/apps/web', './apps//web/', '/w/repo'],
    ['/w/repo', '.', '/w/repo'],
    ['/w/repo', undefined, '/w/repo'],
    ['/w/repo/apps/web', 'apps/other', '/w/repo/apps/web'],
    ['/w/repo/apps/web', 'web/../apps/web', '/w/repo/apps/web'],
    ['/w', 'a/b/c/d', '/w'],
  ])('%s with %s', (at, sourcePath, want) => {
    expect(repositoryRoot(at, sourcePath)).toBe(want);
  });
});

describe('readReferences()', () => {
  test('reads names and folders', () => {
    expect([...readReferences('a=/x, b=/y/z')]).toEqual([
      ['a', '/x'],
      ['b', '/y/z'],
    ]);
    expect(readReferences(undefined).size).toBe(0);
  });

  test.each(['a', '=x', 'a='])('refuses %s', (given) => {
    expect(() => readReferences(given)).toThrow();
  });
});

describe('the table of parameters', () => {
  test('names are distinct, and words as long as a form bears', () => {
    const names = parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { title, tooltip } of parameters)
      expect([title.length < 40, tooltip.endsWith('.')]).toEqual([true, true]);
  });
});

describe('a link that leads out of the repository', () => {
  const top = mkdtempSync(path.join(tmpdir(), 'esr-links-'));
  afterAll(() => rmSync(top, { recursive: true }));
  const files = [
    ['apps/kustomized/kustomization.yaml', 'resources: []\n'],
    ['apps/chart/Chart.yaml', 'apiVersion: v2\nname: x\nversion: 0.0.0\n'],
    ['apps/plain/a.yaml', 'a: 1\n'],
    ['parts/part/Chart.yaml', 'apiVersion: v2\nname: part\nversion: 0.0.0\n'],
  ] as const;
  beforeAll(() => {
    for (const [name, content] of files) {
      mkdirSync(path.join(top, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(top, name), content);
    }
    symlinkSync('/proc/self/environ', path.join(top, 'parts/part/token'));
  });
  // A chart or a base beside the folder is built as well, and its files with it; manifests of a plain folder are its own.
  test.each([
    ['kustomized', 'PATH_OUTSIDE'],
    ['chart', 'PATH_OUTSIDE'],
    ['plain', ''],
  ])('anywhere in it: %s', async (name, says) => {
    const { env } = app(name);
    const result = await runEsr(['argocd', 'generate', path.join(top, 'apps', name)], { env });
    expect(result.status === 0).toBe(says === '');
    expect(result.stderr).toContain(says);
  });
});
