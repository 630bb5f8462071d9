import { planStream } from '../../pipeline/plan-stream.ts';
import type { Command } from '../command.ts';
import { configFlags } from '../flags.ts';
import { openRun } from '../open-run.ts';
import { planDot } from '../plans/plan-dot.ts';
import { planJson } from '../plans/plan-json.ts';
import { planMermaid } from '../plans/plan-mermaid.ts';
import { planTable } from '../plans/plan-table.ts';
import { type PlanView, planView } from '../plans/plan-view.ts';
import { policies } from '../policies/registry.ts';
import type { Style } from '../screen/style.ts';
import { styleFor } from '../screen/style-for.ts';
import type { Terminal } from '../terminal.ts';

const formats: Readonly<Record<'table' | 'json' | 'dot' | 'mermaid', (view: PlanView, style: Style) => string>> = {
  table: planTable,
  json: planJson,
  dot: planDot,
  mermaid: planMermaid,
};

/** `esr plan`: what would be read, for whom, with which calls and rights. */
export const command: Command = {
  name: 'plan',
  summary: 'Shows what would be read from which store and for whom, without asking any.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'output', takes: 'FORMAT', allowed: Object.keys(formats), says: 'how the plan is written to stdout' },
    {
      name: 'policy',
      takes: 'KIND',
      allowed: Object.keys(policies),
      says: 'write the least-privilege policy that covers exactly these reads, and nothing else',
    },
    ...configFlags,
  ],
  details: [
    'PATH is a folder, a file, or - for standard input; . by default.',
    'Each remote value is read once, whoever wants it. A + behind a number of calls: pages and found values come on top.',
    'Policies: aws is an IAM document, vault a policy file, gcp and azure are commands that bind roles.',
  ].join('\n'),
  examples: [
    { words: 'esr plan overlays/prod', does: 'what is read, for whom, and with how many calls' },
    { words: 'esr plan overlays/prod --policy aws', does: 'the IAM policy that allows just that' },
    { words: 'esr plan overlays/prod --output json', does: 'the same for programs' },
  ],

  async run(invocation) {
    const { options, operands, terminal } = invocation;
    const run = await openRun(invocation, 'plan');
    const request = { path: operands[0] ?? '.', env: terminal.env, readStdin: () => terminal.readStdin() };
    const view = planView(await planStream(request, run));
    const kind = options.text('policy') as keyof typeof policies | undefined;
    const format = (options.text('output') ?? 'table') as keyof typeof formats;
    const text = kind === undefined ? formats[format](view, styleFor(terminal, 'out')) : policyOf(kind, view, terminal);
    return { out: [Buffer.from(text)], status: 0 };
  },
};

function policyOf(kind: keyof typeof policies, { stores }: PlanView, terminal: Terminal): string {
  const { providers, write } = policies[kind];
  const own = stores.filter(({ provider }) => providers.includes(provider));
  for (const note of new Set(own.flatMap(({ notes }) => notes))) terminal.writeError(`note: ${note}\n`);
  if (own.length === 0) terminal.writeError(`note: nothing is read from ${providers.join(' or ')} stores\n`);
  return write(own.flatMap(({ rights }) => rights));
}
