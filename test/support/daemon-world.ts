import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FakeAnswer, HttpFake, type SeenRequest } from '../fakes/http-fake.ts';
import { type EsrResult, runEsr } from './run-esr.ts';

/** A daemon at work in this process. */
export interface RunningDaemon {
  readonly socket: string;
  /** Of the pages. */
  readonly url: string;
  log(): string;
  /** Told to stop; told again, it is to end at once. */
  stop(): Promise<EsrResult>;
}

/** What a daemon is started with besides the socket, the configuration and the pages. */
export interface DaemonOptions {
  readonly argv?: readonly string[];
  readonly socket?: string;
  /** The wall clock. */
  readonly now?: () => number;
}

const configText = `apiVersion: external-secrets-render.dev/v1alpha1
kind: RenderConfig
stores: [stores.yaml]
cluster: {kubeconfig: kubeconfig}
`;

const kubeconfigText = (url: string) => `apiVersion: v1
kind: Config
current-context: test
contexts: [{name: test, context: {cluster: test, user: test}}]
clusters: [{name: test, cluster: {server: '${url}'}}]
users: [{name: test, user: {token: marked-argocd-token}}]
`;

/** A folder, a webhook that holds values, an API server of Argo CD, and daemons; anew for each test, ended after it. */
export class DaemonWorld {
  readonly configText = configText;
  folder = '';
  fake!: HttpFake;
  /** What the webhook answers, by key; 500 for what is not there. */
  values = new Map<string, string | (() => string)>();
  /** Keys that the webhook never answers. */
  silent = new Set<string>();
  /** What Argo CD's API answers to a PATCH. */
  patched: FakeAnswer = { status: 200, body: {} };
  #daemons: RunningDaemon[] = [];

  /** Begins with each test of the file. */
  static forEachTest(): DaemonWorld {
    const world = new DaemonWorld();
    beforeEach(() => world.#begin());
    afterEach(() => world.#end());
    return world;
  }

  async #begin(): Promise<void> {
    this.folder = mkdtempSync(path.join(tmpdir(), 'esr-serve-'));
    this.values = new Map([['db', 'marked-value-1']]);
    this.silent = new Set();
    this.patched = { status: 200, body: {} };
    this.#daemons = [];
    this.fake = await HttpFake.start((request) => this.#answer(request));
    this.write('stores.yaml', this.store());
    this.write('config.yaml', configText);
    this.write('kubeconfig', kubeconfigText(this.fake.url));
  }

  async #end(): Promise<void> {
    for (const daemon of this.#daemons) await daemon.stop();
    await this.fake.close();
    rmSync(this.folder, { recursive: true });
  }

  #answer({ method, path: asked }: SeenRequest): FakeAnswer | 'never' {
    if (method === 'PATCH') return this.patched;
    const key = asked.slice('/value/'.length);
    if (this.silent.has(key)) return 'never';
    const value = this.values.get(key);
    if (value === undefined) return { status: 500 };
    return { body: typeof value === 'string' ? value : value() };
  }

  /** The trusted store of the webhook. */
  store(name = 'hook'): string {
    return `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: ${name}}
spec:
  retrySettings: {maxRetries: 0}
  provider: {webhook: {url: '${this.fake.url}/value/{{ .remoteRef.key }}'}}
`;
  }

  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  async start({ argv = [], socket = path.join(this.folder, 'esr.sock'), now }: DaemonOptions = {}) {
    const told = [signal(), signal()] as const;
    let asked = 0;
    let log = '';
    const config = ['--config', path.join(this.folder, 'config.yaml')];
    const words = ['serve', '--socket', socket, ...config, '--listen', '127.0.0.1:0', '--min-interval', '1s', ...argv];
    const ended = runEsr(words, {
      terminal: {
        stopped: () => told[Math.min(asked++, 1) as 0 | 1].given,
        writeError: (text) => (log += text),
        ...(now === undefined ? {} : { now }),
      },
    });
    await until(() => log.includes('listening'));
    let stops = 0;
    const daemon: RunningDaemon = {
      socket,
      url: `http://127.0.0.1:${/port"?[=:](\d+)/.exec(log)?.[1]}`,
      log: () => log,
      stop: () => {
        told[Math.min(stops++, 1) as 0 | 1].give();
        return ended;
      },
    };
    this.#daemons.push(daemon);
    return daemon;
  }

  async generate(stdin: string, env: Record<string, string> = {}, argv: readonly string[] = []): Promise<EsrResult> {
    const config = ['--config', path.join(this.folder, 'config.yaml')];
    const application = { ARGOCD_APP_NAME: 'shop-prod', ARGOCD_APP_NAMESPACE: 'shop' };
    return await runEsr(['generate', '-', ...config, ...argv], { stdin, env: { ...application, ...env } });
  }

  patches(): readonly SeenRequest[] {
    return this.fake.requests.filter(({ method }) => method === 'PATCH');
  }

  /** How often the webhook was asked, for a key or for any. */
  reads(key?: string): number {
    const isAsked = (asked: string) => key === undefined || asked === `/value/${key}`;
    return this.fake.requests.filter(({ method, path: asked }) => method === 'GET' && isAsked(asked)).length;
  }
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

/** Waits until something is so; a test that waits in vain fails by its own time. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** An ExternalSecret beside a document that is nobody's. */
export function manifests(spec = 'refreshInterval: 1s', { name = 'app', key = 'db' } = {}): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: {name: other}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec:
  ${spec}
  secretStoreRef: {kind: ClusterSecretStore, name: hook}
  data: [{secretKey: password, remoteRef: {key: ${key}}}]
`;
}
