import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../plugin/model/document.ts';
import { type BuiltEsr, buildEsr } from '../support/built-esr.ts';
import { type CmpApplication, CmpServer } from '../support/cmp-server.ts';
import { readStream } from '../support/read-stream.ts';
import { describeWith, toolPath } from '../support/tools.ts';

// argocd-example/ as Argo CD would run it; the real kustomize and helm render.

const root = mkdtempSync(path.join(tmpdir(), 'esr-argocd-'));
const repository = 'argocd-example';
let esr: BuiltEsr;
let server: CmpServer;
let environment: Record<string, string>;

beforeAll(() => {
  esr = buildEsr();
  const folders = ['kustomize', 'helm'].flatMap((tool) => {
    const found = toolPath(tool);
    return found === undefined ? [] : [path.dirname(found)];
  });
  environment = {
    HOME: path.join(root, 'home'),
    PATH: [esr.bin, ...folders, process.env['PATH'] ?? ''].join(path.delimiter),
    ESR_CONFIG: path.resolve(repository, 'offline/config.yaml'),
    ESR_REFS: `platform=${path.join(root, 'refs')}`,
    VAULT_TOKEN: 'sidecar-token-4711',
    AWS_SECRET_ACCESS_KEY: 'sidecar-key-4711',
  };
  server = new CmpServer(path.join(repository, 'plugin.yaml'), environment);
});
afterAll(() => {
  esr.remove();
  rmSync(root, { recursive: true });
});

function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name, file)), { recursive: true });
    writeFileSync(path.join(root, name, file), text);
  }
  return path.join(root, name);
}

const app = (name: string, more: Partial<CmpApplication> = {}): CmpApplication => ({
  repository,
  path: `apps/${name}`,
  ...more,
});
const withParameters = (...parameters: readonly JsonObject[]) => ({ plugin: { parameters } });
const array = (name: string, ...items: readonly string[]): JsonObject => ({ name, array: items });
const text = (name: string, string: string): JsonObject => ({ name, string });
const map = (name: string, members: Readonly<Record<string, string>>): JsonObject => ({ name, map: members });

const named = (stdout: string) =>
  readStream(stdout)
    .map(({ kind, metadata }) => `${kind} ${(metadata as JsonObject)['name']}`)
    .sort();
const workload = (stdout: string) => JSON.stringify(readStream(stdout).find(({ kind }) => kind === 'Deployment'));

