import { createHmac, randomBytes } from 'node:crypto';
import { load } from '../../pipeline/load/load.ts';
import { type PushRecord, printRecord, readRecord } from '../../pipeline/push/record.ts';
import { pushSources } from '../../pipeline/push-sources.ts';
import type { Command } from '../command.ts';
import { configFlags, readFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { openRun } from '../open-run.ts';
import { problemsOf } from '../problems-of.ts';
import { pushJson } from '../push-json.ts';
import { pushText } from '../push-text.ts';
import { readNamedFile } from '../read-file.ts';
import { readOptionalFile } from '../read-optional-file.ts';

import { replaceFile } from '../replace-file.ts';
import { styleFor } from '../screen/style-for.ts';

/** `esr push`: writes Secrets to stores, as PushSecrets ask for it. */
export const command: Command = {
  name: 'push',
  summary:
    'Writes Secrets to stores, as the PushSecrets of the input ask for it; shows what it would do unless --apply is given.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'apply', says: 'write; without it nothing is changed anywhere' },
    {
      name: 'state',
      takes: 'FILE',
      says: 'record of what was pushed, keys alone: deletionPolicy Delete goes by it; else push.stateFile of the configuration',
    },
    { name: 'strict', says: 'make it an error that there is no store, no Secret or no key to push' },
    { name: 'output', takes: 'FORMAT', allowed: ['text', 'json'], says: 'how the result is written to stdout' },
    {
      name: 'fingerprint-key-file',
      takes: 'FILE',
      says: 'key of the fingerprints, so that two runs compare; random by default',
    },
    ...configFlags,
    ...readFlags.filter(({ name }) => name === 'timeout'),
  ],
  details: [
    'PATH is a folder (kustomization, Helm chart, or plain manifests), a file, or - for standard input; . by default.',
    'Everything is checked before the first value is written. What stops half-way is finished by another run.',
  ].join('\n'),
  examples: [
    { words: 'esr push push/', does: 'what would be written, and what stands there' },
    { words: 'esr push push/ --apply --state pushed.json', does: 'write it, and remember the keys' },
  ],

  async run(invocation) {
    const { options, operands, terminal, reporter } = invocation;
    const path = operands[0] ?? '.';
    const apply = options.has('apply');
    const run = await openRun(invocation, 'push');
    const record = await recordOf(options.text('state') ?? run.config.push.stateFile, path);
    const sources = await load({ path, env: terminal.env, readStdin: () => terminal.readStdin() }, run);
    const result = await pushSources(sources, { apply, strict: options.has('strict'), record, save }, run);
    for (const problem of problemsOf(result.faults)) reporter.report(problem);
    const show = options.text('output') === 'json' ? pushJson : pushText;
    const text = show(result, {
      apply,
      fingerprint: await fingerprints(invocation),
      mask: (shown) => invocation.redactor.mask(shown),
      style: styleFor(invocation.terminal, 'out'),
    });
    return { out: [Buffer.from(text)], status: result.faults.length > 0 ? 1 : 0 };
  },
};

async function recordOf(file: string | undefined, path: string): Promise<PushRecord | undefined> {
  if (file === undefined) return undefined;
  const text = await readOptionalFile(file);
  return readRecord(text?.toString('utf8'), file, path);
}

async function save(record: PushRecord): Promise<void> {
  await replaceFile(record.file, printRecord(record));
}

async function fingerprints({ options }: Invocation): Promise<(value: Uint8Array) => string> {
  const file = options.text('fingerprint-key-file');
  const key = file === undefined ? randomBytes(32) : await readNamedFile(file);
  return (value) => createHmac('sha256', key).update(value).digest('hex').slice(0, 6);
}
