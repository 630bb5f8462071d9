import { caughtFaults } from '../errors/caught-faults.ts';
import { usageError } from '../errors/usage.ts';
import type { CommandResult } from './command.ts';
import type { Invocation } from './invocation.ts';
import { problemsOf } from './problems-of.ts';
import { watchedPaths } from './watched-paths.ts';

const clearScreen = '\u001b[2J\u001b[3J\u001b[H';

/**
 * Runs something now, and again whenever one of the files it is made of has changed. Faults are shown, and the watch goes on.
 *
 * @throws UsageError `WATCH_UNABLE`
 */
export async function watch(invocation: Invocation, work: () => Promise<CommandResult>): Promise<CommandResult> {
  const { operands, options, terminal, reporter } = invocation;
  const [path = '.'] = operands;
  if (path === '-') throw usageError('WATCH_UNABLE', { why: 'standard input is read once' });
  if (terminal.changes === undefined) throw usageError('WATCH_UNABLE', { why: 'this is no terminal' });
  const others = ['config', 'values'].flatMap((flag) => options.text(flag) ?? []);
  const once = async () => {
    reporter.forget();
    try {
      const { out, note } = await work();
      if (terminal.hasColour?.out === true) terminal.writeError(clearScreen);
      await terminal.writeOut(out);
      if (note !== undefined) terminal.writeError(note);
    } catch (thrown) {
      const faults = caughtFaults(thrown);
      for (const problem of problemsOf(faults)) reporter.report(problem);
    }
    terminal.writeError('watching for changes; Ctrl+C ends\n');
  };
  await once();
  for await (const _ of terminal.changes([...(await watchedPaths(path)), ...others])) {
    await once();
    if (terminal.isReaderGone === true) break;
  }
  return { out: [], status: 0 };
}