describe('plain manifests', () => {
  const rows = [
    { name: 'the folder alone', parameters: [], want: ['Deployment web', 'Secret database'] },
    {
      name: 'recursion',
      parameters: [text('directory-recurse', 'true')],
      want: ['Deployment web', 'Secret database', 'Secret mail'],
    },
    {
      name: 'an included glob, which does not stop at a slash',
      parameters: [text('directory-recurse', 'true'), text('directory-include', '*mail.yaml')],
      want: ['Secret mail'],
    },
    {
      name: 'an excluded glob',
      parameters: [text('directory-recurse', 'true'), text('directory-exclude', '{web,jobs/*}.yaml')],
      want: ['Secret database'],
    },
  ];
  test.each(rows)('$name', ({ parameters, want }) => {
    const answer = server.generate(app('plain', withParameters(...parameters)));
    expect([answer.status, answer.stderr, named(answer.stdout)]).toEqual([0, '', want]);
  });

  test('an application that names no plugin, and the same by variables', () => {
    expect(named(server.generate(app('plain')).stdout)).toEqual(['Deployment web', 'Secret database']);
    const { stdout } = server.generate(app('plain', { plugin: { env: { DIRECTORY_RECURSE: 'true' } } }));
    expect(named(stdout)).toContain('Secret mail');
  });

  test('a carried sync wave, and the namespace of the destination', () => {
    const { stdout } = server.generate(app('plain', withParameters(text('directory-recurse', 'true'))));
    const mail = readStream(stdout).find(({ metadata }) => (metadata as JsonObject)['name'] === 'mail');
    expect(mail).toMatchObject({
      metadata: { namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
    });
  });
});

describeWith(['kustomize'], 'kustomize', () => {
  test('every parameter at once, and the copy of the repository is left as it was', () => {
    const answer = server.generate(
      app(
        'kustomize',
        withParameters(
          array('kustomize-images', 'registry.example.com/web=other/w:2'),
          text('kustomize-name-prefix', 'p-'),
          text('kustomize-name-suffix', '-s'),
          text('kustomize-namespace', 'shop'),
          map('kustomize-replicas', { web: '4' }),
          map('kustomize-common-labels', { team: 'shop' }),
          map('kustomize-common-annotations', { 'example.com/a': 'b' }),
          array('kustomize-components', 'debug'),
          array(
            'kustomize-patches',
            'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true}\n',
            'target: {kind: Deployment}\npatch: |-\n  - {op: add, path: /spec/minReadySeconds, value: 5}\n',
          ),
        ),
      ),
    );
    expect([answer.status, answer.stderr]).toEqual([0, '']);
    const shown = workload(answer.stdout);
    for (const part of [
      '"image":"other/w:2"',
      '"name":"p-web-s","namespace":"shop"',
      '"replicas":4',
      '"matchLabels":{"app":"web","team":"shop"}',
      '"example.com/a":"b"',
      '"example.com/debug":"on"',
      '"paused":true',
      '"minReadySeconds":5',
    ]) {
      expect(shown).toContain(part);
    }
    expect(answer.files).toEqual(readdirSync(path.join(repository, 'apps/kustomize')).sort());
  });

  test('the variables of an ApplicationSet, and labels that leave selectors alone', () => {
    const env = {
      KUSTOMIZE_IMAGES: 'registry.example.com/web=registry.example.com/web:$ARGOCD_APP_REVISION_SHORT',
      KUSTOMIZE_COMMON_LABELS: 'team=shop',
      KUSTOMIZE_LABELS_WITHOUT_SELECTORS: 'true',
    };
    const shown = workload(server.generate(app('kustomize', { plugin: { env } })).stdout);
    expect(shown).toContain('web:1f0c1f0"');
    expect(shown).toContain('"matchLabels":{"app":"web"}');
    expect(shown).toContain('"team":"shop"');
  });
});

describeWith(['helm'], 'Helm', () => {
  const rows = [
    {
      name: 'nothing: release name, namespace and versions are those of the application',
      parameters: [],
      shows: ['"name":"web"', '"namespace":"shop"', '"kubernetes":"v1.33.2"', '"replicas":1'],
    },
    {
      name: 'value files: of the folder, from the top of the repository, of another repository; one may be missing',
      parameters: [
        array('helm-value-files', 'none.yaml', '/apps/helm/values-prod.yaml', '$platform/eu/values.yaml'),
        text('helm-ignore-missing-value-files', 'true'),
      ],
      shows: ['"replicas":3', '"image":"eu:1"'],
    },
    {
      name: 'inline values over files, single values over both; name and version of its own',
      parameters: [
        array('helm-value-files', 'values-prod.yaml'),
        text('helm-values', 'replicas: 5\nimage: x:1\n'),
        map('helm-set', { image: 'registry.example.com/web:a,b' }),
        map('helm-set-string', { 'labels.rev': '0123' }),
        text('helm-release-name', 'site'),
        text('helm-kube-version', '1.29.0'),
      ],
      shows: [
        '"replicas":5',
        '"image":"registry.example.com/web:a,b"',
        '"rev":"0123"',
        '"name":"site"',
        '"kubernetes":"v1.29.0"',
      ],
    },
  ];
  test.each(rows)('$name', ({ parameters, shows }) => {
    folder('refs', { 'eu/values.yaml': 'image: eu:1\n' });
    const { status, stderr, stdout } = server.generate(app('helm', withParameters(...parameters)));
    expect([status, stderr]).toEqual([0, '']);
    for (const shown of shows) expect(workload(stdout)).toContain(shown);
    expect(named(stdout).some((name) => name.startsWith('Secret '))).toBe(true);
  });

  test('the example application', () => {
    const [application] = readStream(readFileSync(path.join(repository, 'application.yaml'), 'utf8'));
    const { source } = Object(application?.['spec']) as { source: { plugin: { parameters: readonly JsonObject[] } } };
    const { status, stdout } = server.generate(app('helm', { plugin: source.plugin }));
    expect([status, workload(stdout)]).toEqual([0, expect.stringContaining('web:1.4.2')]);
  });

  test('dependencies that are missing are fetched', () => {
    const chart = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
    const repo = folder('dependencies', {
      'web/Chart.yaml': chart('web', 'dependencies: [{name: part, version: 1.0.0, repository: "file://../part"}]\n'),
      'part/Chart.yaml': chart('part'),
      'part/templates/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: part}\n',
    });
    const { status, stderr, stdout } = server.generate({ repository: repo, path: 'web' });
    expect([status, stderr, named(stdout)]).toEqual([0, '', ['ConfigMap part']]);
  });

  test('CRDs, tests and schemas', () => {
    const repo = folder('switches', {
      'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'c/crds/x.yaml': 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n',
      'c/templates/t.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: t, annotations: {helm.sh/hook: test}}\n',
      'c/values.schema.json': '{"required": ["must"]}',
    });
    const at = { repository: repo, path: 'c' };
    const skip = (...names: readonly string[]) =>
      withParameters(...names.map((name) => text(`helm-skip-${name}`, 'true')));
    expect(server.generate(at).stderr).toContain("values don't meet the specifications");
    const names = (...skipped: readonly string[]) =>
      named(server.generate({ ...at, ...skip('schema-validation', ...skipped) }).stdout);
    expect(names()).toEqual(['CustomResourceDefinition x', 'Pod t']);
    expect(names('crds', 'tests')).toEqual([]);
  });
});

describeWith(['kustomize', 'helm'], 'kustomize over Helm', () => {
  test('a chart without a kustomization, by parameters alone', () => {
    const { status, stderr, stdout } = server.generate(
      app('helm', withParameters(text('kustomize-name-prefix', 'p-'))),
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(workload(stdout)).toContain('"name":"p-web"');
  });

  test('a kustomization that lists what the chart beside it gives', () => {
    const parameters = [text('helm-output', 'chart.yaml'), map('helm-set', { replicas: '2' })];
    const at = app('kustomize-over-helm', withParameters(...parameters));
    const { status, stderr, stdout, files } = server.generate(at);
    expect([status, stderr]).toEqual([0, '']);
    expect(workload(stdout)).toContain('"example.com/team":"shop"');
    expect(workload(stdout)).toContain('"replicas":2');
    expect(named(stdout)).toEqual(['Deployment web', 'Secret web-database']);
    expect(files).not.toContain('chart.yaml');
  });

  test('charts of a kustomization, with the versions of the destination', () => {
    const repo = folder('inflated', {
      'app/kustomization.yaml': 'helmCharts: [{name: c, releaseName: r}]\n',
      'app/charts/c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'app/charts/c/values.yaml': '{}\n',
      'app/charts/c/templates/x.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {v: "{{ .Capabilities.KubeVersion.Version }}", m: "{{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}"}\n',
    });
    const at = { repository: repo, path: 'app', ...withParameters(array('kustomize-build-options', '--enable-helm')) };
    const { status, stderr, stdout } = server.generate(at);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('v: v1.33.2');
    expect(stdout).toContain('m: "true"');
  });
});

describe('discovery', () => {
  const samples = ['plain', 'kustomize', 'helm', 'kustomize-over-helm'];
  test.each(samples)('%s is for the plugin', (name) => {
    expect(server.matches(app(name)).isMatch).toBe(true);
  });

  test('what holds no ExternalSecret is not, unless it names the plugin', () => {
    const repo = folder('others', { 'app/x.yaml': 'kind: ConfigMap\n', 'app/notes.md': 'external-secrets.io/v1\n' });
    const at = { repository: repo, path: 'app' };
    expect(server.matches(at)).toMatchObject({ isMatch: false, answer: { status: 0, stderr: '' } });
    expect(server.matches({ ...at, plugin: {} }).isMatch).toBe(true);
  });

  test('follows a kustomization to its bases, and no further than the repository', () => {
    const es = 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\n';
    const repo = folder('bases/repo', {
      'app/kustomization.yaml': 'resources: [../base, ../../outside]\n',
      'far/kustomization.yaml': 'resources: [../../outside, ../loop]\n',
      'loop/kustomization.yaml': 'resources: [../far, none.yaml, "https://example.com/x"]\n',
      'base/kustomization.yaml': 'resources: [es.yaml]\n',
      'base/es.yaml': es,
    });
    folder('bases/outside', { 'kustomization.yaml': 'resources: [es.yaml]\n', 'es.yaml': es });
    expect(server.matches({ repository: repo, path: 'app' }).isMatch).toBe(true);
    expect(server.matches({ repository: repo, path: 'far' }).isMatch).toBe(false);
  });
});

describe('the form', () => {
  test.each([
    ['plain', /^directory-/],
    ['kustomize', /^(kustomize-|helm-output$)/],
    ['helm', /^(helm|kustomize)-/],
  ])('of %s shows what does something there', (name, pattern) => {
    const items = server.announcement(app(name));
    expect(items.length).toBeGreaterThan(2);
    for (const item of items) {
      expect(item['name']).toMatch(pattern);
      expect(['string', 'array', 'map']).toContain(item['collectionType']);
      expect(item).toMatchObject({ title: expect.any(String), tooltip: expect.any(String) });
    }
  });
});

describe('what is wrong', () => {
  test('leaves nothing on stdout, and the cause in a few lines', () => {
    const parameters = [text('directory-recurs', 'true')];
    const { status, stdout, stderr } = server.generate(app('plain', withParameters(...parameters)));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('did you mean "directory-recurse"');
  });

  const failing = [
    { name: 'a key that is not there', parameter: map('helm-set', { secretKey: 'shop/none' }), says: 'shop/none' },
    { name: 'a chart that fails', parameter: text('helm-values', 'labels: [1'), says: 'helm template' },
  ];
  describeWith(['helm'], 'in a chart', () => {
    test.each(failing)('$name', ({ parameter, says }) => {
      const { status, stdout, stderr } = server.generate(app('helm', withParameters(parameter)));
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toContain(says);
      expect(stderr.length).toBeLessThan(8192);
      expect(stderr).not.toMatch(/4711|example-only/);
    });
  });
});

describe('the trust boundary', () => {
  test('a link out of the repository is not followed', () => {
    folder('secret', { 'token.yaml': 'token: sidecar\n' });
    const repo = folder('linked', { 'app/x.yaml': 'kind: ConfigMap\n', 'in/x.yaml': 'kind: X\n' });
    symlinkSync(path.join(root, 'secret/token.yaml'), path.join(repo, 'app/leak.yaml'));
    symlinkSync('../app/x.yaml', path.join(repo, 'in/y.yaml'));
    expect(server.generate({ repository: repo, path: 'app' })).toMatchObject({ status: 1, stdout: '' });
    expect(server.generate({ repository: repo, path: 'in' })).toMatchObject({ status: 0 });
  });

  test('variables of the application pick neither configuration nor credentials', () => {
    const repo = folder('own', {
      'app/es.yaml':
        'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: e}\nspec: {secretStoreRef: {name: mine, kind: ClusterSecretStore}, dataFrom: [{extract: {key: a}}]}\n',
      'app/store.yaml':
        'apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: mine}\nspec: {provider: {fake: {data: [{key: a, value: "{}"}]}}}\n',
      'app/config.yaml':
        'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow}\n',
    });
    const env = {
      ESR_CONFIG: 'config.yaml',
      ESR_REFS: 'x=/',
      VAULT_ADDR: 'https://evil.example',
      APP_PROJECT_NAME: 'platform',
    };
    const { status, stdout, stderr } = server.generate({ repository: repo, path: 'app', plugin: { env } });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('INPUT_STORE_DENIED');
  });

  describeWith(['kustomize', 'helm'], 'tools', () => {
    test('a helm plugin that the repository brings along does not run', () => {
      const repo = folder('plugin', {
        'app/kustomization.yaml':
          'helmGlobals: {configHome: ./conf}\nhelmCharts: [{name: c, repo: "evil://x", version: 1.0.0, releaseName: r}]\n',
        'app/conf/.data/plugins/evil/plugin.yaml': `name: evil\nversion: 0.1.0\nusage: x\ndescription: x\ncommand: "true"\ndownloaders: [{command: run, protocols: [evil]}]\n`,
        'app/conf/.data/plugins/evil/run': `#!/bin/sh\ntouch ${path.join(root, 'ran')}\n`,
      });
      const at = {
        repository: repo,
        path: 'app',
        ...withParameters(array('kustomize-build-options', '--enable-helm')),
      };
      expect(server.generate(at).status).toBe(1);
      expect(readdirSync(root)).not.toContain('ran');
    });
  });

  test('tools get no credentials of the sidecar', () => {
    const spy = folder('spy', { kustomize: '#!/bin/sh\nenv | sort | sed "s/^/# /"\n' });
    chmodSync(path.join(spy, 'kustomize'), 0o755);
    const watched = new CmpServer(path.join(repository, 'plugin.yaml'), {
      ...environment,
      PATH: `${spy}${path.delimiter}${environment['PATH']}`,
    });
    const { status, stdout } = watched.generate(app('kustomize'));
    expect(status).toBe(0);
    expect(stdout).toContain('ARGOCD_APP_NAME=web');
    expect(stdout).not.toMatch(/4711|ESR_CONFIG/);
  });
});

describe('two renders are equal byte for byte', () => {
  const output = withParameters(text('helm-output', 'chart.yaml'));
  const samples: readonly { name: string; needs: readonly string[]; more?: Partial<CmpApplication> }[] = [
    { name: 'plain', needs: [] },
    { name: 'kustomize', needs: ['kustomize'] },
    { name: 'helm', needs: ['helm'] },
    { name: 'kustomize-over-helm', needs: ['kustomize', 'helm'], more: output },
  ];
  for (const { name, needs, more = {} } of samples) {
    describeWith(needs, name, () => {
      test('argocd-example', () => {
        const first = server.generate(app(name, more));
        expect(first.status).toBe(0);
        expect(server.generate(app(name, more)).stdout).toBe(first.stdout);
      });
    });
  }
});

/** A container of a pod, as far as it is looked at. */
interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly object[];
}

describe('the sidecar', () => {
  const documentOf = (file: string) =>
    Object(readStream(readFileSync(path.join(repository, 'install', file), 'utf8'))[0]);

  test('is the same in the patch and in the values of the Helm chart', () => {
    const { spec } = documentOf('repo-server.yaml').spec.template;
    const { repoServer } = documentOf('argo-cd-values.yaml');
    expect(repoServer.extraContainers).toEqual(spec.containers);
    expect(repoServer.volumes).toEqual(spec.volumes);
  });

  test('has a daemon beside it with its image, user, configuration and credentials', () => {
    const [sidecar] = documentOf('repo-server.yaml').spec.template.spec.containers;
    const [more, daemon] = documentOf('serve.yaml').spec.template.spec.containers;
    expect(daemon.image).toBe(sidecar.image);
    expect(daemon.securityContext).toEqual(sidecar.securityContext);
    const socket = ({ env }: Container) => env.find(({ name }) => name === 'ESR_SOCKET')?.value;
    expect(socket(daemon)).toBe(socket(more));
    const mounts = ({ volumeMounts }: Container) => volumeMounts.map((mount) => JSON.stringify(mount));
    // What is the plugin's alone, and what is the daemon's alone.
    const own = /var-files|plugins|esr-plugin|esr-tmp|esr-serve-token/;
    const shared = [...mounts(sidecar), ...mounts(more)].filter((mount) => !own.test(mount)).sort();
    expect(
      mounts(daemon)
        .filter((mount) => !own.test(mount))
        .sort(),
    ).toEqual(shared);
    expect(mounts(sidecar).join()).not.toContain('serviceaccount');
  });

  describeWith(['kustomize'], 'under kustomize', () => {
    const build = (change: (kustomization: string) => string) => {
      const at = path.join(root, 'platform-repository');
      rmSync(at, { recursive: true, force: true });
      cpSync(repository, at, { recursive: true });
      const install = path.join(at, 'install');
      const server =
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: argocd-repo-server}\nspec: {template: {spec: {containers: [{name: argocd-repo-server, image: x}]}}}\n';
      writeFileSync(path.join(install, 'argo-cd.yaml'), server);
      const file = path.join(install, 'kustomization.yaml');
      const text = readFileSync(file, 'utf8').replace('resources:\n', 'resources:\n  - argo-cd.yaml\n');
      writeFileSync(file, change(text));
      const words = ['build', '--load-restrictor', 'LoadRestrictionsNone', install];
      return spawnSync(toolPath('kustomize') ?? '', words, { encoding: 'utf8' });
    };

    test('joins argocd-repo-server, with its two ConfigMaps', () => {
      const { status, stdout } = build((text) => text);
      expect(status).toBe(0);
      expect(named(stdout).map((name) => name.replace(/-[a-z0-9]{10}$/, ''))).toEqual([
        'ConfigMap esr-platform',
        'ConfigMap esr-plugin',
        'Deployment argocd-repo-server',
        'ServiceAccount argocd-repo-server',
      ]);
      expect(workload(stdout)).toMatch(/"configMap":\{"name":"esr-plugin-[a-z0-9]{10}"\}/);
      expect(workload(stdout)).toContain('"command":["/var/run/argocd/argocd-cmp-server"]');
    });

    test('is joined by the daemon where its lines are let in', () => {
      const { status, stdout } = build((text) => text.replaceAll(/# - (serve\S*\.yaml|path: serve\.yaml)/g, '- $1'));
      expect(status).toBe(0);
      expect(named(stdout)).toContain('Role external-secrets-render-serve');
      expect(workload(stdout).match(/"ESR_SOCKET","value":"\/run\/esr\/esr\.sock"/g)).toHaveLength(2);
      expect(workload(stdout)).toContain('"command":["esr","serve","--listen","0.0.0.0:8085"]');
      expect(workload(stdout)).toContain('"command":["/var/run/argocd/argocd-cmp-server"]');
    });
  });
});
