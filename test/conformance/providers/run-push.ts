import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readStream } from '../../support/read-stream.ts';
import { type EsrResult, runEsr } from '../../support/run-esr.ts';
import { withEnvironment } from '../../support/with-environment.ts';
import { type PushServers, startPushServers } from './push-servers.ts';
import type { ProviderCase } from './run-case.ts';

type Remote = Readonly<Record<string, unknown>>;

/** A case of push-secret.json (README.md). */
export interface PushCase extends ProviderCase {
  readonly then?: readonly { readonly apply?: string; readonly delete?: readonly string[] }[];
  readonly expected: ProviderCase['expected'] & {
    readonly remote: Remote;
    readonly remoteSteps?: readonly Remote[];
    readonly error?: { readonly object: string; readonly mentions?: readonly string[]; readonly step?: number };
  };
}

const configFile = path.join(__dirname, '..', 'config.yaml');

/** Pushes what a case says, step by step, and tells what came out otherwise than the operator's. */
export async function pushDifferences(
  each: PushCase,
  start: (server: PushCase['server']) => Promise<PushServers> = startPushServers,
): Promise<readonly string[]> {
  const servers = await start(each.server);
  const folder = await mkdtemp(path.join(tmpdir(), 'push-'));
  try {
    const replace = (text: string) => replaceMarks(text, servers.marks);
    const { expected, then = [], esoCalls } = each;
    const state = path.join(folder, 'state.json');
    const remotes = [...(expected.remoteSteps ?? []), expected.remote];
    const failing = expected.error === undefined ? undefined : (expected.error.step ?? 0);
    const wrong: string[] = [];
    let documents = documentsOf(replace(each.manifests));
    for (const [step, change] of [undefined, ...then].entries()) {
      if (change !== undefined) documents = changed(documents, change.delete ?? [], replace(change.apply ?? ''));
      const stdin = [...documents.values()].join('\n---\n');
      const argv = ['push', '--apply', '--state', state, '--config', configFile, '-'];
      const result = await withEnvironment(servers.env, () => runEsr(argv, { stdin, env: servers.env }));
      const at = (what: string) => `step ${step}: ${what}`;
      wrong.push(...answerDifferences(result, step === failing ? expected.error : undefined, step, failing).map(at));
      wrong.push(...remoteDifferences(await servers.remote(), remotes[step] ?? {}).map(at));
      wrong.push(...shownValues(stdin, result).map(at));
    }
    const calls = servers.calls();
    if (calls.length > esoCalls)
      wrong.push(`${calls.length} calls, the operator makes ${esoCalls}: ${calls.join(' ')}`);
    return wrong;
  } finally {
    await rm(folder, { recursive: true });
    await servers.close();
  }
}

function replaceMarks(text: string, marks: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z_]+)\}/g, (mark, name: string) =>
    Object.hasOwn(marks, name) ? (marks[name] ?? '') : mark,
  );
}

/** By `Kind/namespace/name`, in order. */
function documentsOf(text: string): Map<string, string> {
  const parts = text.split(/^---\n/m).filter((part) => part.trim() !== '');
  return new Map(
    parts.map((part) => {
      const [value] = readStream(part);
      const { name, namespace = 'default' } = Object(value?.['metadata']) as Readonly<Record<string, string>>;
      return [`${String(value?.['kind'])}/${namespace}/${name}`, part];
    }),
  );
}

function changed(documents: Map<string, string>, gone: readonly string[], apply: string): Map<string, string> {
  const next = new Map([...documents, ...documentsOf(apply)]);
  for (const id of gone) next.delete(id);
  return next;
}

function answerDifferences(
  { status, stdout, stderr }: EsrResult,
  error: PushCase['expected']['error'],
  step: number,
  failing: number | undefined,
): readonly string[] {
  if (error === undefined) {
    // After a step that fails the operator tries the same again and again.
    const mayFail = failing !== undefined && step > failing;
    return status === 0 || mayFail ? [] : [`exit status ${status}: ${stderr}`];
  }
  if (status === 0) return [`no error: ${stdout}${stderr}`];
  const name = error.object.split('/').at(-1) ?? '';
  return [name, ...(error.mentions ?? [])]
    .filter((one) => !stderr.includes(one))
    .map((one) => `stderr lacks "${one}": ${stderr}`);
}

function remoteDifferences(got: Remote, want: Remote): readonly string[] {
  return Object.entries(want).flatMap(([server, content]) => {
    const [is, should] = [sorted(got[server] ?? []), sorted(content)];
    return is === should ? [] : [`${server} holds ${is}, should hold ${should}`];
  });
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}

/** Values of the Secrets in the manifests that show anywhere. */
function shownValues(manifests: string, { stdout, stderr }: EsrResult): readonly string[] {
  const values = readStream(manifests).flatMap(({ kind, stringData }) =>
    kind === 'Secret' ? (Object.values(Object(stringData) as object) as readonly string[]) : [],
  );
  return values
    .filter((value) => value.length > 5)
    .flatMap((value) => [value, Buffer.from(value).toString('base64')])
    .filter((value) => stdout.includes(value) || stderr.includes(value))
    .map((value) => `"${value}" shows: ${stdout}${stderr}`);
}
