import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { EsrErrors, faultsOf } from '../../errors/esr-error.ts';
import { usageError } from '../../errors/usage.ts';
import type { Run } from '../../model/run.ts';
import type { Rendered } from '../../model/secret.ts';
import { diffRendered } from '../../pipeline/diff/diff-rendered.ts';
import { steady } from '../../pipeline/diff/steady.ts';
import { renderStream, type StreamRequest } from '../../pipeline/render-stream.ts';
import type { Command } from '../command.ts';
import { diffJson } from '../diffs/diff-json.ts';
import { diffMarkdown } from '../diffs/diff-markdown.ts';
import { diffText } from '../diffs/diff-text.ts';
import type { DiffView } from '../diffs/diff-view.ts';
import { type GitTree, gitTree } from '../diffs/git-tree.ts';
import { configFlags, readFlags } from '../flags.ts';
import { loadRequest } from '../load-request.ts';
import { openRun } from '../open-run.ts';
import { readNamedFile } from '../read-file.ts';
import { styleFor } from '../screen/style-for.ts';
import type { Terminal } from '../terminal.ts';

const formats: Readonly<Record<'text' | 'markdown' | 'json', (view: DiffView) => string>> = {
  text: diffText,
  markdown: diffMarkdown,
  json: diffJson,
};

/** `esr diff`: which Secrets and keys differ, by fingerprint, never by value. */
export const command: Command = {
  name: 'diff',
  summary: 'Shows which Secrets and keys differ from another state, by fingerprint, never by value.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'against', takes: 'OTHER', says: 'what to compare with: a folder, a file, or a revision of git' },
    { name: 'output', takes: 'FORMAT', allowed: Object.keys(formats), says: 'how the differences are written' },
    { name: 'exit-code', says: 'exit with 1 when there is a difference' },
    {
      name: 'fingerprint-key-file',
      takes: 'FILE',
      says: 'key of the fingerprints, so that two runs compare; random by default',
    },
    ...configFlags,
    ...readFlags,
  ],
  details: [
    'PATH is a folder or a file; . by default. Of a revision the same path is taken, with the whole repository around it.',
    'Random values and tokens that are made anew at each render are not compared: only what makes them is.',
    'With --offline no store is asked: what differs then is what is read from where, and what templates make of it.',
  ].join('\n'),
  examples: [
    { words: 'esr diff overlays/prod --against main', does: 'what a branch changes' },
    {
      words: 'esr diff overlays/prod --against main --offline --output markdown',
      does: 'a comment for a pull request, without credentials',
    },
    {
      words: 'esr diff overlays/prod --against overlays/stage --exit-code',
      does: 'whether two overlays make the same Secrets',
    },
  ],

  async run(invocation) {
    const { options, terminal } = invocation;
    const against = options.text('against');
    if (against === undefined) throw usageError('AGAINST_MISSING', {});
    const run = await openRun(invocation, 'render');
    const request = await loadRequest(invocation);
    if (request.path === '-' && !(await exists(against))) throw usageError('AGAINST_STDIN', {});
    const keyFile = options.text('fingerprint-key-file');
    const key = keyFile === undefined ? randomBytes(32) : await readNamedFile(keyFile);
    const { side, memory, madeAnew } = steady(run);
    const { offline } = request;
    const common = { env: terminal.env, memory, ...(offline === undefined ? {} : { offline }) };
    const before = await renderOther(against, { ...common, path: request.path }, side());
    const after = await render({ ...request, memory }, side());
    const secrets = diffRendered(before, after, key);
    const format = (options.text('output') ?? 'text') as keyof typeof formats;
    const style = styleFor(terminal, 'out');
    const isOffline = options.has('offline');
    const shown = formats[format]({ secrets, against, isOffline, madeAnew: madeAnew(), style });
    return { out: [Buffer.from(shown)], status: secrets.length > 0 && options.has('exit-code') ? 1 : 0 };
  },
};

type Side = Omit<StreamRequest, 'view'>;

async function render(request: Side, run: Run): Promise<readonly Rendered[]> {
  const view = { values: 'redacted', fingerprintKey: randomBytes(32), onlySecrets: true, mask: same } as const;
  return (await renderStream({ ...request, view }, run)).rendered;
}

/** Renders another folder, or the same path of a revision. */
async function renderOther(
  against: string,
  request: Side & Pick<Terminal, 'env'>,
  run: Run,
): Promise<readonly Rendered[]> {
  const { path, env } = request;
  if (await exists(against)) return await render({ ...request, path: against }, run);
  const { signal, config } = run;
  const tree = await gitTree(against, path, { env, signal, maxBytes: config.limits.maxInputBytes });
  try {
    return await render({ ...request, path: tree.path }, run);
  } catch (thrown) {
    throw renamed(thrown, tree, against);
  } finally {
    await tree.remove();
  }
}

/** Places in the temporary folder are told as places of the revision. */
function renamed(thrown: unknown, { folder }: GitTree, revision: string): unknown {
  const faults = faultsOf(thrown);
  if (faults === undefined) return thrown;
  return new EsrErrors(
    faults.map((fault) => {
      const { place } = fault;
      return place === undefined
        ? fault
        : fault.at({ ...place, file: place.file.replace(`${folder}/`, `${revision}:`) });
    }),
  );
}

async function exists(name: string): Promise<boolean> {
  return await stat(name).then(
    () => true,
    () => false,
  );
}

function same(text: string): string {
  return text;
}
