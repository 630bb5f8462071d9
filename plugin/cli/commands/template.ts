import { answerLine } from '../../engines/answer-line.ts';
import type { TextDecoding } from '../../engines/decode-text.ts';
import { engines } from '../../engines/engine.ts';
import { readStringMap } from '../../engines/read-string-map.ts';
import { type Rendered, render } from '../../engines/render.ts';
import { faultsOf } from '../../errors/esr-error.ts';
import { templateError } from '../../errors/template.ts';
import { usageError } from '../../errors/usage.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import { executionOf } from '../../pipeline/execution.ts';
import { type EngineName, lazyEngine } from '../../pipeline/lazy-engine.ts';
import type { Command } from '../command.ts';
import { configFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { openRun } from '../open-run.ts';
import { readNamedFile } from '../read-file.ts';
import { templateSource } from '../template-source.ts';

const engineNames = Object.keys(engines);

/** `esr template`: runs templates outside any manifest, for authors, editors and test suites. */
export const command: Command = {
  name: 'template',
  summary: 'Runs one template against given data.',
  operands: '[FILE]',
  maxOperands: 1,
  flags: [
    { name: 'template', takes: 'FILE', says: 'the template; - is standard input' },
    { name: 'external-secret', takes: 'FILE', says: 'a manifest: tries the template that stands in it' },
    { name: 'name', takes: 'NAME', says: 'which ExternalSecret of that manifest, where there are several' },
    { name: 'key', takes: 'KEY', says: 'which key of its spec.target.template.data' },
    { name: 'data', takes: 'FILE', says: 'the data: a YAML or JSON map of strings' },
    { name: 'set', takes: 'NAME=VALUE', says: 'one more datum, made up; may be repeated' },
    {
      name: 'scope',
      takes: 'SCOPE',
      allowed: ['Values', 'KeysAndValues'],
      says: 'whether the output is a value or a YAML map of them',
    },
    {
      name: 'decoding',
      takes: 'STRATEGY',
      allowed: ['None', 'Base64', 'Base64URL', 'Auto'],
      says: 'how the values of a map are decoded',
    },
    { name: 'engine', takes: 'NAME', allowed: engineNames, says: 'the template language' },
    { name: 'jsonl', says: 'answer requests on standard input, one JSON object a line' },
    ...configFlags,
  ],
  details: [
    'FILE is short for --template FILE. The output of a map is one JSON object.',
    'A request of --jsonl is {"id", "template", "data", "dataBase64", "scope", "target", "decodingStrategy"}; its answer {"id", "output"}, outputBase64, outputData or outputDataBase64, or {"id", "error": {"stage", "message"}}.',
  ].join('\n'),
  examples: [
    { words: 'esr template url.tpl --data values.yaml', does: 'a file on data of a file' },
    { words: "echo '{{ .pass | urlquery }}' | esr template - --set pass=p@ss", does: 'one line on a made-up value' },
    {
      words: 'esr template --external-secret app.yaml --name db --key url --set user=ada --set pass=x',
      does: 'the template that stands in a manifest',
    },
  ],

  async run(invocation) {
    if (invocation.options.has('jsonl')) return answerAll(invocation);
    return { out: [await renderOne(invocation)], status: 0 };
  },
};

async function answerAll(invocation: Invocation) {
  const { terminal, options } = invocation;
  const run = await openRun(invocation, 'render');
  const engine = lazyEngine((options.text('engine') ?? run.config.engine) as EngineName);
  for await (const line of terminal.readLines()) {
    if (terminal.isReaderGone === true) break;
    if (line.trim() === '') continue;
    const answer = await answerLine(parsed(line), engine, executionOf(run, 'template'));
    await terminal.writeOut([Buffer.from(`${JSON.stringify(answer)}\n`)]);
  }
  return { out: [], status: 0 } as const;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function renderOne(invocation: Invocation): Promise<Buffer> {
  const { options } = invocation;
  const run = await openRun(invocation, 'render');
  const { text, name, engine, locate } = await templateSource(invocation, run);
  const decoding = (options.text('decoding') ?? 'None') as TextDecoding;
  const scope = options.text('scope') === 'KeysAndValues' ? 'KeysAndValues' : 'Values';
  const data = await dataOf(invocation);
  try {
    return outputOf(
      await render(engine, { text, name, scope, decoding }, data, executionOf(run, 'template')),
      decoding,
    );
  } catch (thrown) {
    const fault = faultsOf(thrown)?.[0];
    throw fault === undefined ? thrown : locate(fault);
  }
}

async function dataOf({ options, redactor }: Invocation): Promise<ReadonlyMap<Bytes, Bytes>> {
  const file = options.text('data');
  const given =
    file === undefined ? new Map<Bytes, Bytes>() : readStringMap(bytesFromBuffer(await readNamedFile(file)));
  if (given === undefined) throw usageError('DATA_NOT_MAP', { file: file ?? '' });
  const data = new Map([...given, ...options.all('set').map(datumOf)]);
  for (const value of data.values()) redactor.conceal(bufferOf(value));
  return data;
}

function datumOf(text: string): readonly [Bytes, Bytes] {
  const at = text.indexOf('=');
  if (at <= 0) throw usageError('SET_FORM', {});
  return [bytesOf(text.slice(0, at)), bytesOf(text.slice(at + 1))];
}

function outputOf(rendered: Rendered, strategy: string): Buffer {
  if (rendered.kind === 'value') return bufferOf(rendered.value);
  if (rendered.kind === 'map') {
    const entries = [...rendered.map].map(([key, value]) => [textOf(key), textOf(value)] as const);
    return Buffer.from(`${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  }
  if (rendered.stage === 'yaml') throw templateError('TEMPLATE_NOT_MAP', {});
  throw templateError('TEMPLATE_NOT_DECODED', { key: textOf(rendered.key), strategy });
}
