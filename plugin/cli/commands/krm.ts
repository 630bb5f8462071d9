import path from 'node:path';
import { faultsOf } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import { usageError } from '../../errors/usage.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import { checkSources } from '../../pipeline/check-sources.ts';
import { realValues } from '../../pipeline/emit/real-values.ts';
import type { View } from '../../pipeline/emit/view.ts';
import { inside } from '../../pipeline/load/inside.ts';
import { load } from '../../pipeline/load/load.ts';
import { toolEnvironment } from '../../pipeline/load/tool-environment.ts';
import { renderLoaded } from '../../pipeline/render-loaded.ts';
import { loadConfig } from '../../trust/config.ts';
import { type FunctionConfig, readFunctionConfig } from '../../trust/function-config.ts';
import type { Command, CommandResult } from '../command.ts';
import { configFlags, readFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { keepYoungSpaceSmall } from '../keep-young-space-small.ts';
import { addResults } from '../krm/add-results.ts';
import { type FunctionCall, readCall } from '../krm/function-call.ts';
import { functionPlatform } from '../krm/function-platform.ts';
import { isGenerator } from '../krm/is-generator.ts';
import { workTree } from '../krm/work-tree.ts';
import { offlineAnswers } from '../offline-answers.ts';
import { openRun } from '../open-run.ts';
import { type Problem, problemOf } from '../problem.ts';
import { readNamedFile } from '../read-file.ts';

const emptyList = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n';

/** `esr krm`: a function of kustomize and kpt, and a legacy exec plugin of kustomize. */
export const command: Command = {
  name: 'krm',
  summary: 'Renders the items of a ResourceList on standard input, as kustomize and kpt call a function.',
  operands: '[CONFIG]',
  maxOperands: 1,
  flags: [
    { name: 'error-results', says: 'after an error print the list as it came, with the errors as its results' },
    ...configFlags,
    ...readFlags,
  ],
  details: [
    'functionConfig is a RenderConfig (settings, files), an ExternalSecret (generator), or of any other group.',
    'CONFIG is a file that holds it, for legacy plugins; standard input is then a stream of documents.',
    'Without a command this is what runs where standard input is a ResourceList, or kustomize calls a legacy plugin.',
  ].join('\n'),
  examples: [
    {
      words: 'kustomize build --enable-alpha-plugins --enable-exec overlays/prod',
      does: 'what calls it: a kustomization that lists a RenderConfig under transformers',
    },
    { words: 'esr krm --error-results < resource-list.yaml', does: 'errors as results of the list' },
  ],

  async run(invocation) {
    const call = await readCall(invocation);
    const problems: Problem[] = [];
    try {
      const out = await answer(call, invocation, problems);
      return { out: withResults(call, out, problems, invocation), status: 0 };
    } catch (thrown) {
      return failed(thrown, call, problems, invocation);
    }
  },
};

async function answer(call: FunctionCall, invocation: Invocation, problems: Problem[]): Promise<readonly Uint8Array[]> {
  const settings = await settingsOf(call, invocation);
  const own = await openRun(invocation, settings.mode === 'validate' ? 'validate' : 'generate', settings.config);
  const run: Run = {
    ...own,
    warn(warning) {
      problems.push({ ...warning, level: 'warning' });
      own.warn(warning);
    },
  };
  const { generator, holds } = isGenerator(call);
  const sources = [call.input, ...(holds ? [] : configSource(call)), ...(await filesOf(settings, invocation, run))];
  if (generator && call.config?.role === 'settings' && sources.length === 1)
    throw usageError('NOTHING_TO_GENERATE', {});
  if (settings.mode === 'validate') return check(sources, run);
  const { options } = invocation;
  const values = options.text('values') ?? settings.values;
  const offline = await offlineAnswers({
    file: values === undefined ? undefined : await locate(values, settings),
    placeholders: options.has('offline') || settings.offline,
  });
  const view: View = { ...realValues, forGenerator: generator };
  const rendering = { view, begin: keepYoungSpaceSmall, ...(offline === undefined ? {} : { offline }) };
  const { chunks } = await renderLoaded(sources, rendering, run);
  return chunks;
}

/** What a call is to do. */
interface Settings extends FunctionConfig {
  /** The repository, where the kustomization may name no file outside of it. */
  readonly root?: string;
}

async function settingsOf({ config }: FunctionCall, invocation: Invocation): Promise<Settings> {
  const platform = await functionPlatform(invocation);
  const bounds = platform === undefined ? {} : { root: await workTree('.') };
  if (config?.role === 'settings') return { ...readFunctionConfig({ ...config, folder: '.' }, platform), ...bounds };
  if (config?.settings !== undefined) {
    const [name, folder] = [config.settings, path.dirname(config.settings)];
    const bytes = await readNamedFile(await locate(name, bounds));
    return { ...readFunctionConfig({ name, bytes, folder }, platform), ...bounds };
  }
  return { config: platform ?? (await loadConfig()), files: [], mode: 'render', offline: false, ...bounds };
}

async function locate(file: string, { root }: Pick<Settings, 'root'>): Promise<string> {
  return root === undefined ? file : await inside(root, file, file);
}

/** An ExternalSecret as the configuration is something to render. */
function configSource({ config }: FunctionCall): readonly Source[] {
  return config?.role === 'external-secret' ? [{ name: config.name, bytes: config.bytes, origin: 'input' }] : [];
}

async function filesOf(settings: Settings, { terminal }: Invocation, run: Run): Promise<readonly Source[]> {
  const env = terminal.env['ARGOCD_APP_NAME'] ? toolEnvironment(terminal.env) : terminal.env;
  const { files, root } = settings;
  const options = { env, ...(root === undefined ? {} : { root }) };
  const loaded = await Promise.all(
    files.map(async (file) => await load({ path: await locate(file, settings), ...options }, run)),
  );
  return loaded.flat();
}

/** A validator gives nothing back: kustomize takes an echo, to which it adds annotations itself, for a change. */
async function check(sources: readonly Source[], run: Run): Promise<readonly Uint8Array[]> {
  const { faults, warnings } = await checkSources({ load: async () => sources }, run);
  for (const warning of warnings) run.warn(warning);
  throwAll(faults);
  return sources[0]?.format === 'resource-list' ? [Buffer.from(emptyList)] : [];
}

function failed(thrown: unknown, call: FunctionCall, warned: Problem[], invocation: Invocation): CommandResult {
  const faults = faultsOf(thrown);
  const isWanted = invocation.options.has('error-results') && call.input.format === 'resource-list';
  if (faults === undefined || !isWanted) throw thrown;
  const problems = faults.map(problemOf);
  for (const problem of problems) invocation.reporter.report(problem);
  const out = withResults(call, [call.input.bytes], [...warned, ...problems], invocation);
  return { out, status: Math.max(...faults.map(({ exitStatus }) => exitStatus)) as 1 | 2 | 3 };
}

function withResults(
  { input }: FunctionCall,
  out: readonly Uint8Array[],
  problems: readonly Problem[],
  { reporter }: Invocation,
): readonly Uint8Array[] {
  if (input.format !== 'resource-list') return out;
  return addResults(
    input,
    out,
    problems.map((problem) => reporter.masked(problem)),
  );
}
