import { mapAllAsync } from '../../errors/map-all-async.ts';
import type { Run } from '../../model/run.ts';
import { checkSources } from '../../pipeline/check-sources.ts';
import { load } from '../../pipeline/load/load.ts';
import type { Command } from '../command.ts';
import { configFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { offlineAnswers } from '../offline-answers.ts';
import { openRun } from '../open-run.ts';
import type { Problem } from '../problem.ts';
import { problemsOf } from '../problems-of.ts';
import { reports } from '../reports/registry.ts';
import { styleFor } from '../screen/style-for.ts';

/** `esr validate`: problems with file, line and column, without asking any store. */
export const command: Command = {
  name: 'validate',
  summary: 'Finds problems in the manifests without asking any store.',
  operands: '[PATH...]',
  maxOperands: Number.POSITIVE_INFINITY,
  flags: [
    { name: 'output', takes: 'FORMAT', allowed: Object.keys(reports), says: 'how the problems are written to stdout' },
    { name: 'strict', says: 'let warnings fail the run too' },
    { name: 'disable', takes: 'CODES', says: 'codes that are not wanted, with commas between them' },
    {
      name: 'values',
      takes: 'FILE',
      says: 'render with values from a file, STORE: {KEY: value}, to try the templates',
    },
    ...configFlags,
  ],
  details: [
    'PATH is a folder, a file, or - for standard input; . by default. Several are looked at together.',
    'Exit status 1 when there is an error. docs/errors.md explains the codes.',
    'Codes are switched off by --disable, by validate.disable of the configuration, by the annotation external-secrets-render.dev/disable, and by a comment # esr:disable CODE on the line or above it.',
  ].join('\n'),
  examples: [
    { words: 'esr validate overlays/prod', does: 'every problem that needs no store, with file and line' },
    {
      words: 'esr validate . --strict --output github',
      does: 'annotations in a workflow of GitHub; warnings fail too',
    },
    { words: 'esr validate app.yaml --config platform.yaml', does: 'try the rules of a policy' },
    { words: 'esr validate . --disable VERSION_UNSERVED,STORE_UNUSED', does: 'without what is known' },
  ],

  async run(invocation) {
    const { options, terminal } = invocation;
    const problems = await problemsIn(invocation);
    const isStrict = options.has('strict');
    const format = (options.text('output') ?? 'text') as keyof typeof reports;
    const style = styleFor(terminal, 'out');
    const out = reports[format]({ problems, isStrict, style });
    const failed = problems.some(({ level }) => level === 'error' || isStrict);
    return { out: [Buffer.from(out)], status: failed ? 1 : 0 };
  },
};

async function problemsIn(invocation: Invocation): Promise<readonly Problem[]> {
  const { options, operands, reporter, terminal } = invocation;
  const run = withoutCodes(await openRun(invocation, 'validate'), options.text('disable'));
  const paths = operands.length === 0 ? ['.'] : operands;
  const readStdin = () => terminal.readStdin();
  const offline = await offlineAnswers({ file: options.text('values'), placeholders: false });
  const { faults, warnings } = await checkSources(
    {
      load: async (own) =>
        (await mapAllAsync(paths, (path) => load({ path, env: terminal.env, readStdin }, own))).flat(),
      offline,
    },
    run,
  );
  const found = [...problemsOf(faults), ...warnings.map((remark): Problem => ({ ...remark, level: 'warning' }))];
  return inOrder(found.map((problem) => reporter.masked(problem)));
}

function withoutCodes(run: Run, list: string | undefined): Run {
  if (list === undefined) return run;
  const disable = [...run.config.validate.disable, ...list.split(',').map((code) => code.trim())];
  return { ...run, config: { ...run.config, validate: { disable } } };
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const place = ({ place: own, effects }: Problem) => {
    const at = own ?? effects?.[0]?.place;
    return [at?.file ?? '', at?.line ?? 0, at?.column ?? 0] as const;
  };
  return [...problems].sort((a, b) => {
    const [fileA, lineA, columnA] = place(a);
    const [fileB, lineB, columnB] = place(b);
    return fileA < fileB ? -1 : fileA > fileB ? 1 : lineA - lineB || columnA - columnB;
  });
}
