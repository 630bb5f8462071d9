import { type EsrError, faultsOf } from '../../errors/esr-error.ts';
import { checkStream } from '../../pipeline/check-stream.ts';
import type { Command, CommandResult } from '../command.ts';
import { configFlags } from '../flags.ts';
import { loadRequest } from '../load-request.ts';
import { openRun } from '../open-run.ts';
import { type Problem, problemOf } from '../problem.ts';
import { problemJson } from '../problem-json.ts';
import { problemText } from '../problem-text.ts';

/** `esr validate`: problems with file, line and column, without asking any store. */
export const command: Command = {
  name: 'validate',
  summary: 'Finds problems in the manifests without asking any store.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'output', takes: 'FORMAT', allowed: ['text', 'json'], says: 'how the problems are written to stdout' },
    { name: 'strict', says: 'let warnings fail the run too' },
    ...configFlags,
  ],
  details: 'PATH is a folder, a file, or - for standard input; . by default. Exit status 1 when there is an error.',

  async run(invocation) {
    const { options, reporter } = invocation;
    const problems: Problem[] = [];
    const own = await openRun(invocation, 'validate');
    const run = {
      ...own,
      warn: (warning: Parameters<typeof own.warn>[0]) => void problems.push({ ...warning, level: 'warning' }),
    };
    try {
      await checkStream(await loadRequest(invocation), run);
    } catch (thrown) {
      const faults = manifestFaults(thrown);
      if (faults === undefined) throw thrown;
      problems.push(...faults.map(problemOf));
    }
    const shown = inOrder(unique(problems.map((problem) => reporter.masked(problem))));
    const failed = shown.some(({ level }) => level === 'error' || options.has('strict'));
    return result(shown, options.text('output') === 'json', failed);
  },
};

/** Problems of the manifests are what the command is for; wrong usage and stores are not. */
function manifestFaults(thrown: unknown): readonly EsrError[] | undefined {
  const faults = faultsOf(thrown);
  return faults?.every(({ exitStatus }) => exitStatus === 1) === true ? faults : undefined;
}

function result(problems: readonly Problem[], isJson: boolean, failed: boolean): CommandResult {
  const count = (level: Problem['level']) => problems.filter((problem) => problem.level === level).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const text = isJson
    ? `${JSON.stringify({ errors, warnings, problems: problems.map(problemJson) }, null, 2)}\n`
    : `${problems.map((problem) => problemText(problem)).join('')}${counted(errors, 'error')}, ${counted(warnings, 'warning')}\n`;
  return { out: [Buffer.from(text)], status: failed ? 1 : 0 };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problemText(problem), problem])).values()];
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const place = ({ place: at }: Problem) => [at?.file ?? '', at?.line ?? 0, at?.column ?? 0] as const;
  return [...problems].sort((a, b) => {
    const [fileA, lineA, columnA] = place(a);
    const [fileB, lineB, columnB] = place(b);
    return fileA < fileB ? -1 : fileA > fileB ? 1 : lineA - lineB || columnA - columnB;
  });
}
