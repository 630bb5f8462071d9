import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '../../plugin/model/document.ts';
import { readStream } from './read-stream.ts';

/** An application as Argo CD hands it to a plugin. */
export interface CmpApplication {
  /** A repository: its files are copied for each call. */
  readonly repository: string;
  readonly path: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly project?: string;
  /** `source.plugin`; absent when the application names no plugin. */
  readonly plugin?: { readonly env?: Readonly<Record<string, string>>; readonly parameters?: readonly JsonObject[] };
}

/** What a call of the plugin came to. */
export interface CmpAnswer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Names of what is left in the application's folder afterwards. */
  readonly files: readonly string[];
}

/**
 * Calls a plugin as `argocd-cmp-server` does: argv without a shell, a fresh copy of the repository, the
 * application's folder as working directory, an empty standard input.
 *
 * @param environment - The sidecar's own.
 */
export class CmpServer {
  readonly #spec: JsonObject;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(pluginFile: string, environment: Readonly<Record<string, string>>) {
    const [plugin] = readStream(readFileSync(pluginFile, 'utf8'));
    this.#spec = plugin?.['spec'] as JsonObject;
    this.#environment = environment;
  }

  generate(application: CmpApplication): CmpAnswer {
    return this.#call(['generate'], application, { ...versions, ...this.#variables(application) });
  }

  /** Whether discovery says that the plugin is for the application; Argo CD asks also where it is named. */
  matches(application: CmpApplication): { readonly answer: CmpAnswer; readonly isMatch: boolean } {
    const named = application.plugin === undefined ? {} : versions;
    const answer = this.#call(['discover', 'find'], application, { ...named, ...this.#variables(application) });
    return { answer, isMatch: answer.status === 0 && answer.stdout !== '' };
  }

  announcement(application: CmpApplication): readonly JsonObject[] {
    const { ARGOCD_APP_NAMESPACE, ARGOCD_APP_PROJECT_NAME, ...fewer } = this.#variables(application);
    const { status, stdout } = this.#call(['parameters', 'dynamic'], application, fewer);
    if (status !== 0) throw new Error('the announcement failed');
    return JSON.parse(stdout) as readonly JsonObject[];
  }

  #variables({ name = 'web', namespace = 'shop', project = 'shop', path: at, plugin }: CmpApplication) {
    const own = {
      ARGOCD_APP_NAME: name,
      ARGOCD_APP_NAMESPACE: namespace,
      ARGOCD_APP_PROJECT_NAME: project,
      ARGOCD_APP_REVISION: '1f0c'.repeat(10),
      ARGOCD_APP_REVISION_SHORT: '1f0c1f0',
      ARGOCD_APP_REVISION_SHORT_8: '1f0c1f0c',
      ARGOCD_APP_SOURCE_REPO_URL: 'https://git.example.com/shop/deploy.git',
      ARGOCD_APP_SOURCE_PATH: at,
      ARGOCD_APP_SOURCE_TARGET_REVISION: 'main',
    };
    if (plugin === undefined) return own;
    const { env = {}, parameters } = plugin;
    const prefixed = Object.entries(env).map(([key, value]) => [`ARGOCD_ENV_${key}`, expanded(value, own)]);
    return { ...own, ...Object.fromEntries(prefixed), ARGOCD_APP_PARAMETERS: JSON.stringify(parameters ?? null) };
  }

  #call(
    where: readonly string[],
    { repository, path: at }: CmpApplication,
    variables: Record<string, string>,
  ): CmpAnswer {
    let held: unknown = this.#spec;
    for (const key of where) held = (held as JsonObject)[key];
    const { command, args = [] } = held as { readonly command: readonly string[]; readonly args?: readonly string[] };
    const copy = mkdtempSync(path.join(tmpdir(), 'cmp-'));
    try {
      cpSync(repository, copy, { recursive: true, verbatimSymlinks: true });
      const [program = '', ...words] = command;
      const cwd = path.join(copy, at);
      const { status, stdout, stderr } = spawnSync(program, [...words, ...args], {
        cwd,
        env: { ...this.#environment, ...variables },
        input: '',
        encoding: 'utf8',
        timeout: 60_000,
        killSignal: 'SIGKILL',
      });
      return { status, stdout, stderr, files: readdirSync(cwd).sort() };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }
}

const versions = { KUBE_VERSION: '1.33.2', KUBE_API_VERSIONS: 'v1,apps/v1,monitoring.coreos.com/v1' };

function expanded(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\{(\w+)\}|\$(\w+)/g, (all, braced?: string, bare?: string) =>
    all === '$$' ? '$' : (variables[braced ?? bare ?? ''] ?? ''),
  );
}
