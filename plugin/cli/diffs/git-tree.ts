import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsOf } from '../../errors/esr-error.ts';
import { usageError } from '../../errors/usage.ts';
import { runTool } from '../../pipeline/load/run-tool.ts';
import type { Terminal } from '../terminal.ts';

/** The files of a revision, written to a folder of their own. */
export interface GitTree {
  /** Where the path of the working directory stands there. */
  readonly path: string;
  /** The folder itself, for places in errors. */
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Writes the files of a revision to a temporary folder. The repository stays as it is: an index of its own is used.
 *
 * @param revision - A commit, branch or tag, as git knows it.
 * @param from - A file or folder of the working directory.
 * @throws UsageError `AGAINST_UNKNOWN` where there is no such revision or no repository.
 */
export async function gitTree(
  revision: string,
  from: string,
  { env, signal, maxBytes }: Pick<Terminal, 'env'> & { readonly signal: AbortSignal; readonly maxBytes: number },
): Promise<GitTree> {
  const start = await realpath(from);
  const inside = (await isFolder(start)) ? start : path.dirname(start);
  const git = async (words: readonly string[], more: Readonly<Record<string, string>> = {}, folder = inside) => {
    const command = { program: 'git', arguments: ['-C', folder, ...words] };
    const out = await runTool(command, { signal, maxBytes, env: { ...env, ...more } });
    if (out === undefined) throw usageError('AGAINST_UNKNOWN', { against: revision, why: 'git is not installed' });
    return out.toString('utf8').trim();
  };
  const commit = await known(revision, () =>
    git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]),
  );
  const top = await realpath(await git(['rev-parse', '--show-toplevel']));
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'esr-diff-')));
  const index = { GIT_INDEX_FILE: path.join(folder, 'index') };
  const tree = path.join(folder, 'tree');
  try {
    await git(['read-tree', commit], index);
    // From the top: in a folder it writes what is below that folder alone.
    await git(['checkout-index', '--all', `--prefix=${tree}${path.sep}`], index, top);
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
  return {
    path: path.join(tree, path.relative(top, start)),
    folder: tree,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function isFolder(name: string): Promise<boolean> {
  const { stat } = await import('node:fs/promises');
  return (await stat(name)).isDirectory();
}

/** What git says about a word that it does not know helps nobody. */
async function known(against: string, ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (thrown) {
    if (faultsOf(thrown)?.[0]?.code !== 'TOOL_FAILED') throw thrown;
    const why = 'it is no file or folder, and no revision of the git repository here';
    throw usageError('AGAINST_UNKNOWN', { against, why });
  }
}
