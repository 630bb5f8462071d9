import { stat } from 'node:fs/promises';
import path from 'node:path';
import { avp } from '../../convert/avp/avp.ts';
import { backends } from '../../convert/avp/backends.ts';
import { guessBackend } from '../../convert/avp/guess-backend.ts';
import { type Converted, convert } from '../../convert/convert.ts';
import type { Dialect } from '../../convert/dialect.ts';
import { kes } from '../../convert/kes/kes.ts';
import { nearest } from '../../errors/nearest.ts';
import { usageError } from '../../errors/usage.ts';
import type { Source } from '../../model/source.ts';
import { load } from '../../pipeline/load/load.ts';
import { readManifests } from '../../pipeline/load/read-manifests.ts';
import type { Command } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { openRun } from '../open-run.ts';
import { type Problem, problemOf } from '../problem.ts';

const dialects = ['avp', 'kes'] as const;

/** `esr convert`: documents of other products as ExternalSecrets, once, to be kept in Git. */
export const command: Command = {
  name: 'convert',
  summary:
    'Rewrites placeholders of argocd-vault-plugin, or documents of kubernetes-external-secrets, as ExternalSecrets.',
  operands: 'avp|kes [PATH]',
  maxOperands: 2,
  flags: [
    {
      name: 'store',
      takes: 'NAME',
      says: 'the store that the ExternalSecrets refer to; named after its backend by default',
    },
    {
      name: 'store-kind',
      takes: 'KIND',
      allowed: ['ClusterSecretStore', 'SecretStore'],
      says: 'the kind of that store; ClusterSecretStore by default',
    },
    { name: 'stores', says: 'print proposed stores behind the documents' },
    {
      name: 'backend',
      takes: 'TYPE',
      allowed: [...backends.keys()],
      says: 'what the placeholders of avp are for; else the variable AVP_TYPE, else what their paths give away',
    },
  ],
  details: [
    'PATH is a file, a folder of manifest files (a kustomization or chart is not built), or - for standard input; . by default.',
    'The documents go to stdout, untouched ones byte for byte; what could not be converted, and why, goes to stderr.',
    'Exit status 1 when something was left as it is. No store is asked.',
  ].join('\n'),
  examples: [
    { words: 'esr convert avp manifests/ > converted.yaml', does: 'placeholders of argocd-vault-plugin' },
    {
      words: 'esr convert avp app.yaml --backend awssecretsmanager --store team --stores',
      does: 'with a proposed store of that name',
    },
    { words: 'esr convert kes old.yaml', does: 'documents of kubernetes-external-secrets' },
  ],

  async run(invocation) {
    const { options, operands, reporter, terminal } = invocation;
    const [name = '', operand = '.'] = operands;
    if (name !== 'avp' && name !== 'kes') throw usageError('CONVERT_FROM', { name, nearest: nearest(name, dialects) });
    const sources = await sourcesOf(operand, invocation);
    const converted = convert(sources, dialectOf(name, sources, invocation), {
      name: options.text('store'),
      kind: options.text('store-kind') === 'SecretStore' ? 'SecretStore' : 'ClusterSecretStore',
      proposes: options.has('stores'),
    });
    for (const problem of problemsOf(converted)) reporter.report(problem);
    if (options.text('log-format') !== 'json') terminal.writeError(closing(converted));
    return { out: converted.chunks, status: converted.left.length > 0 ? 1 : 0 };
  },
};

async function sourcesOf(operand: string, invocation: Invocation): Promise<readonly Source[]> {
  const { terminal } = invocation;
  const run = await openRun(invocation, 'validate');
  const isFolder = operand !== '-' && (await stat(operand).catch(() => undefined))?.isDirectory() === true;
  if (!isFolder) return load({ path: operand, env: terminal.env, readStdin: () => terminal.readStdin() }, run);
  const sources = await readManifests(operand, 'input', run.config.limits.maxInputBytes);
  return sources.filter(
    ({ name }) => !/^(?:kustomization\.ya?ml|Chart\.yaml|values\.ya?ml)$/.test(path.basename(name)),
  );
}

function dialectOf(name: 'avp' | 'kes', sources: readonly Source[], { options, terminal }: Invocation): Dialect {
  if (name === 'kes') return kes(terminal.env);
  const backend =
    options.text('backend') ??
    terminal.env['AVP_TYPE'] ??
    guessBackend(sources.map(({ bytes }) => bytes.toString('latin1')).join('\n'));
  if (backend === undefined || !backends.has(backend)) {
    throw usageError('CONVERT_BACKEND', { backend, known: [...backends.keys()] });
  }
  return avp(backend, terminal.env);
}

function problemsOf({ left, checks }: Converted): readonly Problem[] {
  return [...left.map(problemOf), ...checks.map((remark): Problem => ({ ...problemOf(remark), level: 'warning' }))];
}

function closing({ converted, kept, left, checks }: Converted): string {
  const parts = [
    `${count(converted, 'document')} converted`,
    kept === 0 ? '' : `${kept} left as ${kept === 1 ? 'it is' : 'they are'} for ${count(left.length, 'reason')}`,
    checks.length === 0 ? '' : `${count(checks.length, 'thing')} to look at`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
