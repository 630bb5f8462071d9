import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readStream } from '../../support/read-stream.ts';
import { runEsr } from '../../support/run-esr.ts';
import { withEnvironment } from '../../support/with-environment.ts';
import { type ExpectedSecret, findObject, secretDifferences } from '../compare-secret.ts';
import { differences } from '../differences.ts';

/** A case of this folder (README.md). */
export interface ProviderCase {
  readonly id: string;
  readonly description: string;
  readonly tags?: readonly string[];
  readonly options?: Readonly<Record<string, boolean>>;
  readonly server: Readonly<Record<string, unknown>>;
  readonly manifests: string;
  readonly expected: {
    readonly secrets?: readonly ExpectedSecret[];
    readonly error?: { readonly object: string; readonly mentions?: readonly string[] };
    readonly notCreated?: readonly string[];
    readonly deleted?: readonly string[];
  };
  readonly esoCalls: number;
  readonly esoCallList: readonly string[];
}

/** The servers of one case, seeded and running. */
export interface RunningServers {
  /** What replaces `${VAULT_ADDR}` and the like, by the name inside the braces, in manifests and expectations. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Set in the environment of the run, beside an otherwise bare one. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seeded values and credentials: none of them, nor its base64, may show on stderr. */
  readonly hidden?: readonly string[];
  /** The requests that count against `esoCalls`, by name. */
  calls(): readonly string[];
  close(): Promise<void>;
}

/** Starts and seeds the servers that a case's `server` asks for. */
export type StartServers = (server: ProviderCase['server']) => Promise<RunningServers>;

/** What a run came to. */
export interface CaseOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly string[];
  readonly hidden: readonly string[];
  /** The case with its marks replaced. */
  readonly replaced: ProviderCase;
}

/** Reads the cases of one file of this folder; `aws-auth` is `aws-auth.json`. */
export function casesOf(file: string): readonly ProviderCase[] {
  const text = readFileSync(path.join(__dirname, `${file}.json`), 'utf8');
  return (JSON.parse(text) as { readonly cases: readonly ProviderCase[] }).cases;
}

/**
 * Makes the tests of a corpus: every case agrees with the operator and takes no more calls, every known difference still is one.
 *
 * @example
 * ```ts
 * describeCorpus('Vault', casesOf('vault'), startVault);
 * ```
 */
export function describeCorpus(
  name: string,
  cases: readonly ProviderCase[],
  start: StartServers,
  options: { readonly countCalls?: boolean } = {},
): void {
  const known = new Set(differences.flatMap(({ corpus, id }) => (corpus === 'providers' ? [id] : [])));
  const wrong = async (each: ProviderCase) => differencesOf(await runCase(each, start), options.countCalls ?? true);

  describe(`${name} corpus`, () => {
    const same = cases.filter(({ id }) => !known.has(id));
    const different = cases.filter(({ id }) => known.has(id));
    test.each(same)('$id: $description', async (each) => expect(await wrong(each)).toEqual([]));
    if (different.length > 0) {
      test.each(different)('$id still differs', async (each) => expect(await wrong(each)).not.toEqual([]));
    }
  });
}

/** Runs `esr generate` on a case, in this process, under the corpus' configuration. */
export async function runCase(each: ProviderCase, start: StartServers): Promise<CaseOutcome> {
  const servers = await start(each.server);
  const { env = {}, marks = {}, hidden = [] } = servers;
  try {
    const replaced = JSON.parse(replaceMarks(JSON.stringify(each), marks)) as ProviderCase;
    const result = await withEnvironment(env, () =>
      runEsr(['generate', '--config', configFile, '-'], { stdin: replaced.manifests, env }),
    );
    return { ...result, calls: servers.calls(), hidden, replaced };
  } finally {
    await servers.close();
  }
}

const configFile = path.join(__dirname, '..', 'config.yaml');

function replaceMarks(text: string, marks: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z_]+)\}/g, (mark, name: string) =>
    Object.hasOwn(marks, name) ? JSON.stringify(marks[name]).slice(1, -1) : mark,
  );
}

/** What is wrong with an outcome, compared as the READMEs say; nothing when it agrees. */
export function differencesOf(outcome: CaseOutcome, countCalls = true): readonly string[] {
  const { replaced, calls, stderr, hidden } = outcome;
  const shown = hidden.filter((value) => [value, base64(value)].some((form) => showsWord(stderr, form)));
  const many = countCalls && calls.length > replaced.esoCalls;
  return [
    ...(replaced.expected.error === undefined ? answerDifferences(outcome) : errorDifferences(outcome)),
    ...(many ? [`${calls.length} calls, the operator makes ${replaced.esoCalls}: ${calls.join(' ')}`] : []),
    ...shown.map((value) => `stderr shows "${value}": ${stderr}`),
  ];
}

/** "required" does not show the value "require". */
function showsWord(text: string, word: string): boolean {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`).test(text);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function errorDifferences({ status, stdout, stderr, replaced }: CaseOutcome): readonly string[] {
  const { object = '', mentions = [] } = replaced.expected.error ?? {};
  if (status === 0) return ['no error'];
  const name = object.split('/').at(-1) ?? '';
  return [
    ...(stdout === '' ? [] : ['stdout is not empty']),
    ...[name, ...mentions].filter((one) => !stderr.includes(one)).map((one) => `stderr lacks "${one}": ${stderr}`),
  ];
}

function answerDifferences({ status, stdout, stderr, replaced }: CaseOutcome): readonly string[] {
  if (status !== 0) return [`exit status ${status}: ${stderr}`];
  const { secrets = [], notCreated = [], deleted = [] } = replaced.expected;
  const documents = readStream(stdout);
  return [
    ...secrets.flatMap((secret) => secretDifferences(secret, documents)),
    ...[...notCreated, ...deleted].flatMap((full) => {
      const [namespace = '', name = ''] = full.split('/');
      return findObject(documents, 'Secret', namespace, name) === undefined ? [] : [`${full} is there`];
    }),
  ];
}
